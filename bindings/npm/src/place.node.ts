import { readFile } from 'node:fs/promises';

/** In a file beside the script. */
export function place(): Promise<Uint8Array<ArrayBuffer>> {
  return readFile(new URL('./accolade_bg.wasm', import.meta.url));
}
