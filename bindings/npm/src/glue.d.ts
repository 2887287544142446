/** What `cargo xtask wasm` makes of a build; `build.mjs` puts one of them in this place. */
declare module 'glue' {
  export default function init(options?: { module_or_path: unknown }): Promise<unknown>;
  export function initSync(options: { module: BufferSource | WebAssembly.Module }): unknown;
  export function verify(call: string): string;
}

declare module 'node:fs/promises' {
  export function readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
}
