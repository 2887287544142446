import type { Input } from './content.js';
import { init, verify, type Verified, type VerifyOptions } from './core.js';

/** What a page sends to the worker. A fetcher is a function, which no message carries. */
export interface WorkerRequest {
  id: number;
  input: Input;
  options?: Omit<VerifyOptions, 'network'> & { network?: boolean };
}

/** What comes back. */
export type WorkerResponse = { id: number; verified: Verified } | { id: number; error: string; code?: string };

declare const self: { onmessage: ((event: MessageEvent<WorkerRequest>) => void) | null; postMessage(message: unknown): void };

self.onmessage = async ({ data: { id, input, options } }) => {
  try {
    await init();
    self.postMessage({ id, verified: await verify(input, options) } satisfies WorkerResponse);
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    self.postMessage({ id, error: message, ...(code && { code }) } satisfies WorkerResponse);
  }
};
