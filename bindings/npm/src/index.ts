import { diff as diffStep, inspect as inspectStep, unbake as unbakeStep } from 'glue';
import { ask, content, type Input } from './content.js';
import { init } from './start.js';
import type { DiffAnswer, Inspection, InspectAnswer, UnbakeAnswer } from './types.js';

export * from './core.js';

/** What two documents do not both say. */
export type Difference = Omit<Extract<DiffAnswer, { type: 'done' }>, 'type'>;
/** A credential as it was in its image. */
export type Unbaked = Omit<Extract<UnbakeAnswer, { type: 'done' }>, 'type'>;

/** What a badge claims; nothing of it is verified. `canonical` adds what an embedded proof signs, statement by statement. */
export async function inspect(input: Input, options: { canonical?: boolean } = {}): Promise<Inspection> {
  await init();
  const { type, ...inspection } = ask<InspectAnswer>(inspectStep, { ...options, input: await content(input) });
  return inspection;
}

/** Compares what two documents say, statement by statement: neither the order of members nor their proofs count. */
export async function diff(first: Input, second: Input): Promise<Difference> {
  await init();
  const { type, ...difference } = ask<DiffAnswer>(diffStep, { first: await content(first), second: await content(second) });
  return difference;
}

/** Takes a credential out of a PNG or SVG; nothing of it is verified. */
export async function unbake(image: Input): Promise<Unbaked> {
  await init();
  const { type, ...unbaked } = ask<UnbakeAnswer>(unbakeStep, { image: await content(image) });
  return unbaked;
}
