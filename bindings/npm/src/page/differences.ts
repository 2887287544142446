import { object, type Members } from '../component/claims.js';

/** A place at which two documents differ. Where one has nothing there, it says nothing. */
export interface Difference {
  pointer: string;
  was?: string;
  now?: string;
}

/** The most that is listed, and the deepest that is looked. */
const MOST = 200;
const MOST_DEEP = 64;

/** Where two credentials say different things, apart from their proofs. */
export function differences(was: unknown, now: unknown): Difference[] {
  const { proof: _was, ...before } = object(was);
  const { proof: _now, ...after } = object(now);
  const found: Difference[] = [];
  compare(before, after, '', 0, found);
  return found;
}

function compare(was: unknown, now: unknown, pointer: string, depth: number, found: Difference[]): void {
  if (found.length >= MOST || was === now) return;
  const both = nested(was) && nested(now) && Array.isArray(was) === Array.isArray(now);
  if (!both || depth > MOST_DEEP) {
    if (JSON.stringify(was) !== JSON.stringify(now)) found.push({ pointer, was: shown(was), now: shown(now) });
    return;
  }
  for (const key of new Set([...Object.keys(was), ...Object.keys(now)])) {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    compare(own(was, key), own(now, key), at, depth + 1, found);
  }
}

function own(of: Members, key: string): unknown {
  return Object.hasOwn(of, key) ? of[key] : undefined;
}

function nested(given: unknown): given is Members {
  return typeof given === 'object' && given !== null;
}

function shown(given: unknown): string | undefined {
  return typeof given === 'string' ? given : JSON.stringify(given);
}
