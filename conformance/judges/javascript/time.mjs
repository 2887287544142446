// Times whole verifications by Digital Bazaar's packages: `node time.mjs FILE`, where FILE is what `judge-ssi sign` wrote.
// `ACCOLADE_VECTORS` names the folder with the published contexts.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as vc from '@digitalbazaar/vc';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const text = readFileSync(process.argv[2], 'utf8');
const read = name => JSON.parse(readFileSync(join(process.env.ACCOLADE_VECTORS, 'contexts', name), 'utf8'));
const documents = new Map([
  ['https://www.w3.org/ns/credentials/v2', read('w3-credentials-v2.jsonld')],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', read('ob-v3p0-context-3.0.3.json')],
]);

// The key and its controller, made once as a resolver with a warm cache would.
const method = JSON.parse(text).proof.verificationMethod;
const [controller, publicKeyMultibase] = method.split('#');
const key = await Ed25519Multikey.from({type: 'Multikey', id: method, controller, publicKeyMultibase});
documents.set(method, await key.export({publicKey: true, includeContext: true}));
documents.set(controller, {
  '@context': 'https://www.w3.org/ns/did/v1',
  id: controller,
  assertionMethod: [method],
});
const documentLoader = async url => {
  const document = documents.get(url);
  if(!document) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
};

const verify = async () => {
  const credential = JSON.parse(text);
  const suite = new DataIntegrityProof({cryptosuite});
  const now = new Date('2026-09-21T00:00:00Z');
  const result = await vc.verifyCredential({credential, suite, documentLoader, now});
  if(!result.verified) {
    throw new Error(JSON.stringify(result.error, null, 1));
  }
};

for(let round = 0; round < 50; round++) {
  await verify();
}
const times = [];
for(let round = 0; round < 200; round++) {
  const started = performance.now();
  await verify();
  times.push(performance.now() - started);
}
times.sort((a, b) => a - b);
console.log(`Digital Bazaar's JavaScript ${(times[times.length >> 1] * 1000).toFixed(1)} µs`);
