//! Credentials and presentations in COSE.

use accolade_report::Check;

use super::{
    Verification,
    pass::{Level, Pass},
};

#[cfg(feature = "cose")]
impl Pass<'_> {
    pub(super) fn cose(&mut self, bytes: &[u8], input: Check, level: Level) -> Verification {
        use accolade_keys::{CryptoProvider, PublicKey};
        use accolade_proof::cose::CoseToken;

        match CoseToken::read(bytes) {
            Ok(token) => {
                let holds = |key: &PublicKey, provider: &CryptoProvider| token.verify(key, provider);
                let (algorithm, key) = (token.algorithm(), token.key_reference());
                let signature = super::token::Signature { algorithm, key, holds: &holds };
                self.signed(&token.payload, &[signature], None, input, level)
            }
            Err(error) => self.not_a_token(&error, input),
        }
    }
}

#[cfg(not(feature = "cose"))]
impl Pass<'_> {
    pub(super) fn cose(&mut self, _: &[u8], input: Check, _: Level) -> Verification {
        use accolade_report::{CheckId, Finding, Pointer};

        let message = "this build does not check what is secured in COSE";
        let mut proof = Check::new(CheckId::Proof);
        proof.add(Finding::undetermined(crate::codes::UNSUPPORTED_ENVELOPE, Pointer::root(), message));
        self.stopped(input, proof)
    }
}
