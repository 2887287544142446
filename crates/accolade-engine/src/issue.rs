use std::fmt;

use accolade_did::did_key;
use accolade_json::{Value, date::write_date_time_stamp};
use accolade_keys::{Algorithm, CryptoProvider, KeyError, KeyType, PublicKey, SecretKey};
use accolade_ld::Contexts;
use accolade_model::{Credential, check, check_results};
#[cfg(feature = "cose")]
use accolade_proof::cose::{self, PreparedCose};
use accolade_proof::{
    ProofError,
    data_integrity::{self, Disclosable, Expectation, Proof, ProofOptions, Registry, proofs, verify_base},
    jose::{self, PreparedJwt, Token, TokenOptions},
    sd_jwt::{self, PreparedSdJwt, SdJwt, SdJwtOptions},
};
use accolade_report::{Code, Finding, Pointer, Severity};
use base64ct::{Base64, Encoding};
use serde_json::json;
use time::OffsetDateTime;

use crate::{codes, verify::mismatches};

/// Issues credentials under one key, and refuses what its own verifier would flag.
///
/// The key itself may be elsewhere: [`Issuer::prepare`] gives the bytes to sign, [`Prepared::finish`] takes the
/// signature. With the key in this process, [`Issuer::issue`] does both.
///
/// ```
/// use accolade_engine::Issuer;
/// use accolade_keys::{KeyType, SecretKey};
///
/// let key = SecretKey::generate(KeyType::Ed25519, &[7; 64])?;
/// let issuer = Issuer::did_key(key.public_key());
/// assert!(issuer.id().starts_with("did:key:z6Mk"));
/// assert!(issuer.verification_method().starts_with(issuer.id()));
/// # Ok::<(), accolade_keys::KeyError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Issuer {
    verification_method: String,
    pub(crate) key: PublicKey,
    contexts: Contexts,
    registry: Registry,
    pub(crate) provider: CryptoProvider,
}

/// How a credential is secured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Securing {
    /// An embedded proof of the suite that suits the key: `eddsa-rdfc-2022`, `ecdsa-rdfc-2019`, or for a key of ML-DSA the
    /// draft `mldsa44-rdfc-2024`.
    #[default]
    Embedded,
    /// An embedded proof of this cryptosuite.
    Cryptosuite(String),
    /// A JWT as Open Badges 3.0 §8.2 defines it.
    Jwt,
    /// A JWT as VC-JOSE-COSE defines it: `vc+jwt`.
    VcJwt,
    /// An SD-JWT, of which the holder may leave parts out: `vc+sd-jwt`.
    SdJwt {
        /// Which parts, and what else the issuer decides. The time of the signature is added.
        options: Box<SdJwtOptions>,
        /// 128 bits of fresh entropy for each salt that [`salts_needed`](accolade_proof::sd_jwt::salts_needed) asks for.
        salts: Vec<[u8; 16]>,
    },
    /// A COSE message: `vc+cose`.
    #[cfg(feature = "cose")]
    Cose,
}

/// A secured credential.
#[derive(Clone, Debug, PartialEq)]
pub enum Issued {
    /// With an embedded proof.
    Json(Value),
    /// As a compact JWS.
    Jwt(String),
    /// As an SD-JWT with every disclosure, for the holder.
    SdJwt(String),
    /// As the bytes of a COSE message.
    Cose(Vec<u8>),
}

impl Issued {
    /// The text to store, send or bake; a COSE message in an envelope.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Json(document) => serde_json::to_string_pretty(document).unwrap_or_default(),
            Self::Jwt(token) | Self::SdJwt(token) => token.clone(),
            Self::Cose(message) => {
                let enveloped = enveloped_cose(message);
                serde_json::to_string_pretty(&enveloped).unwrap_or_default()
            }
        }
    }
}

/// A COSE message in an envelope: of a credential, or of a presentation.
pub(crate) fn enveloped_cose(message: &[u8]) -> Value {
    #[cfg(feature = "cose")]
    let is_presentation = cose::CoseToken::read(message)
        .is_ok_and(|token| token.payload.contents == jose::Contents::Presentation);
    #[cfg(not(feature = "cose"))]
    let is_presentation = false;
    let content = Base64::encode_string(message);
    if !is_presentation {
        return envelope("application/vc+cose;base64", &content);
    }
    let mut enveloped = envelope("application/vp+cose;base64", &content);
    if let Some(members) = enveloped.as_object_mut() {
        members.insert("type".to_owned(), "EnvelopedVerifiablePresentation".into());
    }
    enveloped
}

