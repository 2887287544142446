//! Taking a credential out of what it came in, to show or bake it. Nothing is verified here: what a reading holds is what
//! somebody claims.

use accolade::{
    bake::{self, Edition, ImageFormat, sniff, unbake},
    json::{self, Limits, Value},
    keys::decode_base64url,
    ld::{Contexts, LdError, Options, Rdf, explain::View, rdfc::Canonical},
    report::Finding,
};

use crate::error::CliError;

/// A credential as it was found.
pub(crate) struct Reading {
    /// The image it was baked into.
    pub(crate) image: Option<(ImageFormat, Edition)>,
    /// The credential as text: JSON or a compact JWS.
    pub(crate) text: String,
    /// The header, where the text is a compact JWS.
    pub(crate) header: Option<Value>,
    /// The credential. For a JWS, its payload, or the `vc` claim of it.
    pub(crate) credential: Value,
    /// What was unusual about the image.
    pub(crate) findings: Vec<Finding>,
}

impl Reading {
    /// Reads a credential from the bytes of `input`.
    pub(crate) fn of(input: &str, bytes: &[u8]) -> Result<Self, CliError> {
        let (image, text, findings) = match sniff(bytes) {
            None => (None, text_of(input, bytes)?, Vec::new()),
            Some(_) => {
                let baked = unbake(bytes, &bake::Limits::default())
                    .map_err(|error| CliError::coded(input, error.code(), error))?;
                if baked.edition == Edition::OpenBadges2 {
                    return Err(older_badge(input));
                }
                (Some((baked.format, baked.edition)), baked.text, baked.findings)
            }
        };
        let (header, credential) = if text.trim_start().starts_with('{') {
            (None, parse(input, text.as_bytes())?)
        } else {
            let (header, payload) = open_jws(input, text.trim())?;
            (Some(header), payload)
        };
        if !credential.is_object() {
            return Err(no_credential(input));
        }
        Ok(Self { image, text, header, credential, findings })
    }
}

/// By which rules a credential is baked into an image.
pub(crate) fn edition_of(credential: &Value) -> Edition {
    let types = credential.get("type").map_or(&[][..], json::one_or_many);
    if types.iter().any(|name| name == "ClrCredential") { Edition::Clr2 } else { Edition::OpenBadges3 }
}

/// What a document says in RDF, with its canonical form where nothing would be left out of it.
pub(crate) struct LinkedData {
    pub(crate) rdf: Option<Rdf>,
    pub(crate) canonical: Option<Canonical>,
    pub(crate) findings: Vec<Finding>,
}

impl LinkedData {
    /// The statements, where there is a canonical form of them.
    pub(crate) fn view(&self) -> Option<View<'_>> {
        Some(View::new(&self.rdf.as_ref()?.dataset, self.canonical.as_ref()?))
    }

    /// Reads a document in safe mode over the pinned contexts.
    pub(crate) fn of(document: &Value) -> Self {
        let options = Options::default().with_places();
        let failed = |error: &LdError| Self { rdf: None, canonical: None, findings: error.findings() };
        match accolade::ld::to_rdf(document, &Contexts::pinned(), &options) {
            Err(error) => failed(&error),
            Ok(rdf) => {
                let mut findings = rdf.findings.clone();
                let canonical = match accolade::ld::canonicalize(document, &Contexts::pinned(), &options) {
                    Ok(canonical) => Some(canonical),
                    Err(LdError::Unsafe { .. }) => None,
                    Err(error) => {
                        findings.extend(error.findings());
                        None
                    }
                };
                Self { rdf: Some(rdf), canonical, findings }
            }
        }
    }
}

/// The document that an embedded proof signs: all but the proofs.
pub(crate) fn without_proof(credential: &Value) -> Value {
    let mut bare = credential.clone();
    if let Some(members) = bare.as_object_mut() {
        members.shift_remove("proof");
    }
    bare
}

fn text_of(input: &str, bytes: &[u8]) -> Result<String, CliError> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| no_credential(input))
}

/// Takes a compact JWS apart, whatever its header says.
fn open_jws(input: &str, text: &str) -> Result<(Value, Value), CliError> {
    let mut parts = text.split('.');
    let (Some(header), Some(payload), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(no_credential(input));
    };
    let open = |part: &str| {
        let bytes = decode_base64url(part).map_err(|_| no_credential(input))?;
        parse(input, &bytes)
    };
    let (header, payload) = (open(header)?, open(payload)?);
    // VC-JWT of the data model 1.1: the credential is a claim of its own.
    let credential = payload.get("vc").filter(|vc| vc.is_object()).cloned();
    Ok((header, credential.unwrap_or(payload)))
}

fn parse(input: &str, bytes: &[u8]) -> Result<Value, CliError> {
    json::parse(bytes, &Limits::default()).map_err(|error| {
        let place = error.pointer();
        let place = if place.as_str().is_empty() { String::new() } else { format!(" at `{place}`") };
        CliError::coded(format!("{input}{place}"), error.code(), error)
    })
}

fn older_badge(input: &str) -> CliError {
    CliError::refused(
        format!("`{input}` holds a badge of Open Badges 2.0 or before, which this version does not read"),
        "`accolade unbake` takes out what is in it",
    )
}

fn no_credential(input: &str) -> CliError {
    CliError::refused(
        format!("`{input}` holds no credential"),
        "give a JSON document, a compact JWS, or a PNG or SVG with a credential baked into it",
    )
}
