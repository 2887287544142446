//! Credentials and presentations secured as a JWT.

use std::borrow::Cow;

use accolade_json::{Limits, date::write_date_time_stamp, parse};
use accolade_keys::{
    Algorithm, CryptoProvider, KeyError, PublicKey, codes::JWS_TYP_NOT_ALLOWED, decode_base64url,
};
use accolade_model::{Credential, Kind, Version, legacy::Generation};
use accolade_proof::{
    ProofError,
    codes::{CHALLENGE_MISMATCH, DOMAIN_MISMATCH, FORM_MISMATCH},
    jose::{Claims, Contents, Form, KeyReference, Payload, Token},
};
use accolade_report::{Check, CheckId, Finding, Pointer, Severity};
use serde_json::Value;

use super::{
    Verification,
    key::Answered,
    legacy::Given,
    pass::{Level, Pass, Signatory},
    presentation::holder,
    secured::Secured,
    validity::{Bound, hold},
};
use crate::codes;

/// What a token says that is none of a credential, whatever its header is worth.
pub(crate) fn token_payload(text: &str) -> Option<Value> {
    let payload = decode_base64url(text.split('.').nth(1)?).ok()?;
    parse(&payload, &Limits::default()).ok()
}

/// What a form of token has to say about its signature.
pub(super) struct Signature<'a> {
    pub(super) algorithm: Algorithm,
    pub(super) key: Result<KeyReference<'a>, ProofError>,
    pub(super) holds: &'a dyn Fn(&PublicKey, &CryptoProvider) -> Result<(), ProofError>,
}

