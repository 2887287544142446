//! Credentials secured as a JWT.

use accolade_model::Credential;
use accolade_proof::jose::{KeyReference, VcJwt};
use accolade_report::{Check, CheckId, Pointer};
use time::OffsetDateTime;

use super::{Pass, Secured, Step, Verification, Verifier, key::Answered};
use crate::Resources;

impl Verifier {
    pub(super) fn token(&self, text: &str, input: Check, resources: &Resources, now: OffsetDateTime) -> Step {
        let token = match VcJwt::read(text) {
            Ok(token) => token,
            Err(error) => {
                let mut proof = Check::new(CheckId::Proof);
                proof.extend(error.findings(&Pointer::root()));
                let report = self.stopped(input, proof);
                return Step::Done(Box::new(Verification { report, credential: None }));
            }
        };
        let credential = token.credential.clone();
        let issuer = Credential::of(&credential).and_then(|credential| credential.issuer_id());
        let mut pass = Pass::new(self, resources, now, issuer);
        pass.learn_contexts(&credential);
        let mut secured = pass.signed(&token);
        if !pass.needs.is_empty() {
            return Step::Need(pass.needs.into_iter().collect());
        }
        secured.complete_terms(&credential, &pass.contexts);
        let report = self.report(&credential, input, secured, issuer, now);
        Step::Done(Box::new(Verification { report, credential: Some(credential) }))
    }
}

impl Pass<'_> {
    fn signed(&mut self, token: &VcJwt) -> Secured {
        let mut secured = Secured::new();
        // What is wrong with the claims is wrong with the proof: they are what it says.
        secured.proof.extend(token.findings.iter().cloned());
        secured.proof.add_fact("algorithm", token.algorithm().name());
        let place = Pointer::root();
        let answered = match token.key_reference() {
            Ok(KeyReference::Url(url)) => self.question(place.clone()).by_url(url),
            Ok(KeyReference::Jwk(jwk)) => self.question(place.clone()).by_value(jwk),
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
            }
            Answered::None(finding) => {
                secured.key.add(finding);
                secured.proof = Check::not_applicable(CheckId::Proof);
            }
        }
        secured
    }
}
