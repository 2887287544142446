import type { Content, Finding, Refusal } from './types.js';

/** JSON or a token as text; or the bytes of one, or of a PNG or SVG image that holds one. */
export type Input = string | Uint8Array | ArrayBuffer | Blob;

/** There is no answer but this: the call was wrong, or what it gave stands in the way. */
export class CallError extends Error {
  /** The stable code. */
  readonly code: string;
  /** Each reason with its place, where it is the document that stands in the way. */
  readonly findings: Finding[];
  constructor({ code, message, findings = [] }: Refusal) {
    super(message);
    this.name = 'CallError';
    this.code = code;
    this.findings = findings;
  }
}

/** An answer; throws where it is an error. @internal */
export function answered<Answer extends { type: string }>(text: string): Exclude<Answer, { type: 'error' }> {
  const answer = JSON.parse(text) as Answer | ({ type: 'error' } & Refusal);
  if (answer.type === 'error') throw new CallError(answer as Refusal);
  return answer as Exclude<Answer, { type: 'error' }>;
}

/** Puts a call. @internal */
export function ask<Answer extends { type: string }>(step: (call: string) => string, call: unknown): Exclude<Answer, { type: 'error' }> {
  return answered<Answer>(step(JSON.stringify(call)));
}

/** As it stands in a call. @internal */
export async function content(input: Input): Promise<Content> {
  return typeof input === 'string' ? { text: input } : { base64: base64(await bytes(input)) };
}

/** @internal */
export async function bytes(input: Exclude<Input, string>): Promise<Uint8Array> {
  if (input instanceof Uint8Array) return input;
  return new Uint8Array(input instanceof ArrayBuffer ? input : await input.arrayBuffer());
}

/** @internal */
export function base64(bytes: Uint8Array): string {
  let text = '';
  // As many arguments as every engine takes.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** @internal */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
