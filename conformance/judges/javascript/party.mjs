// Digital Bazaar's packages as one party: the keys of the fixtures, the published contexts, and every suite of embedded proofs that
// these packages have, to sign, derive and verify with. `ACCOLADE_VECTORS` names the folder with the published contexts.
import {createECDH} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as base58 from 'base58-universal';
import jsonld from 'jsonld';
import jsigs from 'jsonld-signatures';
import * as BlsMultikey from '@digitalbazaar/bls12-381-multikey';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {Ed25519Signature2018} from '@digitalbazaar/ed25519-signature-2018';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {Ed25519VerificationKey2018} from '@digitalbazaar/ed25519-verification-key-2018';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';
import * as vc from '@digitalbazaar/vc';
import * as bbs from '@digitalbazaar/bbs-2023-cryptosuite';
import * as ecdsaJcs from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import * as ecdsaSd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as eddsaJcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as ecdsaRdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsaRdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const {purposes: {AssertionProofPurpose}} = jsigs;

// The published contexts, by URL; of the three texts under one URL, the one that is there today.
const documents = new Map();
const contexts = join(process.env.ACCOLADE_VECTORS, 'contexts');
for(const line of readFileSync(join(contexts, 'SOURCES.tsv'), 'utf8').split('\n').slice(1)) {
  const [file, urls] = line.split('\t');
  const url = urls?.split(' ')[0];
  if(url?.startsWith('http') && !file.includes('vintage') && !documents.has(url)) {
    documents.set(url, JSON.parse(readFileSync(join(contexts, file), 'utf8')));
  }
}
// These two are fixtures of the W3C's suites.
for(const [file, url] of [
  ['citizenship-v4rc1', 'https://w3id.org/citizenship/v4rc1'], ['vdl-v1', 'https://w3id.org/vdl/v1']
]) {
  const path = join(process.env.ACCOLADE_VECTORS, 'vectors/contexts', `${file}.jsonld`);
  if(!documents.has(url) && existsSync(path)) {
    documents.set(url, JSON.parse(readFileSync(path, 'utf8')));
  }
}

// What a resolver would say of a `did:key`.
function resolve(url) {
  const [did, fragment] = url.split('#');
  const multikey = did.slice('did:key:'.length);
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id: `${did}#${multikey}`, type: 'Multikey', controller: did, publicKeyMultibase: multikey
  };
  const document = {'@context': 'https://www.w3.org/ns/did/v1', id: did, assertionMethod: [method.id]};
  return fragment ? method : document;
}

export const documentLoader = async url => {
  const document = documents.get(url) ?? (url.startsWith('did:key:') ? resolve(url) : undefined);
  if(!document) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: structuredClone(document)};
};

const multibase = (prefix, bytes) => `z${base58.encode(Uint8Array.from([...prefix, ...bytes]))}`;
const known = multikey => ({did: `did:key:${multikey}`, id: `did:key:${multikey}#${multikey}`});

// A key of Ed25519 whose seed is that number, thirty-two times.
async function ed25519(number) {
  const seed = new Uint8Array(32).fill(number);
  const pair = await Ed25519VerificationKey2020.generate({seed});
  const {did, id} = known(pair.publicKeyMultibase);
  const multikey = await Ed25519Multikey.from({
    type: 'Multikey', id, controller: did,
    publicKeyMultibase: pair.publicKeyMultibase, secretKeyMultibase: pair.privateKeyMultibase
  });
  return {
    did,
    signer: multikey.signer(),
    of2018: await Ed25519VerificationKey2018.generate({seed, controller: did, id}),
    of2020: await Ed25519VerificationKey2020.generate({seed, controller: did, id})
  };
}

// A key of that curve whose secret is that number, as many times as it has bytes.
async function ecdsa(number, curve) {
  const [name, length, publicPrefix, secretPrefix] = {
    'P-256': ['prime256v1', 32, [0x80, 0x24], [0x86, 0x26]],
    'P-384': ['secp384r1', 48, [0x81, 0x24], [0x87, 0x26]],
  }[curve];
  const secret = Buffer.alloc(length, number);
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(secret);
  const publicKeyMultibase = multibase(publicPrefix, ecdh.getPublicKey(null, 'compressed'));
  const {did, id} = known(publicKeyMultibase);
  const multikey = await EcdsaMultikey.from({
    type: 'Multikey', id, controller: did, publicKeyMultibase, secretKeyMultibase: multibase(secretPrefix, secret)
  });
  return {did, signer: multikey.signer()};
}

async function bls(number) {
  const {BBS_BLS12381_SHA256: algorithm} = BlsMultikey.ALGORITHMS;
  const pair = await BlsMultikey.generateBbsKeyPair({algorithm, seed: new Uint8Array(32).fill(number)});
  const {publicKeyMultibase} = await pair.export({publicKey: true});
  const {did, id} = known(publicKeyMultibase);
  Object.assign(pair, {id, controller: did});
  return {did, signer: pair.signer()};
}

