//! Credentials secured as a JWT.

use accolade_model::{Credential, Kind};
use accolade_proof::jose::{KeyReference, VcJwt};
use accolade_report::{Check, CheckId, Finding, Pointer};

use super::{
    Verification,
    key::Answered,
    pass::{Level, Pass, Signatory},
    secured::Secured,
};
use crate::codes;

impl Pass<'_> {
    pub(super) fn token(&mut self, text: &str, mut input: Check, level: Level) -> Verification {
        let token = match VcJwt::read(text) {
            Ok(token) => token,
            Err(error) => {
                let mut proof = Check::new(CheckId::Proof);
                proof.extend(error.findings(&Pointer::root()));
                return self.stopped(input, proof);
            }
        };
        if Kind::of(&token.credential) == Kind::Envelope {
            let message = "an envelope stands in a token, where a credential belongs";
            input.add(Finding::error(codes::NESTED_WRONG_KIND, Pointer::root().key("type"), message));
            return self.stopped(input, Check::not_applicable(CheckId::Proof));
        }
        self.learn_contexts(&token.credential);
        let issuer = Credential::of(&token.credential).and_then(|credential| credential.issuer_id());
        let secured = self.signed(&token, Signatory::Issuer(issuer));
        self.credential(token.credential, input, secured, level)
    }

    fn signed(&mut self, token: &VcJwt, signatory: Signatory<'_>) -> Secured {
        let mut secured = Secured::new();
        // What is wrong with the claims is wrong with the proof: they are what it says.
        secured.proof.extend(token.findings.iter().cloned());
        secured.proof.add_fact("algorithm", token.algorithm().name());
        let place = Pointer::root();
        let answered = match token.key_reference() {
            Ok(KeyReference::Url(url)) => self.question(place.clone(), signatory).by_url(url),
            Ok(KeyReference::Jwk(jwk)) => self.question(place.clone(), signatory).by_value(jwk),
            Err(error) => {
                secured.key.extend(error.findings(&place));
                secured.proof = Check::not_applicable(CheckId::Proof);
                return secured;
            }
        };
        match answered {
            Answered::Key(found) => {
                let key = found.key.clone();
                secured.add_key(found);
                let unbound = std::mem::take(&mut secured.unbound);
                secured.key.extend(unbound);
                if let Err(error) = token.verify(&key, self.verifier.provider()) {
                    secured.proof.extend(error.findings(&place));
                }
            }
            Answered::Need(request) => {
                self.needs.insert(request);
                secured.waits = true;
            }
            Answered::None(finding) => {
                secured.key.add(finding);
                secured.proof = Check::not_applicable(CheckId::Proof);
            }
        }
        secured
    }
}
