use std::path::PathBuf;

use accolade::{
    Filled, IssueError, Issuer, Securing,
    bake::BakeOptions,
    edition_of,
    json::{self, Limits, Value},
    keys::{CryptoProvider, KeyType},
    mandatory_pointers,
    proof::{
        data_integrity::Disclosable,
        sd_jwt::{SdJwtOptions, salts_needed},
    },
    report::printable,
};
use clap::ValueEnum;
use serde_json::Map;
use time::OffsetDateTime;

use super::{COULD_NOT_RUN, DONE, INVALID, bake::into_image, derive::pointers};
use crate::{
    clock::time_or_now,
    documents::Documents,
    entropy,
    error::CliError,
    explanations::explain,
    keyfile::{self, PassphraseSource},
    output::{Readers, write_file},
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The credential without its proof, as JSON
    template: String,
    /// The issuer's secret key: PEM, JWK or Multikey
    #[arg(short, long, value_name = "FILE")]
    key: String,
    #[command(flatten)]
    passphrase: PassphraseSource,
    /// Where the issuer publishes the key, such as `did:web:school.example#key-1`; the key's own did:key if not given
    #[arg(long, value_name = "URL")]
    verification_method: Option<String>,
    /// An embedded proof, a JWT of Open Badges 3.0, a JWT of VC-JOSE-COSE, an SD-JWT, or a COSE message in an envelope
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_possible_values = true,
        value_name = "di|jwt|vc-jwt|sd-jwt|cose"
    )]
    format: Format,
    /// The cryptosuite of an embedded proof, such as `eddsa-jcs-2022`; the one that suits the key if not given
    #[arg(long, value_name = "NAME")]
    suite: Option<String>,
    /// Of an SD-JWT, what its holder may leave out: a JSON pointer, may be repeated
    #[arg(long, value_name = "POINTER")]
    sd: Vec<String>,
    /// Of an SD-JWT, the holder's public key, without which nobody else can present it to those who ask for a key binding
    #[arg(long, value_name = "FILE")]
    holder_key: Option<String>,
    /// Make a base proof, from which the holder derives proofs that show a part; the key is on P-256
    #[arg(long)]
    disclosable: bool,
    /// What is always shown of a disclosable credential: a JSON pointer, may be repeated; issuer, validity, status, schema
    /// and terms if not given
    #[arg(long, value_name = "POINTER", requires = "disclosable")]
    mandatory: Vec<String>,
    /// When the proof is made; now if not given
    #[arg(long, value_name = "TIME")]
    created: Option<String>,
    /// Bake the credential into this PNG or SVG, which is left as it is
    #[arg(long, value_name = "IMAGE", requires = "output")]
    bake: Option<String>,
    /// Where to write it; standard output if not given
    #[arg(short, long = "out", value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// An embedded Data Integrity proof.
    #[default]
    Di,
    /// A compact JWS, as Open Badges 3.0 §8.2 has it.
    Jwt,
    /// A compact JWS, as VC-JOSE-COSE has it.
    VcJwt,
    /// An SD-JWT, of which the holder may leave out parts.
    SdJwt,
    /// A COSE message.
    Cose,
}

impl Format {
    /// The name that it is asked for by.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let created = time_or_now(args.created.as_deref())?;
    let mut credential = read_template(&args.template)?;
    let key = keyfile::read_secret(&args.key, &args.passphrase)?;
    check_options(args)?;
    if key.key_type() == KeyType::Rsa && args.format == Format::Di {
        return Err(CliError::refused(
            "RSA keys make no embedded proofs",
            "say `--format jwt`, or use another key",
        ));
    }
    let of_bbs = key.key_type() == KeyType::Bls12381G2;
    if of_bbs && !args.disclosable {
        return Err(CliError::refused(
            "BLS12-381 keys sign what is shown in parts",
            "say `--disclosable`, or use another key",
        ));
    }
    let issuer = match &args.verification_method {
        Some(method) => Issuer::new(method, key.public_key().clone()),
        None => Issuer::did_key(key.public_key()),
    }
    .with_provider(CryptoProvider::native());
    fill_in(&mut credential, &issuer, created, terminal)?;

    let document = Value::Object(credential.clone());
    let issued = if args.disclosable {
        let disclosable = disclosable(args, &document)?;
        let suite = args.suite.as_deref().unwrap_or(if of_bbs { "bbs-2023" } else { "ecdsa-sd-2023" });
        issuer.issue_disclosable(&document, suite, disclosable, created, &key)
    } else {
        issuer.issue(&document, &securing(args)?, created, &key)
    };
    let issued = match issued {
        Ok(issued) => issued,
        Err(error) => return refuse(&args.template, &error, terminal),
    };
    let text = issued.to_text();
    let bytes = match &args.bake {
        None => format!("{text}\n").into_bytes(),
        Some(image) => {
            let edition = edition_of(&Value::Object(credential));
            into_image(image, &text, &BakeOptions { edition, ..BakeOptions::default() })?
        }
    };
    match &args.output {
        None => terminal.foreign_text(&text)?,
        Some(path) => {
            write_file(path, &bytes, Readers::Anyone, args.force)?;
            terminal
                .line(terminal.say("wrote", &[&terminal.bold(&printable(&path.display().to_string()))]))?;
        }
    }
    Ok(DONE)
}

