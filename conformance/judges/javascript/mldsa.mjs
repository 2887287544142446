// The draft suites `mldsa44-rdfc-2024` and `mldsa44-jcs-2024`, both ways. No package has the suites; their parts are judged by others:
// the canonical forms by jsonld.js and canonicalize, the signature by @noble/post-quantum. `ACCOLADE_VECTORS` names the folder
// with the published contexts.
//
//   node mldsa.mjs sign FOLDER      signs the template of the fixtures: `fixtures/judged` is what came of it
//   node mldsa.mjs verify FILE…     verifies documents that Accolade signed, and fails where one does not hold
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import canonicalize from 'canonicalize';
import jsonld from 'jsonld';
import {ml_dsa44 as mldsa} from '@noble/post-quantum/ml-dsa.js';
import {documentLoader} from './party.mjs';

const PREFIX = [0x90, 0x24];
const canonical = {
  'mldsa44-rdfc-2024': document => jsonld.canonize(document, {algorithm: 'RDFC-1.0', safe: true, documentLoader}),
  'mldsa44-jcs-2024': async document => canonicalize(document)
};

const hash = text => createHash('sha256').update(text).digest();

// §3.1.1 Hashing: the configuration's hash, then the document's; §3.1.2: the configuration is under the document's contexts.
async function signed(document, config) {
  const form = canonical[config.cryptosuite];
  const whole = {...config, '@context': document['@context']};
  return Buffer.concat([hash(await form(whole)), hash(await form(document))]);
}

const multibase = bytes => `u${Buffer.from(bytes).toString('base64url')}`;

async function signAll(out) {
  const {publicKey, secretKey} = mldsa.keygen(new Uint8Array(32).fill(4));
  const multikey = multibase([...PREFIX, ...publicKey]);
  const template = JSON.parse(readFileSync(new URL('../../../fixtures/verify/unsigned.json', import.meta.url), 'utf8'));
  for(const cryptosuite of Object.keys(canonical)) {
    const document = structuredClone(template);
    document.issuer.id = `did:key:${multikey}`;
    const config = {
      type: 'DataIntegrityProof', cryptosuite, created: '2026-02-01T09:00:05Z',
      verificationMethod: `did:key:${multikey}#${multikey}`, proofPurpose: 'assertionMethod'
    };
    const signature = mldsa.sign(await signed(document, config), secretKey, {extraEntropy: false});
    const proof = {...config, proofValue: multibase(signature)};
    writeFileSync(join(out, `${cryptosuite}.json`), `${JSON.stringify({...document, proof}, null, 2)}\n`);
  }
}

async function verifyAll(files) {
  let failed = 0;
  for(const file of files) {
    const {proof: {proofValue, ...config}, ...document} = JSON.parse(readFileSync(file, 'utf8'));
    const multikey = Buffer.from(config.verificationMethod.match(/^did:key:u([^#]*)/)[1], 'base64url');
    const [first, second, ...publicKey] = multikey;
    const holds = first === PREFIX[0] && second === PREFIX[1] && proofValue[0] === 'u' && mldsa.verify(
      Buffer.from(proofValue.slice(1), 'base64url'), await signed(document, config), Uint8Array.from(publicKey));
    failed += holds ? 0 : 1;
    console.log(`${holds ? 'holds    ' : 'FAILS    '} ${file} (${config.cryptosuite})`);
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

const [command, ...rest] = process.argv.slice(2);
await (command === 'sign' ? signAll(rest[0]) : verifyAll(rest));
