//! `issue|verify --input FILE --key FILE --feature FEATURE [--sd PATHS] --output FILE`.
//!
//! The suite hands over the key and asks of the securing alone: nothing is resolved, and what is enveloped in a presentation must
//! be an envelope, but is not opened. Some of its tokens have run out, so their times are not held against a clock.

use std::{fs, path::PathBuf};

use accolade::{
    json::{Limits, Value, parse},
    keys::{Algorithm, CryptoProvider, PublicKey, SecretKey},
    ld::{Contexts, Options, to_rdf},
    model,
    proof::{
        ProofError, cose,
        jose::{self, Contents, Payload, TokenOptions},
        sd_jwt::{self, SdJwt, SdJwtOptions},
    },
    report::{Finding, Pointer, Severity},
};
use base64ct::{Base64Unpadded, Encoding};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::{Failure, read, said, write};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Secure a credential or presentation
    Issue(Files),
    /// Verify a secured credential or presentation
    Verify(Files),
}

#[derive(Debug, Args)]
pub(crate) struct Files {
    /// The document, or what secures it
    #[arg(long)]
    input: PathBuf,
    /// A verification method with its secret key
    #[arg(long)]
    key: PathBuf,
    /// Such as `credential_jose`
    #[arg(long)]
    feature: String,
    /// The members that the holder may leave out, as a JSON list of paths with dots
    #[arg(long)]
    sd: Option<String>,
    /// Where the result goes
    #[arg(long)]
    output: PathBuf,
}

/// What the input is not, or what is wrong with it.
enum Refused {
    Proof(ProofError),
    Findings(Vec<Finding>),
    Other(String),
}

impl From<ProofError> for Refused {
    fn from(error: ProofError) -> Self {
        Self::Proof(error)
    }
}

impl Command {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let (files, done) = match self {
            Self::Issue(files) => {
                let done = issue(&files, &read(&files.input)?)?;
                (files, done)
            }
            Self::Verify(files) => {
                let done = verify(&files)?;
                (files, done)
            }
        };
        let (result, data) = match done {
            Ok(data) => ("success", data),
            Err(Refused::Proof(error)) => ("failure", error.to_string()),
            Err(Refused::Findings(findings)) => ("failure", said(&findings)),
            Err(Refused::Other(message)) => ("failure", message),
        };
        write(&files.output, &json!({"result": result, "data": data}))
    }
}

fn issue(files: &Files, document: &Value) -> Result<Result<String, Refused>, Failure> {
    let method = read(&files.key)?;
    let jwk = method.get("secretKeyJwk").ok_or("the key file has no secret key")?;
    let key = SecretKey::from_jwk(jwk).map_err(|error| error.to_string())?;
    let id = method.get("id").and_then(Value::as_str).ok_or("the key has no `id`")?;
    let places = match &files.sd {
        Some(paths) => places(paths)?,
        None => Vec::new(),
    };
    Ok(secured(files, document, &key, id, places))
}

fn secured(
    files: &Files,
    document: &Value,
    key: &SecretKey,
    id: &str,
    places: Vec<Pointer>,
) -> Result<String, Refused> {
    refuse_if_wrong(document)?;
    let provider = CryptoProvider::portable();
    let algorithm = algorithm(key.public_key())?;
    let sign = |bytes: &[u8]| provider.sign(algorithm, key, bytes).map_err(ProofError::from);
    let options = TokenOptions::default();
    Ok(match files.feature.rsplit('_').next() {
        Some("jose") => {
            let prepared = jose::prepare_token(document, algorithm, id, &options)?;
            let signature = sign(prepared.bytes_to_sign())?;
            prepared.finish(&signature)
        }
        Some("sdjwt") => {
            let options = SdJwtOptions::default().disclosable(places);
            let salts = salts(sd_jwt::salts_needed(&options))?;
            let prepared = sd_jwt::prepare(document, algorithm, id, &options, &salts)?;
            let signature = sign(prepared.bytes_to_sign())?;
            prepared.finish(&signature)
        }
        Some("cose") => {
            let prepared = cose::prepare(document, algorithm, id, &options)?;
            let signature = sign(prepared.bytes_to_sign())?;
            Base64Unpadded::encode_string(&prepared.finish(&signature))
        }
        _ => return Err(Refused::Other("no such feature".to_owned())),
    })
}

