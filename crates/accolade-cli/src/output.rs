//! Writing files: whole or not at all, nothing replaced unasked, secrets for their owner alone.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::error::CliError;

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Whoever the system's defaults let.
    Anyone,
    /// Its owner alone, from the moment it exists.
    Owner,
}

/// Writes a file that must not be there yet, or, with `force`, replaces it. A write that fails leaves nothing behind, and
/// a link of that name is replaced, never followed.
///
/// # Errors
/// [`CliError::AlreadyThere`] and [`CliError::Unwritable`].
pub(crate) fn write_file(path: &Path, bytes: &[u8], readers: Readers, force: bool) -> Result<(), CliError> {
    let written = if force {
        draft_of(path).and_then(|draft| {
            fill(&draft, bytes, readers)?;
            fs::rename(&draft, path).inspect_err(|_| discard(&draft))
        })
    } else {
        fill(path, bytes, readers)
    };
    written.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => CliError::AlreadyThere { path: path.to_owned() },
        _ => CliError::Unwritable { path: path.to_owned(), source },
    })
}

fn fill(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut file = create(path, readers)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| discard(path))
}

/// Removes what this process made and nobody wants. There is nothing better to do if that fails too.
fn discard(path: &Path) {
    let _ = fs::remove_file(path);
}

/// Makes a file that was not there, its permissions set as it is made.
fn create(path: &Path, readers: Readers) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    options.open(path)
}

/// The name under which a file is written before it takes another's place.
fn draft_of(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::other("it does not name a file"))?;
    let mut draft = OsString::from(".");
    draft.push(name);
    draft.push(format!(".{}", std::process::id()));
    Ok(path.with_file_name(draft))
}
