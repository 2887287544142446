//! Schemas of others than 1EdTech: [VC JSON Schema](https://www.w3.org/TR/vc-json-schema/).
//!
//! A schema comes from somebody else and is run over the credential, so it is held to what can be run safely: it refers to
//! nothing outside itself, to itself only as often as is worth following for the document at hand, and its patterns are of the
//! kind that takes linear time.

mod work;

use std::collections::BTreeMap;

use accolade_json::{Value, one_or_many};
use accolade_report::{Finding, Pointer};
use jsonschema::{Draft, PatternOptions};

use self::work::Work;
use crate::codes;

/// By which rules a schema is named and served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaForm {
    /// `JsonSchema`: the schema itself.
    JsonSchema,
    /// `JsonSchemaCredential`: a credential that holds the schema.
    JsonSchemaCredential,
    /// `1EdTechJsonSchemaValidator2019`: the schema itself, which need not name itself.
    Validator2019,
}

impl SchemaForm {
    /// What the type of an entry stands for.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "JsonSchema" => Some(Self::JsonSchema),
            "JsonSchemaCredential" => Some(Self::JsonSchemaCredential),
            "1EdTechJsonSchemaValidator2019" => Some(Self::Validator2019),
            _ => None,
        }
    }
}

/// The schema that every `JsonSchemaCredential` names for itself.
const OF_CREDENTIALS: &str = "https://www.w3.org/2022/credentials/v2/json-schema-credential-schema.json";

/// The most subschemas of one schema, counted as often as they are referred to.
const MOST_SUBSCHEMAS: usize = 10_000;

/// The most violations that are told.
const MOST_VIOLATIONS: usize = 20;

/// Holds a credential against what was served for the entry of `credentialSchema` at `place`. Whether a `JsonSchemaCredential`
/// is genuine is for the caller to know.
///
/// ```
/// use accolade_engine::{SchemaForm, check_schema};
/// use accolade_report::Pointer;
/// use serde_json::json;
///
/// let id = "https://school.example/schemas/passage.json";
/// let credential = json!({"credentialSchema": {"id": id, "type": "JsonSchema"}, "name": 7});
/// let schema = json!({
///     "$id": id, "$schema": "https://json-schema.org/draft/2020-12/schema",
///     "properties": {"name": {"type": "string"}},
/// });
/// let place = Pointer::root().key("credentialSchema");
/// let found = check_schema(&credential, &place, SchemaForm::JsonSchema, id, &schema);
/// assert_eq!((found[0].code.as_str(), found[0].pointer.as_str()), ("schema.violated", "/name"));
/// ```
#[must_use]
pub fn check_schema(
    credential: &Value,
    place: &Pointer,
    form: SchemaForm,
    id: &str,
    served: &Value,
) -> Vec<Finding> {
    match evaluate(credential, place, form, id, served) {
        Ok(findings) => findings,
        Err(finding) => vec![*finding],
    }
}

