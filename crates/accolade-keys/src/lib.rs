//! Multibase, Multikey, JWK, JWS; signing and verification through a replaceable provider.
