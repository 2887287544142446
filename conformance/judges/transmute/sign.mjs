// Signs the template of the fixtures, in version 1.1 of the data model, with JsonWebSignature2020: `node sign.mjs FOLDER`.
// `ACCOLADE_VECTORS` names the folder with the published contexts. The keys are those of the fixtures, made of nothing but
// their number.
import {createECDH, createPrivateKey, createPublicKey} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {JsonWebKey, JsonWebSignature} from '@transmute/json-web-signature';

const folder = join(process.env.ACCOLADE_VECTORS, 'contexts');
const documents = new Map();
for(const line of readFileSync(join(folder, 'SOURCES.tsv'), 'utf8').split('\n').slice(1)) {
  const [file, urls] = line.split('\t');
  const url = urls?.split(' ')[0];
  if(url?.startsWith('http') && !file.includes('vintage') && !documents.has(url)) {
    documents.set(url, JSON.parse(readFileSync(join(folder, file), 'utf8')));
  }
}
const documentLoader = async url => {
  const document = documents.get(url);
  if(!document) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
};

const base64url = bytes => Buffer.from(bytes).toString('base64url');
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

// The codes that lead Multikeys never begin with a zero byte.
function multibase(bytes) {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  while(number > 0n) {
    text = ALPHABET[Number(number % 58n)] + text;
    number /= 58n;
  }
  return `z${text}`;
}

function ecdsa(number, name, crv, length, prefix) {
  const secret = Buffer.alloc(length, number);
  const ecdh = createECDH(name);
  ecdh.setPrivateKey(secret);
  const point = ecdh.getPublicKey();
  const jwk = {
    kty: 'EC', crv, x: base64url(point.subarray(1, 1 + length)), y: base64url(point.subarray(1 + length))
  };
  const multikey = multibase([...prefix, ...ecdh.getPublicKey(null, 'compressed')]);
  return {multikey, publicKeyJwk: jwk, privateKeyJwk: {...jwk, d: base64url(secret)}};
}

function ed25519(number) {
  const seed = Buffer.alloc(32, number);
  // RFC 8410 §7: what goes before the seed in PKCS#8.
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPublicKey(createPrivateKey({key: der, format: 'der', type: 'pkcs8'}));
  const {kty, crv, x} = key.export({format: 'jwk'});
  const multikey = multibase([0xed, 0x01, ...Buffer.from(x, 'base64url')]);
  return {multikey, publicKeyJwk: {kty, crv, x}, privateKeyJwk: {kty, crv, x, d: base64url(seed)}};
}

const template = JSON.parse(readFileSync(new URL('../../../fixtures/verify/unsigned.json', import.meta.url), 'utf8'));

const out = process.argv[2];
mkdirSync(out, {recursive: true});
for(const [name, {multikey, publicKeyJwk, privateKeyJwk}] of Object.entries({
  ed25519: ed25519(1),
  p256: ecdsa(2, 'prime256v1', 'P-256', 32, [0x80, 0x24]),
  p384: ecdsa(3, 'secp384r1', 'P-384', 48, [0x81, 0x24]),
  secp256k1: ecdsa(4, 'secp256k1', 'secp256k1', 32, [0xe7, 0x01])
})) {
  const controller = `did:key:${multikey}`;
  const id = `${controller}#${multikey}`;
  const {validFrom, validUntil, evidence, ...rest} = structuredClone(template);
  const document = {
    ...rest,
    '@context': [
      'https://www.w3.org/2018/credentials/v1', template['@context'][1],
      'https://w3id.org/security/suites/jws-2020/v1'
    ],
    issuer: {...rest.issuer, id: controller},
    issuanceDate: validFrom, expirationDate: validUntil
  };
  const key = await JsonWebKey.from({id, type: 'JsonWebKey2020', controller, publicKeyJwk, privateKeyJwk});
  const suite = new JsonWebSignature({key, date: '2026-02-01T09:00:05Z'});
  const purpose = {update: async proof => ({...proof, proofPurpose: 'assertionMethod'})};
  const proof = await suite.createProof({document, purpose, documentLoader});
  const text = JSON.stringify({...document, proof}, null, 2);
  writeFileSync(join(out, `json-web-signature-2020-${name}.json`), `${text}\n`);
}
