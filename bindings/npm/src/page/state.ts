import type { Verified } from '../drive.js';
import type { Request, Resource } from '../types.js';
import type { Child } from '../component/dom.js';
import { language, type Language } from '../component/strings/index.js';
import { words, type SampleName, type Words } from './words.js';

/** The most bytes of a badge, or of a list of issuers. */
export const MOST_BYTES = 16 << 20;
const KEPT = 'accolade-language';

/** What is being looked at. */
export interface Looked {
  bytes: Uint8Array;
  /** The file's name, or where it came from. */
  name: string;
  /** Where it was fetched from. */
  from?: string;
  sample?: SampleName;
  /** Documents that come with it. */
  resources?: Record<string, Resource>;
}

/** What the page shows, and on which terms. */
export const state: {
  language: Language;
  network: boolean;
  looked?: Looked;
  verified?: Verified;
  at: Date;
  email: string;
  other?: { claimed: unknown };
  /** The list of issuers that is asked. */
  list?: { name: string; content: { text: string } };
  lacking: Request[];
  notice?: Child[];
} = { language: spoken(), network: false, at: new Date(), email: '', lacking: [] };

/** The words of the language of now. */
export function say(): Words {
  return words(state.language);
}

/** The language that was chosen before; else the browser's own. */
function spoken(): Language {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // A browser may keep nothing; then its own language counts.
  }
  return language(kept ?? navigator.language);
}

/** Chooses a language, for this visit and the next. */
export function speak(to: Language): void {
  state.language = to;
  try {
    localStorage.setItem(KEPT, to);
  } catch {
    // Then it counts for this visit.
  }
}

/** A file of the page's own. */
export async function own(file: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(file)).arrayBuffer());
}