const edwards = await ed25519(1);
const [p256, p384] = [await ecdsa(2, 'P-256'), await ecdsa(3, 'P-384')];
const integrity = (key, cryptosuite, date) => new DataIntegrityProof({signer: key.signer, cryptosuite, date});
const withPointers = ({createSignCryptosuite}, {mandatoryPointers}) => createSignCryptosuite({mandatoryPointers});

// Whose key signs, and with what.
export const ISSUERS = {
  'eddsa-rdfc-2022': {key: edwards, sign: (key, date) => integrity(key, eddsaRdfc, date)},
  'eddsa-jcs-2022': {key: edwards, sign: (key, date) => integrity(key, eddsaJcs.createSignCryptosuite(), date)},
  'ecdsa-rdfc-2019-p256': {key: p256, curve: 'P-256', sign: (key, date) => integrity(key, ecdsaRdfc, date)},
  'ecdsa-rdfc-2019-p384': {key: p384, curve: 'P-384', sign: (key, date) => integrity(key, ecdsaRdfc, date)},
  'ecdsa-jcs-2019-p256':
    {key: p256, curve: 'P-256', sign: (key, date) => integrity(key, ecdsaJcs.createSignCryptosuite(), date)},
  'ecdsa-jcs-2019-p384':
    {key: p384, curve: 'P-384', sign: (key, date) => integrity(key, ecdsaJcs.createSignCryptosuite(), date)},
  'ecdsa-sd-2023':
    {key: p256, curve: 'P-256', base: true, sign: (key, date, options) => integrity(key, withPointers(ecdsaSd, options), date)},
  'bbs-2023': {
    key: await bls(5), base: true,
    // A proof of BBS has no date unless it is told one, and none is wanted.
    sign: (key, date, options) => integrity(key, withPointers(bbs, options), null)
  },
  Ed25519Signature2018: {key: edwards, sign: (key, date) => new Ed25519Signature2018({key: key.of2018, date})},
  Ed25519Signature2020: {key: edwards, sign: (key, date) => new Ed25519Signature2020({key: key.of2020, date})}
};

const signing = (name, {date, ...options}) => ISSUERS[name].sign(ISSUERS[name].key, date, options);

// Signs with one of those; of the suites that show parts, what comes of it is the base proof.
export async function sign(name, document, options = {}) {
  return jsigs.sign(document, {suite: signing(name, options), purpose: new AssertionProofPurpose(), documentLoader});
}

// The same, after the checks of `@digitalbazaar/vc`.
export async function issue(name, credential, options = {}) {
  return vc.issue({credential, suite: signing(name, options), documentLoader});
}

// Shows a part.
export async function derive(document, selectivePointers) {
  const {createDiscloseCryptosuite} = document.proof.cryptosuite === 'bbs-2023' ? bbs : ecdsaSd;
  const suite = new DataIntegrityProof({cryptosuite: createDiscloseCryptosuite({selectivePointers})});
  return jsigs.derive(document, {suite, purpose: new AssertionProofPurpose(), documentLoader});
}

const VERIFIERS = {
  'eddsa-rdfc-2022': () => new DataIntegrityProof({cryptosuite: eddsaRdfc}),
  'eddsa-jcs-2022': () => new DataIntegrityProof({cryptosuite: eddsaJcs.createVerifyCryptosuite()}),
  'ecdsa-rdfc-2019': () => new DataIntegrityProof({cryptosuite: ecdsaRdfc}),
  'ecdsa-jcs-2019': () => new DataIntegrityProof({cryptosuite: ecdsaJcs.createVerifyCryptosuite()}),
  'ecdsa-sd-2023': () => new DataIntegrityProof({cryptosuite: ecdsaSd.createVerifyCryptosuite()}),
  'bbs-2023': () => new DataIntegrityProof({cryptosuite: bbs.createVerifyCryptosuite()}),
  Ed25519Signature2020: () => new Ed25519Signature2020()
};

// The suite of a proof, as these packages verify it; none where they do not.
export const verifier = proof => VERIFIERS[proof.cryptosuite ?? proof.type];

// Why a proof of a document does not hold; nothing where it does.
export async function problem(document, proof = document.proof) {
  const suite = verifier(proof)();
  const purpose = new AssertionProofPurpose();
  const {verified, error} = await jsigs.verify({...document, proof}, {suite, purpose, documentLoader});
  return verified ? undefined : error?.errors?.[0]?.message ?? error?.message ?? 'does not hold';
}

// A document expanded, and as canonical N-Quads.
export async function stages(document) {
  return {
    expanded: await jsonld.expand(document, {documentLoader, safe: true}),
    nquads: await jsonld.canonize(document, {algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader, safe: true})
  };
}
