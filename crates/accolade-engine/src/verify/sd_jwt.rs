//! Credentials and presentations in an SD-JWT, with the holder's key binding:
//! [RFC 9901 §7.3](https://www.rfc-editor.org/rfc/rfc9901#section-7.3).

use accolade_json::date::write_date_time_stamp;
use accolade_keys::{CryptoProvider, Jwk, KeyError, PublicKey};
use accolade_proof::{
    ProofError,
    codes::{PARTLY_DISCLOSED, SD_JWT_BINDING_MALFORMED},
    jose::{Claims, Contents, Payload},
    sd_jwt::{HEADER, HolderKey, KeyBinding, SdJwt},
};
use accolade_report::{Check, CheckId, Finding, Pointer};
use serde_json::Value;

use super::{
    Verification,
    key::Answered,
    pass::{Level, Pass, Signatory},
    token::Signature,
    validity::{Bound, hold},
};
use crate::codes;

impl Pass<'_> {
    pub(super) fn sd_jwt(&mut self, text: &str, input: Check, level: Level) -> Verification {
        match SdJwt::read(text) {
            Ok(read) => self.sd_jwts(&[read], input, level),
            Err(error) => self.not_a_token(&error, input),
        }
    }

    pub(super) fn sd_jwt_in_json(&mut self, value: &Value, input: Check, level: Level) -> Verification {
        match SdJwt::read_json(value, &HEADER) {
            Ok(read) => self.sd_jwts(&read, input, level),
            Err(error) => self.not_a_token(&error, input),
        }
    }

    /// One SD-JWT, with each of its signatures. Each must hold.
    fn sd_jwts(&mut self, read: &[SdJwt], mut input: Check, level: Level) -> Verification {
        let payloads: Result<Vec<Payload>, ProofError> = read.iter().map(SdJwt::payload).collect();
        let payloads = match payloads {
            Ok(payloads) => payloads,
            Err(error) => return self.not_a_token(&error, input),
        };
        let (Some(first), Some(payload)) = (read.first(), payloads.first()) else {
            return self.stopped(input, Check::not_applicable(CheckId::Proof));
        };
        if payloads.iter().any(|other| other != payload) {
            let message = "the signatures speak of the payload as different things".to_owned();
            return self.not_a_token(&ProofError::Malformed { pointer: Pointer::root(), message }, input);
        }
        let holds: Vec<_> = read
            .iter()
            .map(|one| move |key: &PublicKey, provider: &CryptoProvider| one.verify(key, provider))
            .collect();
        let signatures = read.iter().zip(&holds).map(|(one, holds)| Signature {
            algorithm: one.algorithm(),
            key: one.key_reference(),
            holds,
        });
        let signatures: Vec<_> = signatures.collect();
        input.add_fact("disclosed", first.shown().map(|shown| shown.place.as_str()).collect::<Vec<_>>());
        if first.withholds {
            let message =
                "there are digests of which nothing is shown: something was left out, or they are decoys";
            input.add(Finding::note(PARTLY_DISCLOSED, Pointer::root(), message));
        }
        let bound = self.bound(first, payload, level);
        self.signed(payload, &signatures, bound, input, level)
    }

    /// What the key binding came to; `None` where the claims of the token answer instead.
    fn bound(&mut self, read: &SdJwt, payload: &Payload, level: Level) -> Option<Check> {
        let policy = self.verifier.policy();
        let mut check = Check::new(CheckId::Proof);
        let Some(binding) = &read.key_binding else {
            // A presentation is the holder's own to begin with.
            if payload.contents == Contents::Presentation {
                return None;
            }
            if level.answers_caller && (policy.challenge().is_some() || policy.domain().is_some()) {
                let message = "there is no key binding, which would show that the holder presents it to you";
                check.add(Finding::error(codes::KEY_BINDING_MISSING, Pointer::root(), message));
            }
            return Some(check.fact("keyBinding", "none"));
        };
        self.holders_signature(read, binding, &mut check);
        let claims = Claims::of_key_binding(&binding.audience, &binding.nonce);
        self.answers(&claims, level, &mut check);
        if level.answers_caller && payload.contents == Contents::Credential {
            check.extend(self.not_asked());
        }
        let made = write_date_time_stamp(binding.issued_at);
        let place = Pointer::root().key("iat");
        check.extend(hold(
            &made.as_str().into(),
            Bound::From(codes::PROOF_NOT_YET),
            &place,
            policy,
            self.now,
        ));
        Some(check.fact("keyBinding", made))
    }

    /// Whether the holder signed, with the key that the issuer names.
    fn holders_signature(&mut self, read: &SdJwt, binding: &KeyBinding, check: &mut Check) {
        let place = Pointer::root().key("cnf");
        let (key, only) = match read.holder_key() {
            Ok(Some(HolderKey::Jwk(jwk))) => {
                let Jwk { key, algorithm, .. } = *jwk;
                (key, algorithm)
            }
            Ok(Some(HolderKey::Url(url))) => {
                match self.question(place.clone(), Signatory::Holder(None)).by_url(&url) {
                    Answered::Key(found) => (found.key, found.algorithm),
                    Answered::Need(request) => {
                        self.needs.insert(request);
                        return;
                    }
                    Answered::None(finding) => return check.add(finding),
                }
            }
            Ok(None) => {
                let message =
                    "the issuer names no key of the holder, so nobody can tell who signed the key binding";
                return check.add(Finding::error(SD_JWT_BINDING_MALFORMED, place, message));
            }
            Err(error) => return check.extend(error.findings(&place)),
        };
        let algorithm = binding.algorithm();
        let held = match only.filter(|only| *only != algorithm) {
            Some(_) => Err(KeyError::AlgKeyMismatch { algorithm, key_type: key.key_type() }.into()),
            None => binding.verify(&key, self.verifier.provider()),
        };
        if let Err(error) = held {
            check.extend(error.findings(&place));
        }
    }
}
