/** Beside the script, which bundlers understand too. */
export function place(): URL {
  return new URL('./accolade_bg.wasm', import.meta.url);
}
