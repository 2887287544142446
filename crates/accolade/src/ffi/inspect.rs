use accolade_bake::ImageFormat;
#[cfg(not(feature = "legacy-badges"))]
use accolade_engine::codes::OB2_NOT_READ;
use accolade_engine::{LinkedData, Reading};
use accolade_json::{Limits, Value};
#[cfg(feature = "legacy-badges")]
use accolade_model::legacy;
use accolade_model::legacy::Version;
use accolade_report::Finding;
use serde::{Deserialize, Serialize};

use super::{
    Content, Refusal,
    diff::StatementAt,
    read::{Members, answered},
    write::{Object, list},
};

/// The most that a call may hold: the largest image that is read, in base64.
pub(super) const CALL_LIMITS: Limits = Limits { bytes: 64 << 20, depth: 8 };

/// What to look into. Nothing is verified.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct InspectCall {
    /// The badge: JSON, a token, or an image that holds one.
    pub input: Content,
    /// Whether to show what an embedded proof signs: the canonical form, statement by statement, and the hashes.
    #[serde(default)]
    pub canonical: bool,
}

/// What came of an [`InspectCall`].
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum InspectAnswer {
    /// It could be read.
    Done(Box<Inspection>),
    /// Nothing could be read.
    Error(Refusal),
}

/// What a badge claims of itself. None of it is proven.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inspection {
    /// `false`, whatever it is: reading is not verifying.
    pub verified: bool,
    /// The form it has: `json`, `jws`, `jws-json`, `sd-jwt` or `cose`.
    pub form: &'static str,
    /// The version of a badge from before Open Badges 3.0, such as `2.0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_badges: Option<&'static str>,
    /// The image it was baked into: `png` or `svg`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<&'static str>,
    /// The keyword that it was baked under, such as `openbadgecredential`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baked_as: Option<&'static str>,
    /// The header of a token, whatever it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Value>,
    /// The document.
    pub claimed: Value,
    /// What is wrong or unusual, as far as that can be seen without verifying.
    pub findings: Vec<Finding>,
    /// What an embedded proof signs, where that was asked for and can be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<CanonicalForm>,
}

/// What an embedded proof by RDFC-1.0 signs.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CanonicalForm {
    /// The SHA-256 of the canonical N-Quads of the document without its proofs, in hexadecimal.
    pub hash: String,
    /// The same of the options of each proof.
    pub proof_hashes: Vec<String>,
    /// How much of the canonicalization's budget was spent.
    pub work: u64,
    /// The canonical N-Quads, line by line.
    pub statements: Vec<StatementAt>,
    /// The nodes without an identifier of their own.
    pub blank_nodes: Vec<BlankNodeAt>,
}

/// A node that has no identifier of its own.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlankNodeAt {
    /// Its canonical identifier.
    pub identifier: String,
    /// Its label before.
    pub label: String,
    /// The hash of its own statements.
    pub first_degree_hash: String,
    /// Where in the document it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}

/// Says what a badge claims.
///
/// ```
/// use accolade::ffi::{Content, InspectAnswer, InspectCall, inspect};
/// let input = Content::Text(r#"{"name": "Weaving"}"#.to_owned());
/// let InspectAnswer::Done(inspection) = inspect(InspectCall { input, canonical: false }) else { panic!() };
/// assert_eq!(inspection.claimed["name"], "Weaving");
/// assert!(!inspection.verified && !inspection.findings.is_empty());
/// ```
#[must_use]
pub fn inspect(call: InspectCall) -> InspectAnswer {
    answer(call).map_or_else(InspectAnswer::Error, |inspection| InspectAnswer::Done(Box::new(inspection)))
}

/// [`inspect()`] from JSON to JSON.
///
/// ```
/// let answer = accolade::ffi::inspect_json(r#"{"input": {"base64": "?"}}"#);
/// let message = "the bytes of `input` are not base64";
/// assert_eq!(answer, format!(r#"{{"type":"error","code":"call.base64-malformed","message":"{message}"}}"#));
/// ```
#[must_use]
pub fn inspect_json(call: &str) -> String {
    answered(call, CALL_LIMITS, InspectCall::read, |call| inspect(call).into_value())
}

