use accolade_keys::{CryptoProvider, PublicKey};
use accolade_ld::Contexts;
use accolade_report::{Finding, Pointer};
use serde_json::{Map, Value};

use super::{Proof, Registry, SigningInput, Statements, proofs};
use crate::{ProofError, codes};

/// What a proof must have been made for.
#[derive(Clone, Copy, Debug)]
pub struct Expectation<'a> {
    /// The purpose, such as `assertionMethod`.
    pub purpose: &'a str,
    /// The domain that the proof must be restricted to.
    pub domain: Option<&'a str>,
    /// The challenge that the proof must answer.
    pub challenge: Option<&'a str>,
}

impl Expectation<'_> {
    /// Credentials are asserted.
    pub const ASSERTION: Expectation<'static> =
        Expectation { purpose: "assertionMethod", domain: None, challenge: None };
}

/// A proof that holds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Held {
    /// The name of the suite.
    pub suite: &'static str,
    /// Whether it covers the statements of the document rather than its text.
    pub quads_signed: bool,
    /// What was signed.
    pub input: SigningInput,
    /// What is worth knowing although the proof holds.
    pub findings: Vec<Finding>,
}

/// Checks one proof of a document: [Verify Proof](https://www.w3.org/TR/vc-data-integrity/#verify-proof).
///
/// `proof` was read from `document`, and `key` is what its verification method stands for, which the caller has found
/// and authorised. Whether the proof is in force at some time is the caller's to judge, since nothing here knows the
/// time.
///
/// # Errors
/// `proof.*`, `ld.*`, `rdfc.*`.
pub fn verify(
    document: &Value,
    proof: &Proof<'_>,
    expected: &Expectation<'_>,
    key: &PublicKey,
    contexts: &Contexts,
    registry: &Registry,
    provider: &CryptoProvider,
) -> Result<Held, ProofError> {
    let suite = registry.suite_of(proof)?;
    if proof.purpose != expected.purpose {
        return Err(ProofError::PurposeMismatch {
            found: proof.purpose.to_owned(),
            expected: expected.purpose.to_owned(),
        });
    }
    if let Some(domain) = expected.domain.filter(|domain| !proof.domains.contains(domain)) {
        return Err(ProofError::DomainMismatch {
            found: proof.domains.iter().map(|&found| found.to_owned()).collect(),
            expected: domain.to_owned(),
        });
    }
    if let Some(challenge) = expected.challenge.filter(|&challenge| proof.challenge != Some(challenge)) {
        return Err(ProofError::ChallengeMismatch {
            found: proof.challenge.map(str::to_owned),
            expected: challenge.to_owned(),
        });
    }
    let secured = secured_by(document, &proof.previous)?;
    let input = suite.verify(&secured, proof, key, contexts, provider)?;
    let mut findings = suite.remarks(document, proof);
    findings.extend(input.statements.as_ref().map(partly_disclosed));
    Ok(Held { suite: suite.name(), quads_signed: suite.signs_quads(), input, findings })
}

/// What a verifier should know about a derived proof.
fn partly_disclosed(statements: &Statements) -> Finding {
    let message = "its holder chose what to show of it, and there may be more";
    Finding::note(codes::PARTLY_DISCLOSED, Pointer::root(), message)
        .with("mandatory", statements.mandatory().count())
        .with("chosen", statements.non_mandatory().count())
}

/// The document that a proof secures: without proofs, but with the earlier ones that it was made over
/// ([§4.3](https://www.w3.org/TR/vc-data-integrity/#add-proof-set-chain), steps 2 to 4).
pub(super) fn secured_by(document: &Value, previous: &[&str]) -> Result<Value, ProofError> {
    let mut earlier = Vec::new();
    for id in previous {
        let mut named = None;
        for (_, proof) in proofs(document) {
            if proof.get("id").and_then(Value::as_str) == Some(*id) && named.replace(proof).is_some() {
                let message = format!("two proofs have the id `{id}`");
                return Err(ProofError::Malformed { pointer: Pointer::root().key("previousProof"), message });
            }
        }
        let missing = || ProofError::PreviousProofMissing { id: (*id).to_owned() };
        earlier.push(named.ok_or_else(missing)?.clone());
    }
    let mut secured = Map::new();
    if let Some(members) = document.as_object() {
        for (name, value) in members {
            if name != "proof" {
                secured.insert(name.clone(), value.clone());
            }
        }
    }
    if !earlier.is_empty() {
        secured.insert("proof".to_owned(), Value::Array(earlier));
    }
    Ok(Value::Object(secured))
}