/// Refuses what is said of another form than the one asked for: an option that changes nothing would be a promise not kept.
fn check_options(args: &Args) -> Result<(), CliError> {
    let form = args.format.name();
    if args.disclosable && args.format != Format::Di {
        return Err(CliError::refused(
            format!("a base proof is an embedded one, and `{form}` is another form"),
            format!("leave out `--format {form}`, or say `--format sd-jwt --sd POINTER`"),
        ));
    }
    if args.suite.is_some() && args.format != Format::Di {
        return Err(CliError::refused(
            "only embedded proofs have a cryptosuite",
            format!("leave out `--suite` or `--format {form}`"),
        ));
    }
    if (!args.sd.is_empty() || args.holder_key.is_some()) && args.format != Format::SdJwt {
        return Err(CliError::refused(
            "only an SD-JWT has parts that can be left out under `--sd`, and a `--holder-key`",
            "say `--format sd-jwt`; for an embedded proof of which a part can be shown, `--disclosable`",
        ));
    }
    Ok(())
}

/// The form asked for.
fn securing(args: &Args) -> Result<Securing, CliError> {
    Ok(match args.format {
        Format::Di => args.suite.clone().map_or(Securing::Embedded, Securing::Cryptosuite),
        Format::Jwt => Securing::Jwt,
        Format::VcJwt => Securing::VcJwt,
        Format::Cose => Securing::Cose,
        Format::SdJwt => {
            let mut options = SdJwtOptions::default().disclosable(pointers(&args.sd)?);
            if let Some(path) = &args.holder_key {
                options = options.holder_key(&keyfile::read_public(path, &args.passphrase)?);
            }
            let salts = (0..salts_needed(&options)).map(|_| entropy::bytes().map(|salt| *salt));
            let salts = salts.collect::<Result<Vec<_>, _>>()?;
            Securing::SdJwt { options: Box::new(options), salts }
        }
    })
}

/// What is always shown, and fresh keys for this one proof.
fn disclosable(args: &Args, credential: &Value) -> Result<Disclosable, CliError> {
    let mandatory = match args.mandatory.as_slice() {
        [] => mandatory_pointers(credential),
        given => pointers(given)?,
    };
    Disclosable::new(mandatory, &*entropy::bytes()?)
        .map_err(|error| CliError::coded("the keys of the proof", error.code(), error))
}

fn read_template(input: &str) -> Result<Map<String, Value>, CliError> {
    let bytes = Documents::new(false).input(input)?;
    let value = json::parse(&bytes, &Limits::default())
        .map_err(|error| CliError::coded(format!("{input} at `{}`", error.pointer()), error.code(), error))?;
    match value {
        Value::Object(members) if members.contains_key("proof") => Err(CliError::refused(
            format!("`{input}` is signed already"),
            "take its `proof` out to sign it anew",
        )),
        Value::Object(members) => Ok(members),
        _ => Err(CliError::refused(
            format!("`{input}` is not a JSON object"),
            "give a credential without its proof",
        )),
    }
}

/// Fills in what follows from the key and the clock, and says so; what the template states is never changed.
fn fill_in(
    credential: &mut Map<String, Value>,
    issuer: &Issuer,
    created: OffsetDateTime,
    terminal: &Terminal,
) -> Result<(), CliError> {
    let say = |name: &str, value: &str| terminal.notice("filledIn", &[name, value]);
    if !credential.contains_key("id") {
        let id = entropy::uuid()?;
        say("id", &id);
        credential.insert("id".to_owned(), id.into());
    }
    for Filled { pointer, value, .. } in issuer.complete(credential, created) {
        say(&pointer.segments().collect::<Vec<_>>().join("."), &value);
    }
    Ok(())
}

/// Says why a credential was not signed.
fn refuse(template: &str, error: &IssueError, terminal: &Terminal) -> Result<u8, CliError> {
    let findings = error.findings();
    terminal.notice("notSigned", &[template]);
    for finding in &findings {
        eprintln!("  {}", printable(&terminal.found(finding)));
    }
    if let Some(explanation) = findings.first().and_then(|first| explain(first.code.as_str())) {
        eprintln!("  {}", terminal.explained(explanation).1);
    }
    // Either the key does not suit, or a verifier would call the credential invalid.
    let of_key = matches!(error, IssueError::Key(_))
        || findings.iter().all(|finding| finding.pointer.as_str().starts_with("/proof"));
    Ok(if of_key { COULD_NOT_RUN } else { INVALID })
}
