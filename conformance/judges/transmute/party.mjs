// Transmute's package as a party: what it signs with JsonWebSignature2020, and whether it verifies such a proof. `ACCOLADE_VECTORS`
// names the folder with the published contexts. The keys are those of the fixtures, made of nothing but their number.
import {createECDH, createPrivateKey, createPublicKey} from 'node:crypto';
import {readFileSync} from 'node:fs';
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

export const KEYS = {
  ed25519: ed25519(1),
  p256: ecdsa(2, 'prime256v1', 'P-256', 32, [0x80, 0x24]),
  p384: ecdsa(3, 'secp384r1', 'P-384', 48, [0x81, 0x24]),
  secp256k1: ecdsa(4, 'secp256k1', 'secp256k1', 32, [0xe7, 0x01])
};
const CONTEXT = 'https://w3id.org/security/suites/jws-2020/v1';

async function suite(name) {
  const {multikey, publicKeyJwk, privateKeyJwk} = KEYS[name];
  const controller = `did:key:${multikey}`;
  const id = `${controller}#${multikey}`;
  const key = await JsonWebKey.from({id, type: 'JsonWebKey2020', controller, publicKeyJwk, privateKeyJwk});
  return {controller, suite: new JsonWebSignature({key, date: '2026-02-01T09:00:05Z'})};
}

// Signs a credential of version 2.0 in the form of version 1.1, which this suite was made for.
export async function sign(name, credential) {
  const {controller, suite: signing} = await suite(name);
  const {validFrom, validUntil, evidence, ...rest} = structuredClone(credential);
  const document = {
    ...rest,
    '@context': ['https://www.w3.org/2018/credentials/v1', ...rest['@context'].slice(1), CONTEXT],
    issuer: typeof rest.issuer === 'object' ? {...rest.issuer, id: controller} : controller,
    issuanceDate: validFrom, ...(validUntil && {expirationDate: validUntil})
  };
  const purpose = {update: async proof => ({...proof, proofPurpose: 'assertionMethod'})};
  const proof = await signing.createProof({document, purpose, documentLoader});
  return {...document, proof};
}

// Why a proof made with one of the keys does not hold; nothing where it does.
export async function problem(name, {proof, ...document}) {
  const {suite: verifying} = await suite(name);
  const {key} = verifying;
  verifying.getVerificationMethod = async () => key;
  const purpose = {validate: async () => ({valid: true})};
  // The options of a proof are read by the contexts of its document.
  const withContext = {'@context': document['@context'], ...proof};
  const {verified, error} = await verifying.verifyProof({proof: withContext, document, purpose, documentLoader});
  return verified ? undefined : error?.message ?? 'does not hold';
}
