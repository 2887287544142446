use accolade_json::{Limits, Value};
use accolade_keys::{CryptoProvider, PublicKey, SecretKey};
use accolade_model::legacy::Generation;
#[cfg(feature = "cose")]
use accolade_proof::cose;
use accolade_proof::{
    ProofError,
    jose::{self, TokenOptions},
};
use accolade_report::{Check, CheckId, Finding, Pointer};
use base64ct::{Base64, Encoding};
use serde_json::json;
use time::OffsetDateTime;

use crate::{
    IssueError, Issued, Issuer, Policy, Prepared, codes,
    input::{Input, Secured},
    issue::{Form, envelope, suite_for},
    verify::token_payload,
};

/// Presents credentials under the holder's key.
///
/// As with an [`Issuer`], the key may be elsewhere: [`Presenter::prepare`] gives the bytes to sign.
///
/// ```
/// use accolade_engine::{Answering, Issued, Presentable, Presenter};
/// use accolade_keys::{KeyType, SecretKey};
/// use time::OffsetDateTime;
///
/// let key = SecretKey::generate(KeyType::Ed25519, &[5; 64])?;
/// let holder = Presenter::did_key(key.public_key());
/// let answering = Answering::default().challenge("mooring-12").domain("club.example");
/// let Issued::Json(presentation) = holder.present(&[], &answering, OffsetDateTime::UNIX_EPOCH, &key)? else { panic!() };
/// assert_eq!(presentation["holder"], holder.id());
/// assert_eq!(presentation["proof"]["challenge"], "mooring-12");
/// # Ok::<(), accolade_engine::IssueError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Presenter {
    signer: Issuer,
}

/// A credential as it can stand in a presentation: an object with its proof, or a token in an envelope. Whether it is valid is
/// for its verifier to find.
#[derive(Clone, Debug, PartialEq)]
pub struct Presentable(Value);

/// What a presentation answers, and how it is secured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answering {
    challenge: Option<String>,
    domain: Option<String>,
    form: PresentationForm,
    suite: Option<String>,
}

/// How a presentation is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PresentationForm {
    /// With an embedded proof.
    #[default]
    Embedded,
    /// As a JWT: `vp+jwt`.
    Jwt,
    /// As a COSE message: `vp+cose`.
    #[cfg(feature = "cose")]
    Cose,
}

impl Answering {
    /// The verifier's challenge.
    #[must_use]
    pub fn challenge(self, challenge: impl Into<String>) -> Self {
        Self { challenge: Some(challenge.into()), ..self }
    }

    /// Whom the presentation is for, such as the verifier's host.
    #[must_use]
    pub fn domain(self, domain: impl Into<String>) -> Self {
        Self { domain: Some(domain.into()), ..self }
    }

    /// Secures it otherwise than with an embedded proof.
    #[must_use]
    pub fn secured(self, form: PresentationForm) -> Self {
        Self { form, ..self }
    }

    /// Uses this cryptosuite for an embedded proof, instead of the one that suits the key.
    #[must_use]
    pub fn cryptosuite(self, name: impl Into<String>) -> Self {
        Self { suite: Some(name.into()), ..self }
    }
}

impl Presentable {
    /// Takes a credential as it came: JSON, a token, a COSE message, or an image with one of them.
    ///
    /// # Errors
    /// Those of the input check: `input.unknown-form`, `bake.*`, `json.*`.
    pub fn read(bytes: &[u8], limits: Limits) -> Result<Self, IssueError> {
        let input = Input::read(bytes, &Policy::default().limit(limits));
        let Some(secured) = input.secured else {
            return Err(IssueError::Refused { findings: input.check.findings().to_vec() });
        };
        let generation = match &secured {
            Secured::Json(document) => Generation::of(document),
            Secured::Jws(token) => token_payload(token).map_or(Generation::Current, |it| Generation::of(&it)),
            _ => Generation::Current,
        };
        if generation != Generation::Current || matches!(secured, Secured::Url(_)) {
            let message = "a badge from before Open Badges 3.0 is no credential that could be presented";
            let finding = Finding::error(codes::NESTED_WRONG_KIND, Pointer::root(), message);
            return Err(IssueError::Refused { findings: vec![finding] });
        }
        Ok(Self(match secured {
            Secured::Json(document) => document,
            Secured::Jws(token) => envelope("application/vc+jwt", &token),
            Secured::SdJwt(token) => envelope("application/vc+sd-jwt", &token),
            Secured::Cose(message) => {
                envelope("application/vc+cose;base64", &Base64::encode_string(&message))
            }
            // An envelope holds the compact form.
            Secured::JwsJson(_) | Secured::Url(_) => {
                let message = "a token in JSON cannot stand in a presentation".to_owned();
                return Err(ProofError::Malformed { pointer: Pointer::root(), message }.into());
            }
        }))
    }

