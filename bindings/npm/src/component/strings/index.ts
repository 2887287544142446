import { de } from './de.js';
import { en, type Strings } from './en.js';

export type { Count, Strings } from './en.js';

const LANGUAGES = { en, de } as const;

/** A language that there are words in. */
export type Language = keyof typeof LANGUAGES;

/** The nearest language to a tag, such as `de-AT`; English where there is none. */
export function language(tag: string): Language {
  const [primary] = tag.toLowerCase().split('-');
  return primary && Object.hasOwn(LANGUAGES, primary) ? (primary as Language) : 'en';
}

/** The words of a language. */
export function strings(of: Language): Strings {
  return LANGUAGES[of];
}
