import { verify as step } from 'glue';
import type { Input } from './content.js';
import { drive, type Verified, type VerifyOptions } from './drive.js';
import { init } from './start.js';

export { CallError, type Input } from './content.js';
export { type Fetcher, type Verified, type VerifyOptions } from './drive.js';
export { init, type Module } from './start.js';
export type * from './types.js';

/** Verifies a badge. Nothing leaves the machine unless `network` is turned on. */
export async function verify(input: Input, options?: VerifyOptions): Promise<Verified> {
  await init();
  return drive(step, input, options);
}
