// Writes `spec-notes/comparison.md`: what four verifiers say of the same forty fixtures. Ours is what the fixtures' manifests hold it to;
// Digital Bazaar's and DCC's are run here, on the fixtures' own documents and at their own time; of 1EdTech's validator stands what is
// written about it, since it is a service. `ACCOLADE_VECTORS` names the folder with the published contexts.
//
//   node compare.mjs > ../../../spec-notes/comparison.md
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Worker, isMainThread, parentPort, workerData} from 'node:worker_threads';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {documentLoader as known, verifier} from './party.mjs';

const fixtures = new URL('../../../fixtures/', import.meta.url).pathname;

// Area, case, and what is written of 1EdTech's validator: its repository, its issues and its behaviour as observed by others.
const CASES = [
  ['verify', 'eddsa-rdfc', 'holds'],
  ['verify', 'eddsa-rdfc-png', 'holds: baked badges are read'],
  ['verify', 'eddsa-jcs', '-'],
  ['verify', 'ecdsa-rdfc-p256', '-'],
  ['verify', 'mldsa44-jcs', '-'],
  ['verify', 'did-jwk', 'holds'],
  ['verify', 'did-web', 'holds'],
  ['verify', 'https-issuer', 'holds'],
  ['verify', 'proof-set', 'holds: any one proof is enough'],
  ['verify', 'proof-chain', '-'],
  ['verify', 'vcdm-1', 'holds'],
  ['verify', 'jwt-eddsa', 'refused: RS256 and ES256 only'],
  ['verify', 'jwt-es256', 'holds'],
  ['verify', 'expired', 'refused'],
  ['verify', 'not-yet-valid', 'refused'],
  ['verify', 'altered-result', 'refused'],
  ['verify', 'duplicate-key', '-'],
  ['verify', 'undefined-term', '-'],
  ['verify', 'end-said-elsewhere', '-'],
  ['verify', 'unsigned', 'refused'],
  ['verify', 'unknown-suite', 'holds: any name of a suite is taken'],
  ['verify', 'purpose-authentication', '-'],
  ['verify', 'signed-by-stranger', 'refused: the controller is not the issuer'],
  ['verify', 'key-in-fragment', 'holds: the key is taken from the fragment'],
  ['verify', 'key-for-another-purpose', '-'],
  ['verify', 'key-revoked', '-'],
  ['verify', 'did-web-unavailable', 'refused'],
  ['verify', 'jwt-none', 'refused: RS256 and ES256 only'],
  ['verify', 'jwt-iss-of-stranger', 'holds: claims are not compared'],
  ['verify', 'jwt-exp-later', 'holds: claims are not compared'],
  ['status', 'clear', 'holds'],
  ['status', 'revoked', 'refused'],
  ['status', 'second-suspended', 'holds: purposes other than revocation are ignored'],
  ['status', 'list-forged', 'refused: the list is verified'],
  ['status', 'unavailable', '-'],
  ['status', 'status-list-2021', '-'],
  ['status', '1edtech-revoked', 'refused'],
  ['beside', 'endorsement-altered', 'refused: endorsements are verified'],
  ['beside', 'endorsement-of-another', 'holds: the subject is not compared'],
  ['disclosure', 'achievement-only', '-']
];

const json = path => JSON.parse(readFileSync(path, 'utf8'));

function read(area, id) {
  const folder = join(fixtures, area);
  const found = json(join(folder, 'manifest.json')).cases.find(one => one.id === id);
  let text = found.document ? JSON.stringify(found.document) : found.text ?? readFileSync(join(folder, found.input), 'utf8');
  for(const [from, to] of found.replace ?? []) {
    text = text.replace(from, () => to);
  }
  const files = Object.entries(found.resources ?? {}).map(([url, file]) => [url, readFileSync(join(folder, file), 'utf8')]);
  const inline = Object.entries(found.documents ?? {}).map(([url, document]) => [url, JSON.stringify(document)]);
  return {...found, text, served: new Map([...files, ...inline])};
}

// Both take objects, so what a token or an image is, they are not asked. What `JSON.parse` makes of the text is what a program hands them.
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const first = error => {
  const errors = error?.errors ?? [error];
  const message = errors[0]?.message ?? String(errors[0]);
  return message.split('\n')[0].replaceAll('|', '/').replace(/(did:key:\w{8})\w+/g, '$1…').slice(0, 110);
};

// The time of the case, for whoever reads the clock.
const RealDate = Date;
function at(time) {
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length ? given : [time]));
    }
    static now() {
      return new RealDate(time).getTime();
    }
  };
}

