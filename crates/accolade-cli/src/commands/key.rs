use std::path::PathBuf;

use accolade::{
    keys::{KeyType, PublicKey, SecretKey},
    report::printable,
};
use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::DONE;
use crate::{
    entropy,
    error::CliError,
    keyfile::{self, PassphraseSource},
    output::{Readers, write_file},
    terminal::Terminal,
};

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key and write it to a file that only its owner can read
    New(NewArgs),
    /// Show the public parts of a key: did:key, Multikey, JWK
    Show(ShowArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct NewArgs {
    /// The kind of key
    #[arg(long = "type", value_enum, value_name = "TYPE", default_value_t)]
    kind: Kind,
    /// Where to write it, as PKCS#8 PEM; a key that PEM has no name for as a JSON Web Key
    #[arg(short, long = "out", value_name = "FILE")]
    output: PathBuf,
    /// Encrypt it with a passphrase, which is asked for
    #[arg(long)]
    encrypt: bool,
    #[command(flatten)]
    passphrase: PassphraseSource,
    /// Replace FILE, and lose the key that is in it
    #[arg(long)]
    force: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// The key file: PEM, JWK or Multikey
    file: String,
    #[command(flatten)]
    passphrase: PassphraseSource,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// For `eddsa-rdfc-2022`, which every Open Badges 3.0 verifier checks
    #[default]
    Ed25519,
    /// For ES256
    P256,
    /// For ES384
    P384,
    /// For `bbs-2023`, whose proofs cannot be linked to each other; written as a JSON Web Key
    #[value(name = "bls12381")]
    Bls12381,
    /// For the draft suites of ML-DSA, which may change; written as a JSON Web Key
    #[cfg(feature = "draft-mldsa")]
    #[value(name = "mldsa44")]
    MlDsa44,
    /// For RS256; made with other tools
    Rsa,
}

pub(crate) fn run(command: &KeyCommand, terminal: &mut Terminal) -> Result<u8, CliError> {
    match command {
        KeyCommand::New(args) => new(args, terminal),
        KeyCommand::Show(args) => show(args, terminal),
    }
}

fn new(args: &NewArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    let key_type = match args.kind {
        Kind::Ed25519 => KeyType::Ed25519,
        Kind::P256 => KeyType::P256,
        Kind::P384 => KeyType::P384,
        Kind::Bls12381 => KeyType::Bls12381G2,
        #[cfg(feature = "draft-mldsa")]
        Kind::MlDsa44 => KeyType::MlDsa44,
        Kind::Rsa => {
            return Err(CliError::refused(
                "RSA keys are not made here",
                "`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out FILE` makes one",
            ));
        }
    };
    let has_pem = !matches!(key_type, KeyType::Bls12381G2 | KeyType::MlDsa44);
    if !has_pem && (args.encrypt || args.passphrase.is_given()) {
        return Err(CliError::refused(
            format!("{} keys have no form that a passphrase protects", key_type.name()),
            "leave out the passphrase, and keep the file where only you can read it",
        ));
    }
    // Asked before the passphrase is, and made sure of as the file is created.
    if !args.force && args.output.symlink_metadata().is_ok() {
        return Err(CliError::AlreadyThere { path: args.output.clone() });
    }
    let encrypted = args.encrypt || args.passphrase.is_given();
    let passphrase = encrypted.then(|| args.passphrase.chosen()).transpose()?;
    let failed = |error: accolade::keys::KeyError| CliError::coded("new key", error.code(), error);
    let key = generate(key_type)?;
    let text = match &passphrase {
        None if !has_pem => key.to_jwk(),
        None => key.to_pem(),
        Some(passphrase) => key.to_encrypted_pem(passphrase.as_bytes(), &*entropy::bytes::<32>()?),
    };
    write_file(&args.output, text.map_err(failed)?.as_bytes(), Readers::Owner, args.force)?;

    let file = args.output.display().to_string();
    if !args.json {
        let phrase = if encrypted { "wroteLockedKey" } else { "wroteKey" };
        let shown = terminal.bold(&printable(&file));
        terminal.line(terminal.say(phrase, &[key_type.name(), &shown]))?;
        terminal.line(terminal.phrase("keepTheKey"))?;
        terminal.line("")?;
    }
    describe(key.public_key(), Some(&file), args.json, terminal)
}

fn show(args: &ShowArgs, terminal: &mut Terminal) -> Result<u8, CliError> {
    let key = keyfile::read_public(&args.file, &args.passphrase)?;
    describe(&key, None, args.json, terminal)
}

/// Makes a key of fresh entropy.
pub(crate) fn generate(key_type: KeyType) -> Result<SecretKey, CliError> {
    SecretKey::generate(key_type, &*entropy::bytes::<64>()?)
        .map_err(|error| CliError::coded("new key", error.code(), error))
}

/// Prints what may be known of a key.
fn describe(
    key: &PublicKey,
    file: Option<&str>,
    json: bool,
    terminal: &mut Terminal,
) -> Result<u8, CliError> {
    let multikey = key.to_multikey();
    let did = format!("did:key:{multikey}");
    let method = format!("{did}#{multikey}");
    let jwk = key.to_jwk();
    if json {
        let mut line = json!({
            "type": key.key_type().name(),
            "did": did,
            "verificationMethod": method,
            "publicKeyMultibase": multikey,
            "publicKeyJwk": jwk,
        });
        if let (Some(file), Some(members)) = (file, line.as_object_mut()) {
            members.insert("file".to_owned(), file.into());
        }
        terminal.json(&line)?;
    } else {
        for (name, value) in [
            (terminal.phrase("keyType"), key.key_type().name()),
            ("did", &did),
            (terminal.phrase("verificationMethod"), &method),
            ("Multikey", &multikey),
            ("JWK", &jwk.to_string()),
        ] {
            terminal.line(format!("{} {}", terminal.faint(&format!("{name:<20}")), printable(value)))?;
        }
    }
    Ok(DONE)
}
