//! `validate --format F --schema FILE --credential FILE --output FILE`.

use std::path::PathBuf;

use accolade::{
    SchemaForm, check_schema,
    json::Value,
    report::{Pointer, Severity},
};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::{Failure, read, said, write};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write whether the credential keeps the schema: success, failure or indeterminate
    Validate(Files),
}

#[derive(Debug, Args)]
pub(crate) struct Files {
    /// `JsonSchema` or `JsonSchemaCredential`
    #[arg(long)]
    format: String,
    /// What is served for the schema
    #[arg(long)]
    schema: PathBuf,
    /// The credential that names it
    #[arg(long)]
    credential: PathBuf,
    /// Where the result goes
    #[arg(long)]
    output: PathBuf,
}

impl Command {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let Self::Validate(Files { format, schema, credential, output }) = self;
        let form = SchemaForm::of(&format).ok_or("no such format")?;
        let (result, data) = outcome(&read(&credential)?, form, &format, &read(&schema)?);
        write(&output, &json!({"result": result, "data": data}))
    }
}

fn outcome(credential: &Value, form: SchemaForm, format: &str, schema: &Value) -> (&'static str, String) {
    let place = Pointer::root().key("credentialSchema");
    let entry = credential.get("credentialSchema").unwrap_or(&Value::Null);
    // An entry of another type is not what was asked about.
    if entry.get("type").and_then(Value::as_str) != Some(format) {
        return ("failure", format!("the entry is not of the type `{format}`"));
    }
    let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
    let findings = check_schema(credential, &place, form, id, schema);
    let any = |severity| findings.iter().any(|finding| finding.severity == severity);
    let result = match (any(Severity::Error), any(Severity::Undetermined)) {
        (true, _) => "failure",
        (false, true) => "indeterminate",
        (false, false) => "success",
    };
    (result, said(&findings))
}
