// The suites of embedded proofs, both ways. `ACCOLADE_VECTORS` names the folder with the published contexts.
//
//   node suites.mjs sign FOLDER      signs the template of the fixtures with every suite that these packages have, and writes
//                                    the documents into the folder: `fixtures/judged` is what came of it
//   node suites.mjs verify FILE…     verifies documents that Accolade signed, and fails where one does not hold
//
// The keys are those of the fixtures, made of nothing but their number.
import {createECDH} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import * as base58 from 'base58-universal';
import jsigs from 'jsonld-signatures';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {Ed25519Signature2018} from '@digitalbazaar/ed25519-signature-2018';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {Ed25519VerificationKey2018} from '@digitalbazaar/ed25519-verification-key-2018';
import {Ed25519VerificationKey2020} from '@digitalbazaar/ed25519-verification-key-2020';
import * as ecdsaJcs from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import * as ecdsaSd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as eddsaJcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as ecdsaRdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import {cryptosuite as eddsaRdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';

const {purposes: {AssertionProofPurpose}} = jsigs;
const DATE = '2026-02-01T09:00:05Z';

// The published contexts, by URL; of the three texts under one URL, the one that is there today.
const folder = join(process.env.ACCOLADE_VECTORS, 'contexts');
const documents = new Map();
for(const line of readFileSync(join(folder, 'SOURCES.tsv'), 'utf8').split('\n').slice(1)) {
  const [file, urls] = line.split('\t');
  const url = urls?.split(' ')[0];
  if(url?.startsWith('http') && !file.includes('vintage') && !documents.has(url)) {
    documents.set(url, JSON.parse(readFileSync(join(folder, file), 'utf8')));
  }
}

const multibase = (prefix, bytes) => `z${base58.encode(Uint8Array.from([...prefix, ...bytes]))}`;

async function ed25519(number) {
  const seed = new Uint8Array(32).fill(number);
  const pair = await Ed25519VerificationKey2020.generate({seed});
  return {multikey: pair.publicKeyMultibase, secretKey: pair.privateKeyMultibase, seed};
}

function ecdsa(number, curve) {
  const [name, length, publicPrefix, secretPrefix] = {
    'P-256': ['prime256v1', 32, [0x80, 0x24], [0x86, 0x26]],
    'P-384': ['secp384r1', 48, [0x81, 0x24], [0x87, 0x26]],
  }[curve];
  const secret = Buffer.alloc(length, number);
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(secret);
  const compressed = ecdh.getPublicKey(null, 'compressed');
  return {multikey: multibase(publicPrefix, compressed), secretKey: multibase(secretPrefix, secret)};
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

const documentLoader = async url => {
  const document = documents.get(url) ??
    (url.startsWith('did:key:') ? resolve(url) : undefined);
  if(!document) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
};

const template = JSON.parse(readFileSync(new URL('../../../fixtures/verify/unsigned.json', import.meta.url), 'utf8'));

// The template in version 1.1 of the data model, with the contexts of an older suite.
function older(issuer, ...contexts) {
  const {validFrom, validUntil, evidence, ...rest} = structuredClone(template);
  return {
    ...rest,
    '@context': ['https://www.w3.org/2018/credentials/v1', template['@context'][1], ...contexts],
    issuer: {...rest.issuer, id: issuer},
    issuanceDate: validFrom, expirationDate: validUntil
  };
}

function today(issuer) {
  const document = structuredClone(template);
  document.issuer.id = issuer;
  return document;
}

const sign = (document, suite) =>
  jsigs.sign(document, {suite, purpose: new AssertionProofPurpose(), documentLoader});

async function signAll(out) {
  mkdirSync(out, {recursive: true});
  const save = (name, document) =>
    writeFileSync(join(out, `${name}.json`), `${JSON.stringify(document, null, 2)}\n`);
  const edwards = await ed25519(1);
  const [p256, p384] = [ecdsa(2, 'P-256'), ecdsa(3, 'P-384')];
  const known = ({multikey}) => ({did: `did:key:${multikey}`, id: `did:key:${multikey}#${multikey}`});

  // Data Integrity
  const {did, id} = known(edwards);
  const key = await Ed25519Multikey.from({
    type: 'Multikey', id, controller: did, publicKeyMultibase: edwards.multikey, secretKeyMultibase: edwards.secretKey
  });
  save('eddsa-rdfc-2022', await sign(today(did), new DataIntegrityProof({
    signer: key.signer(), cryptosuite: eddsaRdfc, date: DATE
  })));
  save('eddsa-jcs-2022', await sign(today(did), new DataIntegrityProof({
    signer: key.signer(), cryptosuite: eddsaJcs.createSignCryptosuite(), date: DATE
  })));
  for(const [name, pair] of [['p256', p256], ['p384', p384]]) {
    const {did, id} = known(pair);
    const key = await EcdsaMultikey.from({
      type: 'Multikey', id, controller: did, publicKeyMultibase: pair.multikey, secretKeyMultibase: pair.secretKey
    });
    for(const [suite, cryptosuite] of
      [['ecdsa-rdfc-2019', ecdsaRdfc], ['ecdsa-jcs-2019', ecdsaJcs.createSignCryptosuite()]]) {
      save(`${suite}-${name}`, await sign(today(did), new DataIntegrityProof({
        signer: key.signer(), cryptosuite, date: DATE
      })));
    }
    if(name === 'p256') {
      const cryptosuite = ecdsaSd.createSignCryptosuite({mandatoryPointers: ['/issuer', '/validFrom']});
      const base = await sign(today(did), new DataIntegrityProof({
        signer: key.signer(), cryptosuite, date: DATE
      }));
      const derived = await jsigs.derive(base, {
        suite: new DataIntegrityProof({cryptosuite: ecdsaSd.createDiscloseCryptosuite({
          selectivePointers: ['/name', '/credentialSubject/id', '/credentialSubject/type',
            '/credentialSubject/achievement', '/id', '/validUntil']
        })}),
        purpose: new AssertionProofPurpose(), documentLoader
      });
      save('ecdsa-sd-2023', derived);
    }
  }

  // Ed25519Signature2018, which the context of version 1.1 brings along, and 2020
  const key2018 = await Ed25519VerificationKey2018.generate({seed: edwards.seed, controller: did, id});
  save('ed25519-signature-2018', await sign(older(did), new Ed25519Signature2018({key: key2018, date: DATE})));
  const key2020 = await Ed25519VerificationKey2020.generate({seed: edwards.seed, controller: did, id});
  save('ed25519-signature-2020', await sign(
    older(did, 'https://w3id.org/security/suites/ed25519-2020/v1'),
    new Ed25519Signature2020({key: key2020, date: DATE})));
}

const suites = {
  'eddsa-rdfc-2022': () => new DataIntegrityProof({cryptosuite: eddsaRdfc}),
  'eddsa-jcs-2022': () => new DataIntegrityProof({cryptosuite: eddsaJcs.createVerifyCryptosuite()}),
  'ecdsa-rdfc-2019': () => new DataIntegrityProof({cryptosuite: ecdsaRdfc}),
  'ecdsa-jcs-2019': () => new DataIntegrityProof({cryptosuite: ecdsaJcs.createVerifyCryptosuite()}),
  'ecdsa-sd-2023': () => new DataIntegrityProof({cryptosuite: ecdsaSd.createVerifyCryptosuite()}),
  Ed25519Signature2020: () => new Ed25519Signature2020()
};

async function verifyAll(files) {
  let failed = 0;
  for(const file of files) {
    const document = JSON.parse(readFileSync(file, 'utf8'));
    for(const proof of [document.proof].flat()) {
      const name = proof.cryptosuite ?? proof.type;
      const suite = suites[name]?.();
      if(!suite || !proof.verificationMethod.startsWith('did:key:')) {
        console.log(`left out  ${file}: ${name} by ${proof.verificationMethod.slice(0, 24)}`);
        continue;
      }
      const purpose = new AssertionProofPurpose();
      const result = await jsigs.verify({...document, proof}, {suite, purpose, documentLoader});
      failed += result.verified ? 0 : 1;
      const why = result.verified ? '' : `: ${result.error.errors?.[0]?.message ?? result.error.message}`;
      console.log(`${result.verified ? 'holds    ' : 'FAILS    '} ${file} (${name})${why}`);
    }
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

const [command, ...rest] = process.argv.slice(2);
await (command === 'sign' ? signAll(rest[0]) : verifyAll(rest));
