// Documents of `did:key` by Digital Bazaar's package, which is told how to read each kind of key that there is a package for.
import * as BlsMultikey from '@digitalbazaar/bls12-381-multikey';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {driver} from '@digitalbazaar/did-method-key';
import {X25519KeyAgreementKey2020} from '@digitalbazaar/x25519-key-agreement-key-2020';

const keys = driver();
// The first four characters of an identifier say which kind of key it holds.
for(const [start, reader] of [
  ['z6Mk', Ed25519Multikey], ['z6LS', X25519KeyAgreementKey2020], ['zDna', EcdsaMultikey], ['z82L', EcdsaMultikey],
  ['z2J9', EcdsaMultikey], ['zUC7', BlsMultikey]
]) {
  keys.use({multibaseMultikeyHeader: start, fromMultibase: key => reader.from(key)});
}

// The document of a DID, or why there is none.
export async function document(did) {
  try {
    // What is undefined is not written.
    return JSON.parse(JSON.stringify(await keys.get({did})));
  } catch(error) {
    return {error: error.message};
  }
}