/// The cryptosuite that suits a key.
pub(crate) fn suite_for(key: &PublicKey) -> &'static str {
    match key.key_type() {
        KeyType::Ed25519 => "eddsa-rdfc-2022",
        KeyType::MlDsa44 => "mldsa44-rdfc-2024",
        _ => "ecdsa-rdfc-2019",
    }
}

/// A secured credential in a `data:` URL.
pub(crate) fn envelope(media_type: &str, content: &str) -> Value {
    json!({
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": format!("data:{media_type},{content}"),
        "type": "EnvelopedVerifiableCredential",
    })
}

impl Issuer {
    /// An issuer that is known by the `did:key` of its key: it needs to publish nothing.
    #[must_use]
    pub fn did_key(key: &PublicKey) -> Self {
        let did = did_key(key);
        Self::new(format!("{}#{}", did.as_str(), did.specific_id()), key.clone())
    }

    /// An issuer that publishes its key under that URL, such as `did:web:school.example#key-1`.
    #[must_use]
    pub fn new(verification_method: impl Into<String>, key: PublicKey) -> Self {
        Self {
            verification_method: verification_method.into(),
            key,
            contexts: Contexts::pinned(),
            registry: Registry::default(),
            provider: CryptoProvider::portable(),
        }
    }

    /// Knows these contexts instead of the pinned ones alone.
    #[must_use]
    pub fn know_contexts(self, contexts: Contexts) -> Self {
        Self { contexts, ..self }
    }

    /// Signs and verifies with other cryptography.
    #[must_use]
    pub fn with_provider(self, provider: CryptoProvider) -> Self {
        Self { provider, ..self }
    }

    /// The issuer's identifier: what `issuer.id` of its credentials must be.
    #[must_use]
    pub fn id(&self) -> &str {
        self.verification_method.split('#').next().unwrap_or_default()
    }

    /// The URL of the key.
    #[must_use]
    pub fn verification_method(&self) -> &str {
        &self.verification_method
    }

