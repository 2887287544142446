//! Bundles: badges with the documents that their verification took.

use accolade::{
    Policy, Resources,
    ffi::{Bundle, PolicyOptions, RegistryOption, VerifyCall},
};

use crate::{error::CliError, input};

/// What a bundle brings along.
pub(crate) struct Bundled {
    /// When it was made, as it says.
    pub(crate) made: String,
    pub(crate) badge: Vec<u8>,
    pub(crate) resources: Resources,
    /// Asks the registries in it, and nothing else.
    pub(crate) policy: Policy,
}

/// Reads a bundle. Its documents and its registries count as given, whether it calls itself a bundle or not; its time and whatever
/// else its maker's policy allows are not taken.
pub(crate) fn read(path: &str) -> Result<Bundled, CliError> {
    let read = VerifyCall::from_json(&input::read(path)?).and_then(|mut call| {
        let made = call.at.clone();
        let made = call.bundle.get_or_insert(Bundle { made, requests: Vec::new() }).made.clone();
        let registries = std::mem::take(&mut call.policy.registries).into_iter().map(from_bundle).collect();
        let policy = PolicyOptions { registries, ..PolicyOptions::default() }.policy()?;
        let (badge, resources) = call.into_parts()?;
        Ok(Bundled { made, badge, resources, policy })
    });
    read.map_err(|error| CliError::coded(path, error.code(), error))
}

/// A registry that a bundle brings along says so by its name, in the report too.
fn from_bundle(registry: RegistryOption) -> RegistryOption {
    match registry {
        RegistryOption::Document { name, content } => {
            RegistryOption::Document { name: format!("{name}, from the bundle"), content }
        }
        named => named,
    }
}