impl InspectCall {
    pub(super) fn read(call: &mut Members<'_>) -> Self {
        Self {
            input: Content::read(call.need("input"), "input", call.fault),
            canonical: call.take_bool("canonical"),
        }
    }
}

impl InspectAnswer {
    fn into_value(self) -> Value {
        match self {
            Self::Done(inspection) => inspection.into_answer(),
            Self::Error(refusal) => refusal.into_answer(),
        }
    }
}

impl Inspection {
    fn into_answer(self) -> Value {
        let mut out = Object::of_type("done");
        out.set("verified", self.verified);
        out.set("form", self.form);
        out.set_some("openBadges", self.open_badges);
        out.set_some("image", self.image);
        out.set_some("bakedAs", self.baked_as);
        out.set_some("header", self.header);
        out.set("claimed", self.claimed);
        out.set("findings", list(self.findings, Finding::into_value));
        out.set_some("canonical", self.canonical.map(CanonicalForm::into_value));
        out.end()
    }
}

impl CanonicalForm {
    fn into_value(self) -> Value {
        let mut out = Object::default();
        out.set("hash", self.hash);
        out.set("proofHashes", self.proof_hashes);
        out.set("work", self.work);
        out.set("statements", list(self.statements, StatementAt::into_value));
        out.set("blankNodes", list(self.blank_nodes, BlankNodeAt::into_value));
        out.end()
    }
}

impl BlankNodeAt {
    fn into_value(self) -> Value {
        let mut out = Object::default();
        out.set("identifier", self.identifier);
        out.set("label", self.label);
        out.set("firstDegreeHash", self.first_degree_hash);
        out.set_some("pointer", self.pointer);
        out.end()
    }
}

fn answer(call: InspectCall) -> Result<Inspection, Refusal> {
    let reading = Reading::read(&call.input.bytes("input")?, Limits::default())?;
    let linked = LinkedData::unproven(&reading.claimed);
    let mut findings = reading.findings;
    match reading.open_badges {
        None => findings.extend(accolade_model::check(&reading.claimed)),
        #[cfg(feature = "legacy-badges")]
        Some(version) => {
            let document = reading.claimed.clone();
            findings.extend(legacy::check(&legacy::Badge { version, document }));
        }
        #[cfg(not(feature = "legacy-badges"))]
        Some(_) => {
            let message = "this build does not read badges from before Open Badges 3.0";
            findings.push(Finding::undetermined(OB2_NOT_READ, accolade_report::Pointer::root(), message));
        }
    }
    // A token signs bytes, whatever they mean as linked data, and an older badge is what its host serves.
    if reading.form == "json" && reading.open_badges.is_none() {
        findings.extend(linked.findings.iter().cloned());
    }
    let canonical = call.canonical.then(|| canonical(&linked, &reading.claimed)).flatten();
    Ok(Inspection {
        verified: false,
        form: reading.form,
        open_badges: reading.open_badges.map(Version::as_str),
        image: reading.image.map(|(format, _)| format_name(format)),
        baked_as: reading.image.map(|(_, edition)| edition.keyword()),
        header: reading.header,
        claimed: reading.claimed,
        findings,
        canonical,
    })
}

fn canonical(linked: &LinkedData, document: &Value) -> Option<CanonicalForm> {
    let (view, canonical) = (linked.view()?, linked.canonical.as_ref()?);
    let options = LinkedData::proof_options(document);
    let proof_hashes = options.iter().filter_map(|one| Some(one.canonical.as_ref()?.hash().to_string()));
    let blank_nodes = view.blank_nodes().into_iter().map(|node| BlankNodeAt {
        identifier: node.identifier,
        label: node.label,
        first_degree_hash: node.first_degree_hash.to_string(),
        pointer: node.place.map(|place| place.as_str().to_owned()),
    });
    Some(CanonicalForm {
        hash: canonical.hash().to_string(),
        proof_hashes: proof_hashes.collect(),
        work: canonical.work_spent(),
        statements: view.statements().map(StatementAt::from).collect(),
        blank_nodes: blank_nodes.collect(),
    })
}

