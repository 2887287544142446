//! Many inputs: folders, files of one badge a line, and whatever else is given beside them.
#![expect(clippy::disallowed_methods, reason = "folders and files are read here")]

use std::{
    collections::VecDeque,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use crate::{
    documents::Documents,
    error::CliError,
    input::{LARGEST, is_url},
};

/// The names of files that hold badges end like this.
const BADGES: [&str; 8] = ["json", "jsonld", "png", "svg", "jwt", "jws", "vc", "txt"];
/// The names of files that hold one badge a line end like this.
const LINES: [&str; 2] = ["jsonl", "ndjson"];

/// Whether an argument stands for many badges.
pub(crate) fn is_many(input: &str) -> bool {
    !is_url(input) && input != "-" && (has_lines(Path::new(input)) || Path::new(input).is_dir())
}

/// The badges that the arguments stand for, in order: folders with all that is below them, by name.
pub(crate) struct Inputs<'a> {
    documents: &'a Documents,
    open: VecDeque<Source>,
    lines: Option<Lines>,
    /// The files of folders that were passed over, because their names are not those of badges.
    pub(crate) passed_over: usize,
    /// How many bytes the files have that are still to be read.
    pub(crate) bytes: u64,
}

/// One badge, or why it could not be read.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Result<Vec<u8>, CliError>,
}

enum Source {
    /// A file, `-` or a URL.
    One(String),
    Lines(PathBuf),
    Failed {
        name: String,
        error: CliError,
    },
}

struct Lines {
    path: String,
    reader: BufReader<File>,
    number: usize,
}

impl<'a> Inputs<'a> {
    pub(crate) fn new(arguments: &[String], documents: &'a Documents) -> Self {
        let mut inputs = Self { documents, open: VecDeque::new(), lines: None, passed_over: 0, bytes: 0 };
        for argument in arguments {
            let path = Path::new(argument);
            if is_url(argument) || argument == "-" {
                inputs.open.push_back(Source::One(argument.clone()));
            } else if path.is_dir() {
                inputs.folder(path);
            } else {
                inputs.file(path, argument.clone());
            }
        }
        inputs
    }

    /// Takes up what is below a folder. A link to a folder is not followed: it could lead in a circle.
    fn folder(&mut self, folder: &Path) {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                let name = folder.display().to_string();
                let error = CliError::unreadable(name.clone(), error);
                return self.open.push_back(Source::Failed { name, error });
            }
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !is_hidden => self.folder(&path),
                Ok(_) if !is_hidden && path.is_file() && (has_lines(&path) || is_named(&path, &BADGES)) => {
                    let name = path.display().to_string();
                    self.file(&path, name);
                }
                _ => self.passed_over += 1,
            }
        }
    }

    fn file(&mut self, path: &Path, name: String) {
        self.bytes += fs::metadata(path).map_or(0, |it| it.len());
        self.open.push_back(if has_lines(path) { Source::Lines(path.to_owned()) } else { Source::One(name) });
    }

    fn next_line(&mut self) -> Option<Input> {
        let lines = self.lines.as_mut()?;
        loop {
            lines.number += 1;
            let mut line = Vec::new();
            let read = (&mut lines.reader).take(LARGEST + 1).read_until(b'\n', &mut line);
            let name = format!("{}:{}", lines.path, lines.number);
            let failed = match read {
                Ok(0) => break,
                Ok(_) if line.len() as u64 > LARGEST => {
                    // What follows is the rest of the same badge, so no line after it can be told from it.
                    format!("the line is longer than {} MiB", LARGEST >> 20)
                }
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => return Some(Input { name, bytes: Ok(line) }),
                Err(error) => error.to_string(),
            };
            self.lines = None;
            return Some(Input { bytes: Err(CliError::unreadable(name.clone(), failed)), name });
        }
        self.lines = None;
        None
    }
}

impl Iterator for Inputs<'_> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(line) = self.next_line() {
                return Some(line);
            }
            match self.open.pop_front()? {
                Source::One(name) => return Some(Input { bytes: self.documents.input(&name), name }),
                Source::Failed { name, error } => return Some(Input { name, bytes: Err(error) }),
                Source::Lines(path) => {
                    let name = path.display().to_string();
                    match File::open(&path) {
                        Ok(file) => {
                            let reader = BufReader::new(file);
                            self.lines = Some(Lines { path: name, reader, number: 0 });
                        }
                        Err(error) => {
                            return Some(Input {
                                bytes: Err(CliError::unreadable(name.clone(), error)),
                                name,
                            });
                        }
                    }
                }
            }
        }
    }
}

fn has_lines(path: &Path) -> bool {
    is_named(path, &LINES)
}

fn is_named(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    endings.iter().any(|known| known.eq_ignore_ascii_case(ending))
}
