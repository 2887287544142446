//! A folder of kept documents, one file each.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use super::Found;
use super::entry::{Entry, name_of};
use crate::FetchError;

#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// How many bytes its files have, as far as this process knows.
    bytes: AtomicU64,
    drafts: AtomicU64,
}

/// What is known about a document has at most so many bytes beside it.
const HEAD_BYTES: u64 = 64 << 10;

impl Folder {
    /// Opens a folder, or makes one for its owner alone.
    pub(super) fn open(path: &Path) -> Result<Self, FetchError> {
        let unusable = |reason: String| FetchError::CacheUnusable { reason };
        make(path).map_err(|error| unusable(format!("`{}`: {error}", path.display())))?;
        // Documents of a `did:web` are not signed: who can write here can sign for anybody.
        if others_may_write(path).map_err(|error| unusable(format!("`{}`: {error}", path.display())))? {
            return Err(unusable(format!("others may write to `{}`", path.display())));
        }
        let files = list(path).map_err(|error| unusable(format!("`{}`: {error}", path.display())))?;
        let bytes = files.iter().map(|file| file.bytes).sum();
        Ok(Self { path: path.to_owned(), bytes: AtomicU64::new(bytes), drafts: AtomicU64::new(0) })
    }

    /// What is kept for a URL, if it has at most `limit` bytes. What is broken is removed.
    pub(super) fn find(&self, url: &str, limit: usize) -> Found {
        let path = self.path.join(name_of(url));
        match read(&path, limit) {
            Ok(bytes) => match Entry::from_bytes(&bytes, url).filter(|entry| entry.body.len() <= limit) {
                Some(entry) => Found::Entry(Box::new(entry)),
                None => self.drop_corrupt(&path),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Found::Nothing,
            Err(_) => self.drop_corrupt(&path),
        }
    }

    /// Keeps a document; whether that was possible.
    pub(super) fn keep(&self, entry: &Entry, most_bytes: u64) -> bool {
        let bytes = entry.to_bytes();
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > most_bytes || self.write(&name_of(&entry.head.url), &bytes).is_err() {
            return false;
        }
        if self.bytes.fetch_add(length, Ordering::Relaxed).saturating_add(length) > most_bytes {
            self.make_room(most_bytes);
        }
        true
    }

    /// Forgets what is kept for a URL.
    pub(super) fn forget(&self, url: &str) {
        // A file that is not there, or that another process removes, is gone either way.
        let _ = fs::remove_file(self.path.join(name_of(url)));
    }

    fn drop_corrupt(&self, path: &Path) -> Found {
        // If it stays, it is no better the next time.
        let _ = fs::remove_file(path);
        Found::Corrupt
    }

    /// Writes a file whole or not at all: under another name first.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let number = self.drafts.fetch_add(1, Ordering::Relaxed);
        let draft = self.path.join(format!(".{name}.{}.{number}", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(&draft).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&draft, self.path.join(name))
        });
        written.inspect_err(|_| {
            let _ = fs::remove_file(&draft);
        })
    }

    /// Removes the oldest files until the rest is well below the limit.
    fn make_room(&self, most_bytes: u64) {
        let Ok(mut files) = list(&self.path) else { return };
        files.sort_unstable_by_key(|file| file.written);
        let mut left: u64 = files.iter().map(|file| file.bytes).sum();
        for file in files {
            if left <= most_bytes / 4 * 3 {
                break;
            }
            if fs::remove_file(self.path.join(&file.name)).is_ok() {
                left = left.saturating_sub(file.bytes);
            }
        }
        self.bytes.store(left, Ordering::Relaxed);
    }
}

struct Kept {
    name: OsString,
    bytes: u64,
    written: SystemTime,
}

/// The files of a folder that are ours by their names, drafts that were left behind among them.
fn list(folder: &Path) -> io::Result<Vec<Kept>> {
    let mut files = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name();
        let is_ours = name.to_str().is_some_and(|name| {
            let name = name.strip_prefix('.').unwrap_or(name);
            name.get(..64).is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_hexdigit()))
        });
        // Another process may have removed it in the meantime.
        if let Some(known) = file.metadata().ok().filter(|known| is_ours && known.is_file()) {
            let written = known.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            files.push(Kept { name, bytes: known.len(), written });
        }
    }
    Ok(files)
}

fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    // A link leads out of the folder, to what others may write.
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(HEAD_BYTES);
    let mut bytes = Vec::new();
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn make(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(unix)]
fn others_may_write(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o022 != 0)
}

/// Elsewhere folders take over who may write from the one that they are in, which the standard library does not tell.
#[cfg(not(unix))]
fn others_may_write(_: &Path) -> io::Result<bool> {
    Ok(false)
}
