//! Issuer and verifier: the pieces joined, without any input or output.
