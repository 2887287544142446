//! Reading a file or standard input.
#![expect(clippy::disallowed_methods, reason = "files are read here")]

use std::{
    fs::File,
    io::{self, Read},
};

use crate::error::CliError;

/// The largest input: a baked image holds a credential of at most 16 MiB, and an image.
pub(crate) const LARGEST: u64 = 64 << 20;

/// Reads a file, or standard input for `-`, whole.
///
/// # Errors
/// [`CliError::Unreadable`].
pub(crate) fn read(input: &str) -> Result<Vec<u8>, CliError> {
    let opened: io::Result<Box<dyn Read>> = match input {
        "-" => Ok(Box::new(io::stdin().lock())),
        path => File::open(path).map(|file| Box::new(file) as Box<dyn Read>),
    };
    let bytes = opened.and_then(|source| {
        let mut bytes = Vec::new();
        source.take(LARGEST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    match bytes {
        Ok(bytes) if bytes.len() as u64 > LARGEST => {
            Err(CliError::unreadable(input, format_args!("it is larger than {} MiB", LARGEST >> 20)))
        }
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(CliError::unreadable(input, error)),
    }
}

/// Whether an input is to be fetched rather than opened. A file may have any name, so only a full scheme counts.
pub(crate) fn is_url(input: &str) -> bool {
    let scheme = |name: &str| input.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    scheme("https://") || scheme("http://")
}