pub(super) const fn format_name(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Svg => "svg",
        _ => "png",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::ffi::{explain, inspect, inspect_json, tests::answer};

    const BADGE: &str = include_str!("../../../../fixtures/verify/good/eddsa-rdfc.json");
    const TOKEN: &str = include_str!("../../../../fixtures/verify/good/es256.jwt");
    const SVG: &str = include_str!("../../../../fixtures/verify/good/eddsa-rdfc.svg");

    fn ask(call: &Value) -> Value {
        answer(inspect_json, inspect, call)
    }

    #[test]
    fn what_is_claimed_is_seen_in_every_form() {
        let name = "Reading the tides";
        for (input, form, image, algorithm) in [
            (BADGE, "json", Value::Null, Value::Null),
            (TOKEN, "jws", Value::Null, json!("ES256")),
            (SVG, "json", json!("svg"), Value::Null),
        ] {
            let answer = ask(&json!({"input": {"text": input}}));
            assert_eq!((&answer["type"], &answer["form"]), (&json!("done"), &json!(form)), "{answer}");
            assert_eq!((&answer["verified"], &answer["claimed"]["name"]), (&json!(false), &json!(name)));
            assert_eq!((&answer["image"], &answer["header"]["alg"]), (&image, &algorithm));
            assert_eq!(answer["findings"], json!([]), "{form}");
            assert_eq!(answer.get("canonical"), None);
        }
    }

    #[test]
    fn what_a_proof_signs_is_seen_where_it_is_asked_for() {
        let answer = ask(&json!({"input": {"text": BADGE}, "canonical": true}));
        let canonical = &answer["canonical"];
        assert_eq!(canonical["hash"].as_str().unwrap().len(), 64);
        assert_eq!(canonical["proofHashes"].as_array().unwrap().len(), 1);
        let statements = canonical["statements"].as_array().unwrap();
        let named =
            |line: &Value| line["pointer"] == "/name" && line["line"].as_str().unwrap().contains("Reading");
        assert!(statements.iter().any(named), "{statements:?}");
        // A term that no signature covers: it is found, and there is no canonical form.
        let altered = BADGE.replacen("\"name\":", "\"shoeSize\": 43, \"name\":", 1);
        let answer = ask(&json!({"input": {"text": altered}, "canonical": true}));
        assert_eq!(answer.get("canonical"), None);
        assert!(answer["findings"].to_string().contains("ld.undefined-term"), "{answer}");
    }

    #[test]
    fn what_cannot_be_read_is_an_answer_with_its_code() {
        for (call, code) in [
            (json!({"input": {"text": "a badge"}}), "input.unknown-form"),
            (json!({"input": {"text": "{\"a\": 1, \"a\": 2}"}}), "json.duplicate-key"),
            (json!({"input": {"text": "<svg xmlns='http://www.w3.org/2000/svg'/>"}}), "bake.no-credential"),
            (json!({"input": {"text": "e30.e30"}}), "input.unknown-form"),
            (json!({"input": {"text": "e30.W10.c2ln"}}), "input.unknown-form"),
            (json!({"input": {"text": "e30.e30.c2ln~e30~"}}), "jws.alg-not-allowed"),
            (json!({"input": {"base64": "hED2QA=="}}), "cose.malformed"),
            (json!({"input": {"base64": "?"}}), "call.base64-malformed"),
            (json!({"input": {"text": "{}"}, "verify": true}), "call.malformed"),
            (json!({}), "call.malformed"),
        ] {
            let answer = ask(&call);
            assert_eq!(
                (&answer["type"], &answer["code"]),
                (&json!("error"), &json!(code)),
                "{call}: {answer}"
            );
            assert!(explain(code).is_some(), "{code}");
        }
    }
}
