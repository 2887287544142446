//! Key files and their passphrases.

use std::{io::IsTerminal, path::Path};

use accolade::{
    json::{self, Limits},
    keys::{KeyError, PublicKey, SecretKey, Zeroizing},
};
use zeroize::Zeroize;

use crate::{error::CliError, input};

/// Where the passphrase of a key comes from.
#[derive(Debug, clap::Args)]
pub(crate) struct PassphraseSource {
    /// Read the passphrase from the first line of FILE instead of asking for it
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<String>,
}

impl PassphraseSource {
    /// Whether a passphrase is given by file.
    pub(crate) const fn is_given(&self) -> bool {
        self.passphrase_file.is_some()
    }

    /// The passphrase for a key that exists.
    fn known(&self, about: &str) -> Result<Zeroizing<String>, CliError> {
        match &self.passphrase_file {
            Some(file) => from_file(file),
            None => ask(&format!("Passphrase for {about}: ")),
        }
    }

    /// The passphrase for a new key; typed twice where it is typed.
    pub(crate) fn chosen(&self) -> Result<Zeroizing<String>, CliError> {
        if let Some(file) = &self.passphrase_file {
            return from_file(file);
        }
        let first = ask("New passphrase: ")?;
        if *ask("The same again: ")? != *first {
            return Err(CliError::refused("the two passphrases differ", "try again"));
        }
        not_empty(first)
    }
}

/// Reads a secret key: PKCS#8 PEM, plain or encrypted; a secret JWK; or a secret Multikey.
pub(crate) fn read_secret(path: &str, passphrase: &PassphraseSource) -> Result<SecretKey, CliError> {
    let text = read_text(path)?;
    let read = match text.trim_start().chars().next() {
        Some('{') => SecretKey::from_jwk(&*read_jwk(path, &text)?),
        Some('-') => match SecretKey::from_pem(&text, None) {
            Err(KeyError::PasswordNeeded) => {
                let passphrase = passphrase.known(path)?;
                SecretKey::from_pem(&text, Some(passphrase.as_bytes()))
            }
            read => read,
        },
        _ => SecretKey::from_multikey(text.trim()),
    };
    let key = read.map_err(|error| CliError::coded(path, error.code(), error))?;
    warn_if_shared(path);
    Ok(key)
}

/// Reads the public part of a key file, which may hold a secret key in a form of [`read_secret`], or a public one.
pub(crate) fn read_public(path: &str, passphrase: &PassphraseSource) -> Result<PublicKey, CliError> {
    let text = read_text(path)?;
    let read = match text.trim_start().chars().next() {
        Some('{') => {
            let jwk = read_jwk(path, &text)?;
            if jwk.get("d").is_some() { None } else { Some(PublicKey::from_jwk(&jwk)) }
        }
        Some('-') if text.contains("-----BEGIN PUBLIC KEY-----") => Some(PublicKey::from_pem(&text)),
        Some('z') => PublicKey::from_multikey(text.trim()).ok().map(Ok),
        _ => None,
    };
    match read {
        Some(read) => read.map_err(|error| CliError::coded(path, error.code(), error)),
        None => read_secret(path, passphrase).map(|secret| secret.public_key().clone()),
    }
}

fn read_text(path: &str) -> Result<Zeroizing<String>, CliError> {
    if input::is_url(path) {
        return Err(CliError::refused(
            format!("`{path}` is a URL, and keys are not fetched"),
            "give a file that holds the key",
        ));
    }
    let bytes = Zeroizing::new(input::read(path)?);
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err(CliError::refused(
            format!("`{path}` is not a key in PEM, JWK or Multikey form"),
            "a key in DER form becomes PEM with `openssl pkey -inform DER -in FILE`",
        )),
    }
}

/// A JWK whose strings are wiped when it is dropped.
struct Jwk(json::Value);

impl std::ops::Deref for Jwk {
    type Target = json::Value;

    fn deref(&self) -> &json::Value {
        &self.0
    }
}

impl Drop for Jwk {
    fn drop(&mut self) {
        for member in self.0.as_object_mut().into_iter().flat_map(|members| members.values_mut()) {
            if let json::Value::String(text) = member {
                text.zeroize();
            }
        }
    }
}

fn read_jwk(path: &str, text: &str) -> Result<Jwk, CliError> {
    json::parse(text.as_bytes(), &Limits::default())
        .map(Jwk)
        .map_err(|error| CliError::coded(path, error.code(), error))
}

fn from_file(file: &str) -> Result<Zeroizing<String>, CliError> {
    let text = read_text(file)?;
    not_empty(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}

fn not_empty(passphrase: Zeroizing<String>) -> Result<Zeroizing<String>, CliError> {
    if passphrase.is_empty() {
        return Err(CliError::refused("an empty passphrase protects nothing", "choose another one"));
    }
    Ok(passphrase)
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, CliError> {
    // Standard input may be the credential while somebody sits at the terminal.
    if !std::io::stdin().is_terminal() && !std::io::stderr().is_terminal() {
        return Err(CliError::refused(
            "a passphrase is needed, and there is no terminal to ask for it",
            "give it with `--passphrase-file FILE`",
        ));
    }
    rpassword::prompt_password(prompt)
        .map(Zeroizing::new)
        .map_err(|error| CliError::unreadable("terminal", error))
}

/// Says so where others than the owner can read a secret key.
#[cfg(unix)]
fn warn_if_shared(path: &str) {
    use std::os::unix::fs::PermissionsExt;
    let mode = Path::new(path).metadata().map_or(0, |metadata| metadata.permissions().mode());
    if path != "-" && mode & 0o077 != 0 {
        let path = accolade::report::printable(path);
        eprintln!("accolade: others can read the secret key `{path}`; `chmod 600` it");
    }
}

#[cfg(not(unix))]
fn warn_if_shared(_: &str) {}
