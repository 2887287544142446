import start, { verify } from 'glue';

/** What the page asks of the worker: a call in JSON, to be answered by the answer in JSON. */
interface Worker {
  onmessage: ((event: MessageEvent<{ id: number; call: string }>) => void) | null;
  postMessage(message: { id: number; answer?: string; failed?: string }): void;
}
declare const self: Worker;

const started = start({ module_or_path: new URL('./accolade_bg.wasm', import.meta.url) });
// Whoever calls is told; a failure that nobody asked about yet is none.
started.catch(() => undefined);

self.onmessage = async ({ data: { id, call } }) => {
  try {
    await started;
    self.postMessage({ id, answer: verify(call) });
  } catch (error) {
    self.postMessage({ id, failed: String(error) });
  }
};
