//! Does the credential keep the schemas it names?

use accolade_json::{Value, one_or_many};
use accolade_model::{check_schema, class::Edition, editions};
use accolade_report::{Check, CheckId, Finding, Pointer};

use super::{
    nested::Inner,
    pass::{Level, Pass},
    places::each,
};
use crate::codes;

impl Pass<'_> {
    /// The published schemas of Open Badges say no more than the class tables that the model was checked by; any other
    /// schema is asked for and evaluated, where this software was built to.
    pub(super) fn schemas(&mut self, credential: &Value, level: Level, inner: &mut Vec<Inner>) -> Check {
        if each(credential, "credentialSchema").next().is_none() {
            return Check::not_applicable(CheckId::Schema);
        }
        let mut check = Check::new(CheckId::Schema);
        for (place, entry) in each(credential, "credentialSchema").take(MOST) {
            let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
            // What a credential that holds a schema must look like is checked where it is used.
            let types = credential.get("type").map(one_or_many).unwrap_or_default();
            if id == OF_CREDENTIALS && types.iter().any(|name| name == "JsonSchemaCredential") {
                continue;
            }
            let published = PUBLISHED.iter().any(|base| id.starts_with(base));
            let satisfied = if published { editions(credential) } else { Vec::new() };
            if !satisfied.is_empty() {
                let name = |edition: &Edition| match edition {
                    Edition::Strict2024 => "strict 2024",
                    _ => "live 2026",
                };
                check.add_fact("editions", satisfied.iter().map(name).collect::<Vec<&str>>());
                continue;
            }
            match published.then(|| check_schema(credential, Edition::Live2026)).flatten() {
                Some(findings) => check.extend(findings),
                None => check.extend(self.foreign(credential, entry, &place, level, inner)),
            }
        }
        let found = each(credential, "credentialSchema").count();
        if found > MOST {
            let message = format!("only the first {MOST} of {found} schemas were evaluated");
            let place = Pointer::root().key("credentialSchema");
            check.add(Finding::undetermined(codes::NESTED_NOT_VERIFIED, place, message));
        }
        check
    }
}

/// The most schemas of one credential that are evaluated.
const MOST: usize = 16;

/// The schema that every credential with a schema in it names.
const OF_CREDENTIALS: &str = "https://www.w3.org/2022/credentials/v2/json-schema-credential-schema.json";

/// Where 1EdTech publishes the schemas that the class tables stand for.
const PUBLISHED: &[&str] = &[
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential",
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_anyachievementcredential",
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential",
    "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential",
];

fn not_evaluated(id: &str, place: &Pointer) -> Vec<Finding> {
    let message = format!("the schema `{}` was not evaluated", id.chars().take(80).collect::<String>());
    vec![Finding::undetermined(codes::SCHEMA_NOT_CHECKED, place.clone(), message)]
}

#[cfg(not(feature = "jsonschema"))]
impl Pass<'_> {
    fn foreign(
        &mut self,
        _: &Value,
        entry: &Value,
        place: &Pointer,
        _: Level,
        _: &mut Vec<Inner>,
    ) -> Vec<Finding> {
        not_evaluated(entry.get("id").and_then(Value::as_str).unwrap_or_default(), place)
    }
}

#[cfg(feature = "jsonschema")]
mod foreign {
    use accolade_json::{Limits, Value, one_or_many, parse};
    use accolade_report::{Finding, Pointer, Role};

    use super::{Inner, Level, Pass, not_evaluated};
    use crate::{Answer, Request, RequestKind, SchemaForm, check_schema, codes, input::Input};

    /// The longest schema that is read.
    const MOST_BYTES: usize = 1 << 20;

    impl Pass<'_> {
        /// A schema of somebody else's.
        pub(super) fn foreign(
            &mut self,
            credential: &Value,
            entry: &Value,
            place: &Pointer,
            level: Level,
            inner: &mut Vec<Inner>,
        ) -> Vec<Finding> {
            let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
            let types = entry.get("type").map(one_or_many).unwrap_or_default();
            let form = types.iter().filter_map(Value::as_str).find_map(SchemaForm::of);
            let Some(form) = form.filter(|_| id.contains(':')) else {
                return not_evaluated(id, place);
            };
            let bytes = match self.resources.find(id) {
                None => {
                    self.needs.insert(Request { kind: RequestKind::Schema, url: id.to_owned() });
                    return Vec::new();
                }
                Some(Answer::Unavailable { code, reason }) => {
                    let message = format!("the schema could not be fetched from `{id}`: {reason}");
                    let finding = Finding::undetermined(codes::SCHEMA_UNAVAILABLE, place.clone(), message);
                    return vec![finding.with("url", id).with("reason", code.as_str())];
                }
                Some(Answer::Document { bytes, .. }) => bytes.clone(),
            };
            let served = match form {
                SchemaForm::JsonSchemaCredential => match self.schema_credential(&bytes, place, level, inner)
                {
                    Ok(served) => served,
                    Err(finding) => return vec![*finding],
                },
                SchemaForm::JsonSchema | SchemaForm::Validator2019 => {
                    match parse(&bytes, &Limits { bytes: MOST_BYTES, ..Limits::default() }) {
                        Ok(schema) => schema,
                        Err(error) => {
                            let message = format!("the schema cannot be read: {error}");
                            let finding =
                                Finding::undetermined(codes::SCHEMA_UNUSABLE, place.clone(), message);
                            return vec![finding.with("reason", error.code().as_str())];
                        }
                    }
                }
            };
            check_schema(credential, place, form, id, &served)
        }

        /// A schema that stands in a credential, which is verified like any other.
        fn schema_credential(
            &mut self,
            bytes: &[u8],
            place: &Pointer,
            level: Level,
            inner: &mut Vec<Inner>,
        ) -> Result<Value, Box<Finding>> {
            let not_verified = |reason: Option<&str>| {
                let message = "the credential that holds the schema is not proven to be genuine and in force";
                let finding = Finding::undetermined(codes::SCHEMA_NOT_VERIFIED, place.clone(), message);
                Box::new(finding.with("reason", reason))
            };
            let Input { secured, .. } = Input::read_plain(bytes, self.verifier.policy());
            let Some(secured) = secured else {
                return Err(not_verified(Some(codes::UNKNOWN_INPUT.as_str())));
            };
            let one = self.nested(secured, &place.key("id"), Role::Schema, level.beside())?;
            let reason = one.verification.report().gravest().map(|finding| finding.code.as_str());
            let served = one.verification.clone().into_verified();
            inner.push(one);
            served.map(crate::Verified::into_inner).map_err(|_| not_verified(reason))
        }
    }
}
