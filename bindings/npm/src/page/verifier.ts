import { drive, type Input, type Verified, type VerifyOptions } from '../drive.js';
import type { PolicyOptions, Report, Request, Resource } from '../types.js';
import { define, OpenBadge } from '../component/element.js';
import { state } from './state.js';

/** Whether the largest build is there, too. */
declare const FULL: boolean;

/** The script of a worker. */
type Build = './step.js' | './full/step.js';
/** Puts a call to the verifier. */
type Step = (call: string) => Promise<string>;

/** How long a step of a verification may take. */
const MOST_MILLISECONDS = 60_000;

const running = new Map<Build, Step>();
let calls = 0;
let policy: { createScriptURL(url: string): string } | undefined;

OpenBadge.verifier = verifying;
define();

/** The badge that is looked at. */
export const badge = new OpenBadge();
badge.setAttribute('open', '');

/** Verifies it as the page stands. */
export function ask(): void {
  const { looked, email, list } = state;
  if (!looked) return;
  const policy: PolicyOptions = {
    ...(email && { recipient: { identifier: { kind: 'emailAddress', value: email } } }),
    ...(list && { registries: [{ document: list }] }),
  };
  badge.value = looked.bytes;
  badge.options = { policy, resources: looked.resources };
}

/** What a document claims, whatever its verdict. */
export async function claimed(bytes: Uint8Array): Promise<unknown> {
  return (await drive(running.get('./step.js') ?? begin(), bytes)).claimed;
}

/** Verifies on the page's terms, and notes what the network would have been asked. */
async function verifying(input: Input, options: VerifyOptions = {}): Promise<Verified> {
  state.at = options.at ?? new Date();
  const declined = async (request: Request): Promise<Resource> => {
    state.lacking.push(request);
    return { unavailable: { code: 'fetch.declined', reason: 'the network is off' } };
  };
  const by = (file: Build): Promise<Verified> => {
    state.lacking = [];
    return drive(running.get(file) ?? begin(file), input, { ...options, network: state.network || declined });
  };
  if (options.policy?.registries) return by('./full/step.js');
  const verified = await by('./step.js');
  return FULL && lacks(verified.report) ? by('./full/step.js') : verified;
}

/** The findings by which a build says that it goes without something that the largest one has. */
const LACKING = ['did.unsupported-method', 'key.unsupported-type', 'ob2.not-read', 'proof.unknown-suite', 'secure.unsupported-envelope'];

function lacks({ verdict, checks, nested = [] }: Report): boolean {
  const here = checks.some(({ findings = [] }) => findings.some(({ code }) => LACKING.includes(code)));
  return (verdict === 'indeterminate' && here) || nested.some(({ report }) => lacks(report));
}

/** A worker that verifies: whatever it is given, the page goes on. Only the larger build asks lists of issuers. */
export function begin(file: Build = './step.js'): Step {
  const worker = new Worker(ownScript(file), { type: 'module' });
  const waiting = new Map<number, { answer: (answer: string) => void; fail: (error: Error) => void }>();
  const stop = (reason: string): void => {
    for (const { fail } of waiting.values()) fail(new Error(reason));
    waiting.clear();
    worker.terminate();
    if (running.get(file) === step) running.delete(file);
  };
  worker.addEventListener('message', ({ data: { id, answer, failed } }: MessageEvent<{ id: number; answer?: string; failed?: string }>) => {
    if (answer === undefined) return stop(failed ?? 'no answer');
    waiting.get(id)?.answer(answer);
    waiting.delete(id);
  });
  worker.addEventListener('error', ({ message }) => stop(message || 'the verifier could not be started'));
  const step: Step = (call) => {
    const id = (calls += 1);
    worker.postMessage({ id, call });
    const late = setTimeout(() => stop('the verification took too long'), MOST_MILLISECONDS);
    return new Promise<string>((answer, fail) => waiting.set(id, { answer, fail })).finally(() => clearTimeout(late));
  };
  running.set(file, step);
  return step;
}

/** Makes the page work without a network. */
export function offline(): void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
  navigator.serviceWorker.register(ownScript('./sw.js')).catch(() => undefined);
}

/** The address of a script of the page's own. Where scripts must come from a policy, the one there is lets no other through. */
function ownScript(file: Build | './sw.js'): string {
  type Policy = { createScriptURL(url: string): string };
  const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  const own = (url: string): string => {
    if (!['./step.js', './full/step.js', './sw.js'].includes(url)) throw new TypeError(url);
    return url;
  };
  policy ??= trustedTypes?.createPolicy('accolade', { createScriptURL: own }) ?? { createScriptURL: own };
  return policy.createScriptURL(file);
}