    /// What stands in the presentation.
    #[must_use]
    pub const fn as_value(&self) -> &Value {
        &self.0
    }
}

impl Presenter {
    /// A holder that is known by the `did:key` of its key.
    #[must_use]
    pub fn did_key(key: &PublicKey) -> Self {
        Self { signer: Issuer::did_key(key) }
    }

    /// A holder that publishes its key under that URL.
    #[must_use]
    pub fn new(verification_method: impl Into<String>, key: PublicKey) -> Self {
        Self { signer: Issuer::new(verification_method, key) }
    }

    /// Signs and verifies with other cryptography.
    #[must_use]
    pub fn with_provider(self, provider: CryptoProvider) -> Self {
        Self { signer: self.signer.with_provider(provider) }
    }

    /// The holder's identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        self.signer.id()
    }

    /// The presentation of credentials before it is signed.
    #[must_use]
    pub fn presentation(&self, credentials: &[Presentable]) -> Value {
        let credentials: Vec<&Value> = credentials.iter().map(Presentable::as_value).collect();
        json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "holder": self.id(),
            "verifiableCredential": credentials,
        })
    }

    /// Readies a presentation for signing at the time `created`.
    ///
    /// # Errors
    /// [`IssueError::Refused`] with what a verifier would flag in the presentation itself; [`IssueError::Proof`] and
    /// [`IssueError::Key`] where the key does not suit.
    pub fn prepare(
        &self,
        credentials: &[Presentable],
        answering: &Answering,
        created: OffsetDateTime,
    ) -> Result<Prepared<'_>, IssueError> {
        let presentation = self.presentation(credentials);
        let findings = self.look_through(&presentation);
        if !findings.is_empty() {
            return Err(IssueError::Refused { findings });
        }
        let Answering { challenge, domain, form, suite } = answering;
        let (signer, method) = (&self.signer, self.signer.verification_method());
        let mut token = TokenOptions::default().issued_at(created);
        let mut options = signer.options(created).purpose("authentication");
        if let Some(challenge) = challenge {
            token = token.nonce(challenge);
            options = options.challenge(challenge);
        }
        if let Some(domain) = domain {
            token = token.audience(domain);
            options = options.domain(domain);
        }
        let form = match form {
            PresentationForm::Embedded => {
                let suite = suite.as_deref().unwrap_or_else(|| suite_for(&signer.key));
                return signer.prepare_embedded(&presentation, suite, options);
            }
            PresentationForm::Jwt => {
                Form::Jwt(jose::prepare_token(&presentation, signer.algorithm()?, method, &token)?)
            }
            #[cfg(feature = "cose")]
            PresentationForm::Cose => {
                Form::Cose(cose::prepare(&presentation, signer.algorithm()?, method, &token)?)
            }
        };
        Ok(Prepared { issuer: signer, form })
    }

    /// Presents with the key at hand.
    ///
    /// # Errors
    /// Those of [`Presenter::prepare`] and [`Prepared::finish`]; `key.cannot-sign`.
    pub fn present(
        &self,
        credentials: &[Presentable],
        answering: &Answering,
        created: OffsetDateTime,
        key: &SecretKey,
    ) -> Result<Issued, IssueError> {
        let prepared = self.prepare(credentials, answering, created)?;
        let signature = self.signer.provider.sign(prepared.algorithm(), key, &prepared.bytes_to_sign())?;
        prepared.finish(&signature)
    }

    /// What a verifier would flag in the presentation, beside what is wrong with the credentials in it.
    fn look_through(&self, presentation: &Value) -> Vec<Finding> {
        let mut check = Check::new(CheckId::Model);
        check.extend(accolade_model::check(presentation));
        let inside = Pointer::root().key("verifiableCredential");
        let own = check.findings().iter().filter(|finding| !finding.pointer.is_inside(&inside));
        own.filter(|finding| finding.severity == accolade_report::Severity::Error).cloned().collect()
    }
}