    /// Readies a credential for signing at the time `created`.
    ///
    /// # Errors
    /// [`IssueError::Refused`] with everything that a verifier would flag; [`IssueError::Proof`] and [`IssueError::Key`]
    /// where the key does not suit.
    pub fn prepare(
        &self,
        credential: &Value,
        securing: &Securing,
        created: OffsetDateTime,
    ) -> Result<Prepared<'_>, IssueError> {
        self.look_through(credential)?;
        let suite = match securing {
            Securing::Embedded => suite_for(&self.key),
            Securing::Cryptosuite(name) => name,
            in_token => {
                let algorithm = self.algorithm()?;
                // What is wrong is wrong in the credential: there is no proof in it that could be at fault.
                let refused =
                    |error: ProofError| IssueError::Refused { findings: error.findings(&Pointer::root()) };
                let (method, token) = (&self.verification_method, TokenOptions::default().issued_at(created));
                let form = match in_token {
                    Securing::VcJwt => {
                        jose::prepare_token(credential, algorithm, method, &token).map(Form::Jwt)
                    }
                    Securing::SdJwt { options, salts } => {
                        let options = SdJwtOptions::clone(options).token(token);
                        sd_jwt::prepare(credential, algorithm, method, &options, salts).map(Form::SdJwt)
                    }
                    #[cfg(feature = "cose")]
                    Securing::Cose => cose::prepare(credential, algorithm, method, &token).map(Form::Cose),
                    _ => jose::prepare(credential, algorithm, method).map(Form::Jwt),
                };
                return Ok(Prepared { issuer: self, form: form.map_err(refused)? });
            }
        };
        self.prepare_embedded(credential, suite, self.options(created))
    }

    /// Readies a credential for a base proof, from which its holder derives proofs that show a part; see
    /// [`mandatory_pointers`](crate::mandatory_pointers) for what `disclosable` should at least make mandatory.
    ///
    /// `suite` is a suite for selective disclosure: `ecdsa-sd-2023`, which needs a key on P-256, or with the feature `bbs` also
    /// `bbs-2023`, which needs one on BLS12-381.
    ///
    /// # Errors
    /// Those of [`Self::prepare`]; `proof.not-selective`, `proof.pointer-unmatched`, `proof.indivisible-selection`,
    /// `proof.too-many-statements`.
    pub fn prepare_disclosable(
        &self,
        credential: &Value,
        suite: &str,
        disclosable: Disclosable,
        created: OffsetDateTime,
    ) -> Result<Prepared<'_>, IssueError> {
        self.look_through(credential)?;
        let disclosable = disclosable.signed_by(self.key.clone());
        self.prepare_embedded(credential, suite, self.options(created).disclosable(disclosable))
    }

    /// Issues a credential with a base proof under the key at hand.
    ///
    /// # Errors
    /// Those of [`Self::prepare_disclosable`] and [`Prepared::finish`]; `key.cannot-sign`.
    pub fn issue_disclosable(
        &self,
        credential: &Value,
        suite: &str,
        disclosable: Disclosable,
        created: OffsetDateTime,
        key: &SecretKey,
    ) -> Result<Issued, IssueError> {
        let prepared = self.prepare_disclosable(credential, suite, disclosable, created)?;
        let signature = prepared.sign(key)?;
        prepared.finish(&signature)
    }

    /// Issues a credential with the key at hand.
    ///
    /// # Errors
    /// Those of [`Issuer::prepare`] and [`Prepared::finish`]; `key.cannot-sign`.
    pub fn issue(
        &self,
        credential: &Value,
        securing: &Securing,
        created: OffsetDateTime,
        key: &SecretKey,
    ) -> Result<Issued, IssueError> {
        let prepared = self.prepare(credential, securing, created)?;
        let signature = prepared.sign(key)?;
        prepared.finish(&signature)
    }

    /// What the key signs tokens with.
    pub(crate) fn algorithm(&self) -> Result<Algorithm, KeyError> {
        let key_type = self.key.key_type();
        let cannot =
            KeyError::CannotSign { algorithm: Algorithm::EdDsa, key_type, provider: self.provider.name };
        key_type.algorithms().first().copied().ok_or(cannot)
    }

    pub(crate) fn options(&self, created: OffsetDateTime) -> ProofOptions {
        ProofOptions::new(&self.verification_method).created(time_stamp(created))
    }

    pub(crate) fn prepare_embedded(
        &self,
        credential: &Value,
        suite: &str,
        options: ProofOptions,
    ) -> Result<Prepared<'_>, IssueError> {
        let suite = self.registry.find(suite).ok_or_else(|| ProofError::UnknownSuite {
            proof_type: "DataIntegrityProof".to_owned(),
            cryptosuite: Some(suite.to_owned()),
        })?;
        let prepared =
            data_integrity::prepare(credential, options, suite, self.key.key_type(), &self.contexts)?;
        Ok(Prepared { issuer: self, form: Form::Embedded(Box::new(prepared)) })
    }

    /// Everything a verifier would flag, before any key is touched.
    fn look_through(&self, credential: &Value) -> Result<(), IssueError> {
        let mut findings = check(credential);
        findings.extend(check_results(credential));
        findings.extend(mismatches(credential));
        let claimed = Credential::of(credential).and_then(|credential| credential.issuer_id());
        if claimed != Some(self.id()) {
            let message = "the credential names an issuer who does not hold this key";
            let place = Pointer::root().key("issuer");
            let finding = Finding::error(codes::ISSUER_NOT_BOUND, place, message);
            findings.push(finding.with("found", claimed).with("expected", self.id()));
        }
        findings.retain(|finding| finding.severity == Severity::Error);
        if findings.is_empty() { Ok(()) } else { Err(IssueError::Refused { findings }) }
    }
}

/// A credential that waits for its signature.
#[derive(Debug)]
pub struct Prepared<'a> {
    pub(crate) issuer: &'a Issuer,
    pub(crate) form: Form,
}

#[derive(Debug)]
pub(crate) enum Form {
    Embedded(Box<data_integrity::Prepared>),
    Jwt(PreparedJwt),
    SdJwt(PreparedSdJwt),
    #[cfg(feature = "cose")]
    Cose(PreparedCose),
}

