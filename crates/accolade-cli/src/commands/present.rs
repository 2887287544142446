use std::path::PathBuf;

use accolade::{
    Answering, IssueError, Issued, Presentable, PresentationForm, Presenter,
    json::Limits,
    keys::{CryptoProvider, SecretKey},
    proof::{
        ProofError,
        sd_jwt::{SdJwt, bind},
    },
    report::{Pointer, printable},
};
use clap::ValueEnum;
use time::OffsetDateTime;

use super::DONE;
use crate::{
    clock::time_or_now,
    documents::Documents,
    error::CliError,
    keyfile::{self, PassphraseSource},
    output::{Readers, write_file},
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The credentials: files, `-` or https URLs
    #[arg(required = true)]
    credentials: Vec<String>,
    /// The holder's secret key: PEM, JWK or Multikey
    #[arg(short, long, value_name = "FILE")]
    key: String,
    #[command(flatten)]
    passphrase: PassphraseSource,
    /// Where the holder publishes the key, such as `did:web:ana.example#key-1`; the key's own did:key if not given
    #[arg(long, value_name = "URL")]
    verification_method: Option<String>,
    /// The verifier's challenge
    #[arg(long, value_name = "TEXT")]
    challenge: Option<String>,
    /// Whom the presentation is for, such as the verifier's host
    #[arg(long, value_name = "TEXT")]
    domain: Option<String>,
    /// An embedded proof, a JWT, a COSE message in an envelope, or one SD-JWT as it is, with the holder's key binding
    #[arg(long, value_enum, default_value_t, hide_possible_values = true, value_name = "di|jwt|cose|sd-jwt")]
    format: Format,
    /// The cryptosuite of an embedded proof, such as `eddsa-jcs-2022`; the one that suits the key if not given
    #[arg(long, value_name = "NAME")]
    suite: Option<String>,
    /// Of an SD-JWT, show what this JSON pointer leads to; may be repeated. Nothing else is shown that may be left out
    #[arg(long, value_name = "POINTER")]
    disclose: Vec<String>,
    /// When it is presented; now if not given
    #[arg(long, value_name = "TIME")]
    created: Option<String>,
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
    /// A compact JWS.
    Jwt,
    /// A COSE message.
    Cose,
    /// No presentation around it: the SD-JWT, bound to the verifier.
    SdJwt,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let created = time_or_now(args.created.as_deref())?;
    if args.suite.is_some() && args.format != Format::Di {
        return Err(CliError::refused("only embedded proofs have a cryptosuite", "leave out `--suite`"));
    }
    let places = args.disclose.iter().map(|text| {
        let malformed = || {
            CliError::refused(
                format!("`{text}` is not a JSON pointer"),
                "write it like `/credentialSubject/name`",
            )
        };
        Pointer::parse(text).ok_or_else(malformed)
    });
    let places = places.collect::<Result<Vec<_>, _>>()?;
    let documents = Documents::new(false);
    let (mut given, mut selective) = (Vec::new(), 0);
    for input in &args.credentials {
        let bytes = documents.input(input)?;
        match shown(&bytes, &places) {
            None => given.push(bytes),
            Some(Ok(text)) => {
                selective += 1;
                given.push(text.into_bytes());
            }
            Some(Err(error)) => return Err(CliError::coded(input, error.code(), error)),
        }
    }
    if selective == 0 && !places.is_empty() {
        return Err(CliError::refused(
            "none of the credentials is an SD-JWT",
            "of other credentials, `accolade derive` shows a part",
        ));
    }
    let key = keyfile::read_secret(&args.key, &args.passphrase)?;
    let text = match (args.format, given.as_slice()) {
        (Format::SdJwt, [one]) if selective == 1 => bound(one, args, &key, created)?,
        (Format::SdJwt, _) => {
            return Err(CliError::refused(
                "only one SD-JWT can be presented as it is",
                "say `--format di` or `--format jwt`, which puts several credentials in one presentation",
            ));
        }
        (form, given) => {
            if args.challenge.is_none() {
                terminal.notice("noChallenge", &[]);
            }
            presented(given, form, args, &key, created)?.to_text()
        }
    };
    match &args.output {
        None => terminal.foreign_text(&text)?,
        Some(path) => {
            write_file(path, format!("{text}\n").as_bytes(), Readers::Anyone, args.force)?;
            terminal
                .line(terminal.say("wrote", &[&terminal.bold(&printable(&path.display().to_string()))]))?;
        }
    }
    Ok(DONE)
}

/// What is to be shown of an SD-JWT; `None` where it is none.
fn shown(bytes: &[u8], places: &[Pointer]) -> Option<Result<String, ProofError>> {
    let text = std::str::from_utf8(bytes).ok()?.trim();
    let is_one = text.contains('~') && !text.starts_with(['{', '<']);
    is_one.then(|| SdJwt::read(text)?.present(places))
}

/// One SD-JWT with the holder's key binding.
fn bound(
    presented: &[u8],
    args: &Args,
    key: &SecretKey,
    created: OffsetDateTime,
) -> Result<String, CliError> {
    let (Some(challenge), Some(domain)) = (&args.challenge, &args.domain) else {
        return Err(CliError::refused(
            "a key binding answers a challenge, for somebody",
            "give `--challenge` and `--domain`, which the verifier names",
        ));
    };
    let refused = |error: ProofError| CliError::coded("the presentation", error.code(), error);
    let of_key = |error: accolade::keys::KeyError| CliError::coded(&args.key, error.code(), error);
    let algorithm = key.public_key().key_type().algorithms().first().copied();
    let algorithm =
        algorithm.ok_or_else(|| CliError::refused("this key signs no tokens", "use another key"))?;
    let presented = String::from_utf8_lossy(presented);
    let prepared = bind(&presented, algorithm, domain, challenge, created).map_err(refused)?;
    let signature =
        CryptoProvider::native().sign(algorithm, key, prepared.bytes_to_sign()).map_err(of_key)?;
    Ok(prepared.finish(&signature))
}

/// One presentation of them all.
fn presented(
    given: &[Vec<u8>],
    form: Format,
    args: &Args,
    key: &SecretKey,
    created: OffsetDateTime,
) -> Result<Issued, CliError> {
    let refused = |about: &str, error: IssueError| CliError::coded(about, error.code(), error);
    let read = |(input, bytes): (&String, &Vec<u8>)| {
        Presentable::read(bytes, Limits::default()).map_err(|error| refused(input, error))
    };
    let credentials = args.credentials.iter().zip(given).map(read).collect::<Result<Vec<_>, _>>()?;
    let presenter = match &args.verification_method {
        Some(method) => Presenter::new(method, key.public_key().clone()),
        None => Presenter::did_key(key.public_key()),
    };
    let presenter = presenter.with_provider(CryptoProvider::native());
    let mut answering = Answering::default();
    answering = answering.secured(match form {
        Format::Jwt => PresentationForm::Jwt,
        Format::Cose => PresentationForm::Cose,
        // An SD-JWT as it is does not come here.
        Format::Di | Format::SdJwt => PresentationForm::Embedded,
    });
    if let Some(suite) = &args.suite {
        answering = answering.cryptosuite(suite);
    }
    if let Some(challenge) = &args.challenge {
        answering = answering.challenge(challenge);
    }
    if let Some(domain) = &args.domain {
        answering = answering.domain(domain);
    }
    presenter
        .present(&credentials, &answering, created, key)
        .map_err(|error| refused("the presentation", error))
}
