/** What `cargo xtask wasm` makes of a build; `build.mjs` puts one of them in this place. The smaller have fewer functions. */
declare module 'glue' {
  export default function init(options?: { module_or_path: unknown }): Promise<unknown>;
  export function verify(call: string): string;
  export function inspect(call: string): string;
  export function diff(call: string): string;
  export function unbake(call: string): string;
  export function bake(call: string): string;
  export function issue(call: string): string;
  export function derive(call: string): string;
  export function present(call: string): string;
}

/** Where the module is: beside the script in a browser, in a file in Node; `build.mjs` chooses. */
declare module 'place' {
  export function place(): unknown;
}

declare module 'node:fs/promises' {
  export function readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
}