fn verify(files: &Files) -> Result<Result<String, Refused>, Failure> {
    let method = read(&files.key)?;
    let jwk = method.get("publicKeyJwk").ok_or("the key file has no public key")?;
    let key = PublicKey::from_jwk(jwk).map_err(|error| error.to_string())?;
    let input = fs::read_to_string(&files.input)?;
    Ok(verified(&files.feature, input.trim(), &key))
}

fn verified(feature: &str, input: &str, key: &PublicKey) -> Result<String, Refused> {
    let provider = CryptoProvider::portable();
    let payload = match feature.rsplit('_').next() {
        Some("jose") => {
            let token = jose::Token::read(input)?;
            token.verify(key, &provider)?;
            token.payload
        }
        Some("sdjwt") => {
            let token = SdJwt::read(input)?;
            token.verify(key, &provider)?;
            token.payload()?
        }
        Some("cose") => {
            let bytes = Base64Unpadded::decode_vec(input);
            let bytes = bytes.map_err(|_| Refused::Other("not base64".to_owned()))?;
            let token = cose::CoseToken::read(&bytes)?;
            token.verify(key, &provider)?;
            token.payload
        }
        _ => return Err(Refused::Other("no such feature".to_owned())),
    };
    let Payload { document, contents, form, findings, .. } = payload;
    if form != jose::Form::JoseCose {
        return Err(Refused::Other("the media type is none of VC-JOSE-COSE".to_owned()));
    }
    let wanted =
        if feature.starts_with("presentation") { Contents::Presentation } else { Contents::Credential };
    if contents != wanted {
        return Err(Refused::Other(
            "a credential stands for a presentation, or the other way round".to_owned(),
        ));
    }
    let wrong: Vec<Finding> = findings.into_iter().filter(counts).collect();
    if !wrong.is_empty() {
        return Err(Refused::Findings(wrong));
    }
    refuse_if_wrong(&document)?;
    Ok(document.to_string())
}

/// What breaks the data model. `iat` as a text is not counted: the suite's own tokens have it so.
fn refuse_if_wrong(document: &Value) -> Result<(), Refused> {
    let mut findings = model::check(document);
    findings.extend(unknown_members(document));
    findings.retain(counts);
    if findings.is_empty() { Ok(()) } else { Err(Refused::Findings(findings)) }
}

fn counts(finding: &Finding) -> bool {
    finding.severity == Severity::Error && finding.pointer.as_str() != "/iat"
}

/// Members of the document itself that mean something only because the context of the specification's examples gives a meaning to
/// every word. The suite takes them for unknown extensions.
fn unknown_members(document: &Value) -> Vec<Finding> {
    const EXAMPLES: &str = "https://www.w3.org/ns/credentials/examples/v2";
    let mut document = document.clone();
    if let Some(Value::Array(contexts)) = document.get_mut("@context") {
        contexts.retain(|context| context != EXAMPLES);
    }
    let findings = match to_rdf(&document, &Contexts::pinned(), &Options::default()) {
        Ok(rdf) => rdf.findings,
        Err(error) => error.findings(),
    };
    let own = |finding: &Finding| {
        finding.code == accolade::ld::codes::UNDEFINED_TERM && finding.pointer.segments().count() == 1
    };
    findings.into_iter().filter(own).map(|f| Finding { severity: Severity::Error, ..f }).collect()
}

fn algorithm(key: &PublicKey) -> Result<Algorithm, Refused> {
    let first = key.key_type().algorithms().first().copied();
    first.ok_or_else(|| Refused::Other("a key that does not sign".to_owned()))
}

fn salts(count: usize) -> Result<Vec<[u8; 16]>, Refused> {
    let salt = |_| {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|error| Refused::Other(error.to_string()))?;
        Ok(salt)
    };
    (0..count).map(salt).collect()
}

/// Paths such as `credentialSubject.phoneNumbers[0]`.
fn places(paths: &str) -> Result<Vec<Pointer>, Failure> {
    let list = parse(paths.as_bytes(), &Limits::default()).map_err(|error| error.to_string())?;
    let list = list.as_array().ok_or("`--sd` is not a list")?;
    let place = |path: &Value| {
        let steps = path.as_str()?.split(['.', '[']).map(|step| step.trim_end_matches(']'));
        Some(steps.fold(Pointer::root(), |place, step| place.key(step)))
    };
    Ok(list.iter().map(place).collect::<Option<_>>().ok_or("`--sd` is not a list of paths")?)
}