impl Prepared<'_> {
    /// What the key has to sign, as it is: algorithms that hash do so themselves. For [`Algorithm::Bbs`] it is the header,
    /// under which [`Self::messages_to_sign`] are signed.
    #[must_use]
    pub fn bytes_to_sign(&self) -> Vec<u8> {
        match &self.form {
            Form::Embedded(prepared) => prepared.bytes_to_sign(),
            Form::Jwt(token) => token.bytes_to_sign().to_vec(),
            Form::SdJwt(token) => token.bytes_to_sign().to_vec(),
            #[cfg(feature = "cose")]
            Form::Cose(message) => message.bytes_to_sign().to_vec(),
        }
    }

    /// The messages that the key has to sign, in their order, where it signs a list of them: with [`Algorithm::Bbs`].
    #[must_use]
    pub fn messages_to_sign(&self) -> Option<Vec<&str>> {
        match &self.form {
            Form::Embedded(prepared) => prepared.messages_to_sign(),
            _ => None,
        }
    }

    /// Signs with a key in this process.
    fn sign(&self, key: &SecretKey) -> Result<Vec<u8>, IssueError> {
        let provider = &self.issuer.provider;
        Ok(match &self.form {
            Form::Embedded(prepared) => prepared.sign(key, provider)?,
            _ => provider.sign(self.algorithm(), key, &self.bytes_to_sign())?,
        })
    }

    /// The algorithm to sign with.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        match &self.form {
            Form::Embedded(prepared) => prepared.algorithm(),
            Form::Jwt(token) => token.algorithm(),
            Form::SdJwt(token) => token.algorithm(),
            #[cfg(feature = "cose")]
            Form::Cose(message) => message.algorithm(),
        }
    }

    /// The secured credential, after it was verified under the issuer's key.
    ///
    /// # Errors
    /// `proof.signature-mismatch` where the signature is not that key's over those bytes.
    pub fn finish(self, signature: &[u8]) -> Result<Issued, IssueError> {
        let Issuer { key, contexts, registry, provider, .. } = self.issuer;
        match self.form {
            Form::Embedded(prepared) => {
                let document = prepared.finish(signature);
                if let Some((_, value)) = proofs(&document).last() {
                    let proof = Proof::read(value)?;
                    let expected = Expectation { purpose: proof.purpose, domain: None, challenge: None };
                    match registry.suite_of(&proof)?.disclose() {
                        // A base proof is not for verifiers.
                        Some(_) => drop(verify_base(&document, &proof, key, contexts, registry, provider)?),
                        None => {
                            data_integrity::verify(
                                &document, &proof, &expected, key, contexts, registry, provider,
                            )?;
                        }
                    }
                }
                Ok(Issued::Json(document))
            }
            Form::Jwt(prepared) => {
                let token = prepared.finish(signature);
                Token::read(&token)?.verify(key, provider)?;
                Ok(Issued::Jwt(token))
            }
            Form::SdJwt(prepared) => {
                let text = prepared.finish(signature);
                SdJwt::read(&text)?.verify(key, provider)?;
                Ok(Issued::SdJwt(text))
            }
            #[cfg(feature = "cose")]
            Form::Cose(prepared) => {
                let message = prepared.finish(signature);
                cose::CoseToken::read(&message)?.verify(key, provider)?;
                Ok(Issued::Cose(message))
            }
        }
    }
}

/// Whole seconds in UTC, as issuers write times.
pub(crate) fn time_stamp(time: OffsetDateTime) -> String {
    write_date_time_stamp(time.replace_nanosecond(0).unwrap_or(time))
}

/// Why a credential was not issued.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum IssueError {
    /// A verifier would flag it.
    Refused {
        /// Everything that it would flag.
        findings: Vec<Finding>,
    },
    /// The proof cannot be made.
    Proof(ProofError),
    /// The key cannot sign.
    Key(KeyError),
}

impl IssueError {
    /// The stable code; that of the first finding where there are several.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Refused { findings } => {
                findings.first().map_or(codes::ISSUER_NOT_BOUND, |first| first.code)
            }
            Self::Proof(error) => error.code(),
            Self::Key(error) => error.code(),
        }
    }

    /// Each reason, with its place in the credential.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        match self {
            Self::Refused { findings } => findings.clone(),
            Self::Proof(error) => error.findings(&Pointer::root().key("proof")),
            Self::Key(error) => vec![Finding::error(error.code(), Pointer::root(), error.to_string())],
        }
    }
}

impl fmt::Display for IssueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { findings } => match findings.as_slice() {
                [one] => write!(f, "not issued: {one}"),
                [first, rest @ ..] => write!(f, "not issued: {first}, and {} more", rest.len()),
                [] => f.write_str("not issued"),
            },
            Self::Proof(error) => write!(f, "not issued: {error}"),
            Self::Key(error) => write!(f, "not issued: {error}"),
        }
    }
}

impl std::error::Error for IssueError {}

impl From<ProofError> for IssueError {
    fn from(error: ProofError) -> Self {
        Self::Proof(error)
    }
}

impl From<KeyError> for IssueError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}