fn evaluate(
    credential: &Value,
    place: &Pointer,
    form: SchemaForm,
    id: &str,
    served: &Value,
) -> Result<Vec<Finding>, Box<Finding>> {
    let malformed = |message: &str| Box::new(Finding::error(codes::SCHEMA_MALFORMED, place.clone(), message));
    let unusable =
        |message: String| Box::new(Finding::undetermined(codes::SCHEMA_UNUSABLE, place.clone(), message));
    let (schema, named) = match form {
        SchemaForm::JsonSchemaCredential => {
            let subject = of_credential(served, id, place)?;
            let schema =
                subject.get("jsonSchema").ok_or_else(|| malformed("the credential holds no schema"))?;
            (schema, subject.get("id").and_then(Value::as_str).unwrap_or(id))
        }
        SchemaForm::JsonSchema | SchemaForm::Validator2019 => (served, id),
    };
    if !schema.is_object() {
        return Err(malformed("the schema is not an object"));
    }
    // VC JSON Schema §3.1.1: `$id` has to be there and to identify the schema.
    let own = schema.get("$id").and_then(Value::as_str);
    if form != SchemaForm::Validator2019 {
        let own = own.ok_or_else(|| malformed("the schema has no `$id`"))?;
        if own != named {
            let message = format!("the schema calls itself `{}`", own.chars().take(80).collect::<String>());
            let finding = Finding::error(codes::SCHEMA_ID, place.clone(), message);
            return Err(Box::new(finding.with("found", own).with("expected", named)));
        }
    }
    // §3.1.2: and so has `$schema`.
    let dialect = match (schema.get("$schema").and_then(Value::as_str), form) {
        (Some(dialect), _) => dialect,
        (None, SchemaForm::Validator2019) => "https://json-schema.org/draft/2019-09/schema",
        (None, _) => return Err(malformed("the schema has no `$schema`")),
    };
    let Some(draft) = draft(dialect) else {
        let message =
            format!("schemas of `{}` are not evaluated", dialect.chars().take(80).collect::<String>());
        return Err(Box::new(Finding::undetermined(codes::SCHEMA_DIALECT, place.clone(), message)));
    };
    let id = own.unwrap_or_default();
    let mut count = Count { root: schema, id, known: BTreeMap::new(), refers_to_itself: false };
    let subschemas = count.of(schema).map_err(|message| unusable(message.to_owned()))?;
    if count.refers_to_itself {
        Work::check(schema, id, subschemas, credential).map_err(|message| unusable(message.to_owned()))?;
    }

    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        // Under http, https, with or without a fragment it is the same.
        members.insert("$schema".to_owned(), canonical(draft).into());
    }
    let options = jsonschema::options().with_draft(draft).offline();
    let options = options.with_pattern_options(PatternOptions::regex().size_limit(1 << 20));
    let validator = options
        .build(&schema)
        .map_err(|error| unusable(format!("the schema cannot be evaluated: {error}")))?;
    let mut findings = Vec::new();
    let errors = validator.iter_errors(credential).into_errors();
    if errors.len() > MOST_VIOLATIONS {
        let message = format!("{MOST_VIOLATIONS} of {} violations of the schema are told", errors.len());
        let finding = Finding::note(codes::CUT_SHORT, place.clone(), message);
        findings.push(finding.with("found", errors.len()).with("limit", MOST_VIOLATIONS));
    }
    for error in errors.iter().take(MOST_VIOLATIONS) {
        let at = Pointer::parse(error.instance_path().as_str()).unwrap_or_default();
        // What the credential says stands at the place; the message need not repeat it.
        let message = format!("does not keep the schema's `{}`", error.kind().keyword());
        let finding = Finding::error(codes::SCHEMA_VIOLATED, at, message);
        findings.push(finding.with("schema", named).with("rule", error.schema_path().as_str()));
    }
    Ok(findings)
}

/// The subject of a credential that holds a schema (VC JSON Schema §2.2).
fn of_credential<'a>(served: &'a Value, id: &str, place: &Pointer) -> Result<&'a Value, Box<Finding>> {
    let malformed = |message: &str| Box::new(Finding::error(codes::SCHEMA_MALFORMED, place.clone(), message));
    let has_type = |node: &Value, name: &str| {
        node.get("type").map(one_or_many).unwrap_or_default().iter().any(|found| found == name)
    };
    if !has_type(served, "JsonSchemaCredential") {
        return Err(malformed("what is served is not a credential that holds a schema"));
    }
    let found = served.get("id").and_then(Value::as_str);
    if found != Some(id) {
        let message = "another credential is served than the one that is named";
        let finding = Finding::error(codes::SCHEMA_ID, place.clone(), message);
        return Err(Box::new(finding.with("found", found).with("expected", id)));
    }
    let own = served.get("credentialSchema").map(one_or_many).unwrap_or_default();
    let [own] = own else { return Err(malformed("the credential does not name the one schema of its own")) };
    if own.get("id").and_then(Value::as_str) != Some(OF_CREDENTIALS) || !has_type(own, "JsonSchema") {
        return Err(malformed("the credential does not name the schema of credentials that hold schemas"));
    }
    let subject = served.get("credentialSubject").filter(|subject| has_type(subject, "JsonSchema"));
    subject.ok_or_else(|| malformed("the credential's subject is not a `JsonSchema`"))
}

