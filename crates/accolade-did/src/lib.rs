//! DID syntax, DID documents, and the methods did:key, did:jwk and did:web.
