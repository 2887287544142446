//! `[--jwt KEYS --jwt-aud AUD [--jwt-no-jws] [--jwt-presentation]] [--jwt-decode] FILE`: print it secured, or fail.
//!
//! The credentials of the suite name issuers whose keys nobody has: they are signed by a key of our own under the issuer's name,
//! since no test verifies it.

use std::{fs, path::PathBuf};

use accolade::{
    json::{Limits, Value, one_or_many, parse},
    keys::{Algorithm, CryptoProvider, Jws, KeyType, SecretKey, encode_base64url},
    ld::Contexts,
    model,
    proof::{
        data_integrity::{ProofOptions, Registry, prepare},
        jose,
    },
    report::{Finding, Severity},
};
use base64ct::{Base64, Encoding};
use clap::Args;
use serde_json::{Map, json};

use crate::{Failure, read, said};

#[derive(Debug, Args)]
pub(crate) struct Command {
    /// The keys for tokens: JSON in base64
    #[arg(long)]
    jwt: Option<String>,
    /// Whom a token is for
    #[arg(long, requires = "jwt")]
    jwt_aud: Option<String>,
    /// Leave out the signature of the token
    #[arg(long, requires = "jwt")]
    jwt_no_jws: bool,
    /// Make a token of a presentation
    #[arg(long, requires = "jwt")]
    jwt_presentation: bool,
    /// Print the credential that a token holds
    #[arg(long)]
    jwt_decode: bool,
    /// The document or token
    file: PathBuf,
}

impl Command {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let printed = if self.jwt_decode {
            let token =
                jose::Token::read(fs::read_to_string(&self.file)?.trim()).map_err(|e| e.to_string())?;
            token.payload.document.to_string()
        } else {
            let document = read(&self.file)?;
            match &self.jwt {
                Some(keys) => self.token(&document, keys)?,
                None => embedded(&document)?.to_string(),
            }
        };
        println!("{printed}");
        Ok(())
    }

    fn token(&self, document: &Value, keys: &str) -> Result<String, Failure> {
        refuse_if_wrong(document)?;
        let key = key(keys)?;
        let provider = CryptoProvider::portable();
        let kid = document.get("issuer").and_then(Value::as_str).unwrap_or("did:example:0xab#verikey-1");
        let sign = |bytes: &[u8]| provider.sign(Algorithm::Es256K, &key, bytes).map_err(|e| e.to_string());
        if self.jwt_presentation {
            let payload = presentation(document, self.jwt_aud.as_deref());
            let header = json!({"alg": Algorithm::Es256K.name(), "typ": "JWT", "kid": kid});
            let input = Jws::signing_input(&header, payload.to_string().as_bytes());
            return Ok(Jws::join(&input, &sign(input.as_bytes())?));
        }
        if self.jwt_no_jws {
            let encode = |value: &Value| encode_base64url(value.to_string().as_bytes());
            return Ok(format!("{}.{}.", encode(&json!({"alg": "none"})), encode(&json!({"vc": document}))));
        }
        let prepared = jose::prepare(document, Algorithm::Es256K, kid).map_err(|error| error.to_string())?;
        let signature = sign(prepared.bytes_to_sign())?;
        Ok(prepared.finish(&signature))
    }
}

/// [VC Data Model 1.1 §6.3.1](https://www.w3.org/TR/vc-data-model/#json-web-token): the presentation in `vp`, and what it says of
/// itself in the claims.
fn presentation(document: &Value, audience: Option<&str>) -> Value {
    let mut claims = Map::new();
    for (claim, member) in [("iss", "holder"), ("jti", "id")] {
        if let Some(value) = document.get(member) {
            claims.insert(claim.to_owned(), value.clone());
        }
    }
    if let Some(audience) = audience {
        claims.insert("aud".to_owned(), audience.into());
    }
    claims.insert("vp".to_owned(), document.clone());
    Value::Object(claims)
}

/// The document with a proof of ours in the place of the one that shows that it is to have one.
fn embedded(document: &Value) -> Result<Value, Failure> {
    refuse_if_wrong(document)?;
    let mut document = document.clone();
    let shown = document.as_object_mut().and_then(|members| members.shift_remove("proof"));
    let shown = shown.ok_or("the document has no proof, so it is not verifiable")?;
    refuse_if_not_schematic(&document, &shown)?;
    let key = SecretKey::generate(KeyType::Ed25519, &[7; 64]).map_err(|error| error.to_string())?;
    let signer = ["issuer", "holder"].iter().find_map(|name| {
        let value = document.get(*name)?;
        value.as_str().or_else(|| value.get("id")?.as_str())
    });
    let method = format!("{}#key-1", signer.unwrap_or("did:example:signer"));
    let registry = Registry::default();
    // The examples use words that no context defines; this suite signs the text.
    let suite = registry.find("eddsa-jcs-2022").ok_or("there is no such suite")?;
    let contexts = Contexts::pinned();
    let options = ProofOptions::new(method).created("2010-01-01T19:23:24Z");
    let prepared =
        prepare(&document, options, suite, key.key_type(), &contexts).map_err(|e| e.to_string())?;
    let signature = prepared.sign(&key, &CryptoProvider::portable()).map_err(|error| error.to_string())?;
    Ok(prepared.finish(&signature))
}

/// [VC Data Model 1.1 §5.8](https://www.w3.org/TR/vc-data-model/#zero-knowledge-proofs): a credential for proofs of zero knowledge
/// names its schema, and so does each that is derived from one.
fn refuse_if_not_schematic(document: &Value, proof: &Value) -> Result<(), Failure> {
    const ZERO_KNOWLEDGE: &[&str] = &["CLSignature2019", "AnonCred"];
    let kind = proof.get("type").and_then(Value::as_str).unwrap_or_default();
    if !ZERO_KNOWLEDGE.iter().any(|name| kind.contains(name)) {
        return Ok(());
    }
    let credentials = match document.get("verifiableCredential") {
        Some(presented) => one_or_many(presented),
        None => std::slice::from_ref(document),
    };
    let named = |credential: &Value| {
        let schemas = credential.get("credentialSchema").map(one_or_many).unwrap_or_default();
        let whole = |schema: &Value| ["id", "type"].iter().all(|name| schema[name].is_string());
        !schemas.is_empty() && schemas.iter().all(whole)
    };
    if credentials.iter().all(named) { Ok(()) } else { Err("the credential names no schema".into()) }
}

fn refuse_if_wrong(document: &Value) -> Result<(), Failure> {
    let mut findings: Vec<Finding> = model::check(document);
    findings.retain(|finding| finding.severity == Severity::Error);
    if findings.is_empty() { Ok(()) } else { Err(said(&findings).into()) }
}

/// The key on secp256k1, whose curve had another name when the suite was written.
fn key(keys: &str) -> Result<SecretKey, Failure> {
    let keys = parse(&Base64::decode_vec(keys).map_err(|error| error.to_string())?, &Limits::default())
        .map_err(|error| error.to_string())?;
    let mut jwk = keys.get("es256kPrivateKeyJwk").cloned().ok_or("there is no key on secp256k1")?;
    if let Some(members) = jwk.as_object_mut() {
        members.insert("crv".to_owned(), "secp256k1".into());
    }
    Ok(SecretKey::from_jwk(&jwk).map_err(|error| error.to_string())?)
}