fn draft(dialect: &str) -> Option<Draft> {
    let name = dialect.strip_prefix("https://").or_else(|| dialect.strip_prefix("http://"))?;
    match name.strip_suffix('#').unwrap_or(name) {
        "json-schema.org/draft/2020-12/schema" => Some(Draft::Draft202012),
        "json-schema.org/draft/2019-09/schema" => Some(Draft::Draft201909),
        "json-schema.org/draft-07/schema" => Some(Draft::Draft7),
        _ => None,
    }
}

const fn canonical(draft: Draft) -> &'static str {
    match draft {
        Draft::Draft7 => "http://json-schema.org/draft-07/schema#",
        Draft::Draft201909 => "https://json-schema.org/draft/2019-09/schema",
        _ => "https://json-schema.org/draft/2020-12/schema",
    }
}

/// Counts subschemas as often as they are referred to.
struct Count<'a> {
    root: &'a Value,
    id: &'a str,
    /// By reference; nothing while it is being counted.
    known: BTreeMap<&'a str, Option<usize>>,
    /// Whether a reference leads to what holds it.
    refers_to_itself: bool,
}

impl<'a> Count<'a> {
    fn of(&mut self, value: &'a Value) -> Result<usize, &'static str> {
        const TOO_MANY: &str = "the schema has too many subschemas";
        let mut count = 1_usize;
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let more = match (name.as_str(), member) {
                        ("$ref", Value::String(target)) => self.referred(target)?,
                        // References inside it would lead elsewhere than they seem to.
                        ("$id", Value::String(_)) if !std::ptr::eq(value, self.root) => {
                            return Err("the schema holds another one with an identifier of its own");
                        }
                        ("$dynamicRef" | "$recursiveRef", Value::String(_)) => {
                            return Err("the schema refers to itself in a way that is not followed");
                        }
                        _ => self.of(member)?,
                    };
                    count = count.checked_add(more).filter(|n| *n <= MOST_SUBSCHEMAS).ok_or(TOO_MANY)?;
                }
            }
            Value::Array(items) => {
                for item in items {
                    let more = self.of(item)?;
                    count = count.checked_add(more).filter(|n| *n <= MOST_SUBSCHEMAS).ok_or(TOO_MANY)?;
                }
            }
            _ => {}
        }
        Ok(count)
    }

    fn referred(&mut self, target: &'a str) -> Result<usize, &'static str> {
        match self.known.get(target) {
            Some(Some(count)) => return Ok(*count),
            // What a circle costs depends on the document.
            Some(None) => {
                self.refers_to_itself = true;
                return Ok(1);
            }
            None => {}
        }
        let found = target_of(self.root, self.id, target)?;
        if std::ptr::eq(found, self.root) {
            self.refers_to_itself = true;
            return Ok(1);
        }
        self.known.insert(target, None);
        let count = self.of(found)?;
        self.known.insert(target, Some(count));
        Ok(count)
    }
}

/// What a reference in a schema of that identifier leads to.
fn target_of<'a>(root: &'a Value, id: &str, target: &str) -> Result<&'a Value, &'static str> {
    let outside = "the schema refers to something outside itself";
    let fragment = match target.split_once('#') {
        Some((base, fragment)) if base.is_empty() || base == id => fragment,
        None if target == id => "",
        _ => return Err(outside),
    };
    root.pointer(fragment).ok_or(outside)
}
