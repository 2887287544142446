import start, { verify as step } from 'glue';
import { drive, type Input, type Verified, type VerifyOptions } from './drive.js';

export { CallError, type Fetcher, type Input, type Verified, type VerifyOptions } from './drive.js';
export type * from './types.js';

/** The WebAssembly module: where it is, its bytes, or itself compiled. */
export type Module = URL | string | Response | BufferSource | WebAssembly.Module;

let started: Promise<unknown> | undefined;

/** Loads the module, once; from beside this file where nothing else is given. `verify` does it where nobody has. */
export async function init(module?: Module | Promise<Module>): Promise<void> {
  started ??= start({ module_or_path: module ?? new URL('./accolade_bg.wasm', import.meta.url) });
  try {
    await started;
  } catch (error) {
    started = undefined;
    throw error;
  }
}

/** Verifies a badge. Nothing leaves the machine unless `network` is turned on. */
export async function verify(input: Input, options?: VerifyOptions): Promise<Verified> {
  await init();
  return drive(step, input, options);
}
