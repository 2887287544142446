import start from 'glue';
import { place } from 'place';

/** The WebAssembly module: where it is, its bytes, or itself compiled. */
export type Module = URL | string | Response | BufferSource | WebAssembly.Module;

let started: Promise<unknown> | undefined;

/** Loads the module, once; from beside this file where nothing else is given. Whatever is called does it where nobody has. */
export async function init(module?: Module | Promise<Module>): Promise<void> {
  started ??= start({ module_or_path: module ?? place() });
  try {
    await started;
  } catch (error) {
    started = undefined;
    throw error;
  }
}