impl Pass<'_> {
    pub(super) fn token(&mut self, text: &str, input: Check, level: Level) -> Verification {
        let read = Token::read(text);
        let payload = match &read {
            // The claims themselves are the credential.
            Ok(token) if Version::of(&token.payload.document) == Some(Version::V2) => {
                Some(Cow::Borrowed(&token.payload.document))
            }
            _ => token_payload(text).map(Cow::Owned),
        };
        match payload.as_ref().map_or(Generation::Current, |payload| Generation::of(payload)) {
            Generation::Both => return self.of_two_generations(input),
            Generation::Legacy(version) => {
                let payload = payload.map(Cow::into_owned).unwrap_or_default();
                return self.legacy(Given::Signed(text.to_owned(), payload, version), input, level);
            }
            _ => {}
        }
        match read {
            Ok(token) => {
                let holds = |key: &PublicKey, provider: &CryptoProvider| token.verify(key, provider);
                let signature =
                    Signature { algorithm: token.algorithm(), key: token.key_reference(), holds: &holds };
                self.signed(&token.payload, &[signature], None, input, level)
            }
            Err(error) => self.not_a_token(&error, input),
        }
    }

    /// A token in JSON, which may have several signatures. Each must hold.
    pub(super) fn token_in_json(&mut self, value: &Value, input: Check, level: Level) -> Verification {
        let tokens = match Token::read_json(value) {
            Ok(tokens) => tokens,
            // Their types are others, and so is what stands beside the signature.
            Err(error) if error.code() == JWS_TYP_NOT_ALLOWED => {
                return self.sd_jwt_in_json(value, input, level);
            }
            Err(error) => return self.not_a_token(&error, input),
        };
        let holds: Vec<_> = tokens
            .iter()
            .map(|token| move |key: &PublicKey, provider: &CryptoProvider| token.verify(key, provider))
            .collect();
        let signatures = tokens.iter().zip(&holds).map(|(token, holds)| Signature {
            algorithm: token.algorithm(),
            key: token.key_reference(),
            holds,
        });
        let signatures: Vec<_> = signatures.collect();
        match tokens.first() {
            // The headers may name different forms of one payload.
            Some(first) if tokens.iter().all(|token| token.payload == first.payload) => {
                self.signed(&first.payload, &signatures, None, input, level)
            }
            _ => {
                let message = "the signatures speak of the payload as different things".to_owned();
                self.not_a_token(&ProofError::Malformed { pointer: Pointer::root(), message }, input)
            }
        }
    }

    pub(super) fn not_a_token(&self, error: &ProofError, input: Check) -> Verification {
        let mut proof = Check::new(CheckId::Proof);
        proof.extend(error.findings(&Pointer::root()));
        self.stopped(input, proof)
    }

    /// Verifies what stood in a token of whatever kind. `bound` is what its key binding came to, where its form has one: then
    /// that answers the caller, and not the claims.
    pub(super) fn signed(
        &mut self,
        payload: &Payload,
        signatures: &[Signature<'_>],
        bound: Option<Check>,
        mut input: Check,
        level: Level,
    ) -> Verification {
        let document = payload.document.clone();
        if Kind::of(&document) == Kind::Envelope {
            let message = "an envelope stands in a token, where a credential belongs";
            input.add(Finding::error(codes::NESTED_WRONG_KIND, Pointer::root().key("type"), message));
            return self.stopped(input, Check::not_applicable(CheckId::Proof));
        }
        self.learn_contexts(&document);
        let signatory = match payload.contents {
            Contents::Credential => Signatory::Issuer(Credential::of(&document).and_then(|c| c.issuer_id())),
            Contents::Presentation => Signatory::Holder(holder(&document)),
        };
        let mut secured = self.signatures(signatures, signatory);
        let form_place = Pointer::root().key("vc");
        // What is wrong with the claims is wrong with the proof: they are what it says.
        secured.proof.extend(payload.findings.iter().map(|finding| {
            let either = level.any_form && finding.code == FORM_MISMATCH && finding.pointer == form_place;
            let severity = if either { Severity::Warning } else { finding.severity };
            Finding { severity, ..finding.clone() }
        }));
        if payload.form == Form::JoseCose || payload.contents == Contents::Presentation {
            self.times(&payload.claims, &mut secured.proof);
        }
        match bound {
            Some(bound) => {
                for (name, fact) in bound.facts() {
                    secured.proof.add_fact(name, fact.clone());
                }
                secured.proof.extend(bound.findings().iter().cloned());
            }
            None => self.answers(&payload.claims, level, &mut secured.proof),
        }
        match payload.contents {
            Contents::Credential => self.credential(document, input, secured, level),
            Contents::Presentation => self.presentation(document, input, secured, level),
        }
    }

    /// Whether each signature holds under the key that its header names.
    pub(super) fn signatures(&mut self, signatures: &[Signature<'_>], signatory: Signatory<'_>) -> Secured {
        let mut secured = Secured::new();
        let mut tried = 0;
        for signature in signatures {
            tried += usize::from(self.signature(signature, signatory, &mut secured));
        }
        // Beside the signatory's own signature, another's is a witness's.
        let unbound = std::mem::take(&mut secured.unbound);
        let severity = if secured.by_signatory { Severity::Warning } else { Severity::Error };
        secured.key.extend(unbound.into_iter().map(|finding| Finding { severity, ..finding }));
        // Where nothing could be tried, the reason stands with the key.
        if tried == 0 {
            secured.proof = Check::not_applicable(CheckId::Proof);
        }
        secured
    }

    /// Whether one signature could be tried.
    fn signature(
        &mut self,
        signature: &Signature<'_>,
        signatory: Signatory<'_>,
        secured: &mut Secured,
    ) -> bool {
        let place = Pointer::root();
        secured.proof.add_fact("algorithm", signature.algorithm.name());
        let question = self.question(place.clone(), signatory);
        let answered = match &signature.key {
            Ok(KeyReference::Url(url)) => question.by_url(url),
            Ok(KeyReference::Name(name)) => question.by_name(name),
            Ok(KeyReference::Jwk(jwk)) => question.by_value(jwk),
            Err(error) => {
                secured.key.extend(error.findings(&place));
                return false;
            }
        };
        let found = match answered {
            Answered::Key(found) => found,
            Answered::Need(request) => {
                self.needs.insert(request);
                secured.waits = true;
                return false;
            }
            Answered::None(finding) => {
                secured.key.add(finding);
                return false;
            }
        };
        let (key, controller, only) = (found.key.clone(), found.controller.clone(), found.algorithm);
        let by_signatory = secured.add_key(found);
        let algorithm = signature.algorithm;
        let held = match only.filter(|only| *only != algorithm) {
            // RFC 7517 §4.4: the key is published for one algorithm.
            Some(_) => Err(KeyError::AlgKeyMismatch { algorithm, key_type: key.key_type() }.into()),
            None => (signature.holds)(&key, self.verifier.provider()),
        };
        match held {
            Ok(()) => {
                secured.by_signatory |= by_signatory;
                secured.controller = secured.controller.take().or(controller);
            }
            Err(error) => secured.proof.extend(error.findings(&place)),
        }
        true
    }

    /// A token has a time of its own, as a proof does.
    fn times(&self, claims: &Claims, check: &mut Check) {
        let bounds = [
            ("nbf", claims.not_before, Bound::From(codes::PROOF_NOT_YET)),
            ("exp", claims.expires, Bound::Until(codes::PROOF_EXPIRED)),
        ];
        for (name, time, bound) in bounds {
            let text = time.map(write_date_time_stamp).map(Value::from);
            let (policy, place) = (self.verifier.policy(), Pointer::root().key(name));
            check.extend(text.and_then(|text| hold(&text, bound, &place, policy, self.now)));
        }
    }

    /// Whether the token was made for the caller: `aud` and `nonce` are what `domain` and `challenge` are to a proof.
    pub(super) fn answers(&self, claims: &Claims, level: Level, check: &mut Check) {
        let expected = self.expectation(Signatory::Holder(None), level);
        let claim = |name| Pointer::root().key(name);
        if let Some(challenge) = expected.challenge
            && claims.nonce.as_deref() != Some(challenge)
        {
            let message = "does not answer the challenge given";
            let finding = Finding::error(CHALLENGE_MISMATCH, claim("nonce"), message);
            check.add(finding.with("found", claims.nonce.as_deref()).with("expected", challenge));
        }
        if let Some(domain) = expected.domain
            && !claims.audience.iter().any(|audience| audience == domain)
        {
            let message = format!("not restricted to the domain `{domain}`");
            let finding = Finding::error(DOMAIN_MISMATCH, claim("aud"), message);
            check.add(finding.with("found", claims.audience.clone()).with("expected", domain));
        }
    }
}
