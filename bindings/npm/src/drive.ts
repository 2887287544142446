import { bounded } from './body.js';
import { answered, base64, CallError, content, type Input } from './content.js';
export type { Input } from './content.js';
import type { PolicyOptions, Report, Request, RequestKind, Resource, VerifyAnswer, VerifyCall } from './types.js';

/** Answers a request for a document. */
export type Fetcher = (request: Request) => Promise<Resource>;

/** How to verify. */
export interface VerifyOptions {
  /** The time of the verification; now, where none is given. */
  at?: Date;
  /** What is asked beyond authenticity, and what is allowed. */
  policy?: PolicyOptions;
  /** Off unless it is turned on: `true` asks the network with `fetch`; a function answers as it sees fit. */
  network?: boolean | Fetcher;
  /** Documents that are at hand, by URL. */
  resources?: Record<string, Resource>;
}

/** What came of a verification. */
export interface Verified {
  /** Every check, and the verdict. */
  report: Report;
  /** The credential as it came, whatever the verdict: claims, not facts. */
  claimed?: unknown;
}

/** The most times that a verification may ask, and the most documents in all. */
const MOST_ROUNDS = 20;
const MOST_DOCUMENTS = 200;
/** The most bytes of one document, and how long it may take. */
const MOST_BYTES = 8 << 20;
const MOST_MILLISECONDS = 15_000;

/** Calls until the answer is a report, and answers each request on the way. @internal */
export async function drive(
  step: (call: string) => string | Promise<string>,
  input: Input,
  options: VerifyOptions = {},
): Promise<Verified> {
  const call: VerifyCall = {
    input: await content(input),
    at: (options.at ?? new Date()).toISOString(),
    policy: options.policy ?? {},
    resources: { ...options.resources },
  };
  const resources = (call.resources ??= {});
  const fetcher = options.network === true ? fetched : options.network || declined;
  let asked = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const answer = answered<VerifyAnswer>(await step(JSON.stringify(call)));
    if (answer.type === 'done') return { report: answer.report, claimed: answer.claimed };
    asked += answer.requests.length;
    const answers = answer.requests.map(async (request): Promise<[string, Resource]> => {
      if (asked > MOST_DOCUMENTS) return [request.url, unavailable('fetch.declined', 'too many documents')];
      try {
        return [request.url, await fetcher(request)];
      } catch (error) {
        return [request.url, unavailable('fetch.unreachable', String(error))];
      }
    });
    for (const [url, resource] of await Promise.all(answers)) resources[url] = resource;
  }
  throw new CallError({ code: 'call.unending', message: 'the verification asks for ever more documents' });
}

/** Without the network. */
async function declined(): Promise<Resource> {
  return unavailable('fetch.declined', 'the network is off');
}

/** What counts because of the host that gives it: whoever is sent elsewhere could be sent anywhere. */
const STAYS_AT_ORIGIN: readonly RequestKind[] = ['keyDocument', 'assertion', 'badgeClass', 'issuerProfile', 'pemKey'];

/** With `fetch`: https alone, no cookies, no referrer, and no more bytes than a document has. */
async function fetched({ kind, url }: Request): Promise<Resource> {
  if (new URL(url).protocol !== 'https:') return unavailable('fetch.declined', 'only https is asked');
  const response = await fetch(url, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(MOST_MILLISECONDS),
  });
  const elsewhere = response.redirected && new URL(response.url).origin !== new URL(url).origin;
  if (elsewhere && STAYS_AT_ORIGIN.includes(kind)) {
    return unavailable('fetch.declined', `the server sends on to ${response.url}`);
  }
  if (response.status === 410) return unavailable('fetch.gone', 'the server says that it is gone');
  if (!response.ok) return unavailable('fetch.declined', `the server answered ${response.status}`);
  let content: Uint8Array;
  try {
    content = await bounded(response, MOST_BYTES);
  } catch (error) {
    if (error instanceof RangeError) return unavailable('fetch.declined', error.message);
    throw error;
  }
  const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim();
  return { document: { content: { base64: base64(content) }, ...(mediaType && { mediaType }) } };
}

function unavailable(code: string, reason: string): Resource {
  return { unavailable: { code, reason } };
}
