//! Trust registries that are named on the command line.

use accolade::{RegistrySource, ffi::RegistryOption, trust::Registry};

use crate::{
    error::CliError,
    input::{is_url, read},
};

/// A registry as it was named.
pub(crate) enum Named {
    Url(String),
    File { name: String, bytes: Vec<u8> },
}

/// Opens a registry. A file is read now, so that one that cannot be asked is an error and not an open question.
///
/// # Errors
/// The file cannot be read, or is no registry: `trust.*`.
pub(crate) fn registry(name: &str) -> Result<Named, CliError> {
    if is_url(name) {
        return Ok(Named::Url(name.to_owned()));
    }
    let bytes = read(name)?;
    Registry::read(&bytes).map_err(|error| CliError::coded(name, error.code(), error))?;
    Ok(Named::File { name: name.to_owned(), bytes })
}

impl Named {
    /// As a verification takes it.
    pub(crate) fn source(self) -> RegistrySource {
        match self {
            Self::Url(url) => RegistrySource::url(url),
            Self::File { name, bytes } => RegistrySource::document(name, bytes),
        }
    }

    /// As a bundle keeps it.
    pub(crate) fn option(&self) -> RegistryOption {
        match self {
            Self::Url(url) => RegistryOption::Url(url.clone()),
            Self::File { name, bytes } => {
                RegistryOption::Document { name: name.clone(), content: bytes.as_slice().into() }
            }
        }
    }
}