async function digitalBazaar({text, served}) {
  const credential = parsed(text);
  if(!credential) {
    return 'not read';
  }
  const documentLoader = async url => {
    const [base, fragment] = url.split('#');
    const web = base.startsWith('did:web:') ? `https://${base.slice(8).replaceAll(':', '/')}/${base.split(':').length > 3 ? '' : '.well-known/'}did.json` : base;
    if(!served.has(web)) {
      return known(url);
    }
    let document = JSON.parse(served.get(web));
    if(fragment) {
      document = {'@context': 'https://w3id.org/security/multikey/v1', ...document.verificationMethod.find(({id}) => id === url)};
    }
    return {contextUrl: null, documentUrl: url, document};
  };
  const suites = [credential.proof].flat().map(proof => proof && verifier(proof)).filter(Boolean).map(suite => suite());
  if(!suites.length) {
    return 'refused: no suite of that name, or no proof';
  }
  try {
    const result = await vc.verifyCredential({
      credential, suite: suites, documentLoader, maxClockSkew: 0,
      checkStatus: given => checkStatus({...given, verifyBitstringStatusListCredential: true})
    });
    // Whether a bit is set is told beside, and for the caller to read.
    const isSet = result.statusResult?.results?.some(({status}) => status === true);
    return result.verified ? `holds${isSet ? '; its status result says that the bit is set' : ''}` : `refused: ${first(result.error ?? result.statusResult?.error ?? 'its status')}`;
  } catch(error) {
    return `refused: ${first(error)}`;
  }
}

// In a thread of its own, since what it fetched for one case it keeps for the next.
const dcc = found => new Promise((resolve, reject) => {
  const thread = new Worker(new URL(import.meta.url), {workerData: found, stderr: true, stdout: true});
  thread.once('message', told => {
    resolve(told);
    thread.terminate();
  });
  thread.once('error', reject);
});

async function askDcc({text, served, time}) {
  const credential = parsed(text);
  if(!credential) {
    return 'not read';
  }
  at(time);
  globalThis.fetch = async request => {
    const url = typeof request === 'string' ? request : request.url ?? String(request);
    return served.has(url) ?
      new Response(served.get(url), {headers: {'content-type': 'application/json'}}) : new Response('', {status: 404});
  };
  const {verifyCredential} = await import('@digitalcredentials/verifier-core');
  const {errors, log = []} = await verifyCredential({credential, knownDIDRegistries: []});
  if(errors?.length) {
    return `refused: ${first({errors: [errors[0].name ? {message: errors[0].name} : errors[0]]})}`;
  }
  const bad = log.filter(step => step.id !== 'registered_issuer' && (step.valid === false || step.error));
  return bad.length ? `refused: ${bad.map(step => step.error?.name ?? step.id).join(', ')}` : 'holds';
}

const ours = ({expect: {verdict, findings = []}}) => {
  const told = findings.map(({code}) => code).filter(code => code !== 'issuer.no-registry');
  return told.length ? `${verdict}: ${[...new Set(told)].map(code => `\`${code}\``).join(', ')}` : verdict;
};

if(!isMainThread) {
  parentPort.postMessage(await askDcc(workerData));
} else {
  await write();
}

async function write() {
  const rows = [];
  for(const [area, id, documented] of CASES) {
    const found = read(area, id);
    const time = found.at ?? '2026-06-01T00:00:00Z';
    at(time);
    const theirs = await digitalBazaar(found);
    globalThis.Date = RealDate;
    const {text, served} = found;
    rows.push([`\`${area}/${id}\``, found.why.replaceAll('|', '/'), ours(found), theirs, await dcc({text, served, time}), documented]);
  }
  console.log(`# What others say

Forty fixtures, each with the documents that its manifest serves and at its manifest's time. Written by
\`node compare.mjs > ../../../spec-notes/comparison.md\` in \`conformance/judges/javascript\`; a test holds our column against the manifests.

- **Accolade**: the verdict and every finding heavier than a note, which the fixtures' test holds; \`issuer.no-registry\` is left out, since no case here gives a registry.
- **Digital Bazaar**: \`@digitalbazaar/vc\` with every suite that the packages have and \`@digitalbazaar/vc-bitstring-status-list\`, run without
  clock skew. Its caller resolves identifiers: here \`did:key\`, and whatever the fixture serves.
- **DCC**: \`@digitalcredentials/verifier-core\`, run, with its requests answered by the fixtures and without registries. Its report has no verdict; "holds" means that no step of its log says otherwise.
- **1EdTech**: the public validator, as documented: by its source, its fixtures and its issues as of June 2026. It was not run; \`-\` where nothing is written.

Both packages take JSON objects: of tokens and images they say nothing ("not read"), and of two members of one name \`JSON.parse\` has dropped the first before they are asked.

| fixture | what it is | Accolade | Digital Bazaar | DCC | 1EdTech, as documented |
| --- | --- | --- | --- | --- | --- |
${rows.map(row => `| ${row.join(' | ')} |`).join('\n')}`);
}
