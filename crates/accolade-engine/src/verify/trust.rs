//! Who vouches for the issuer? Registries that the caller names are asked; what they say never changes whether the credential
//! is authentic.

use accolade_json::Value;
use accolade_model::Credential;
use accolade_report::{Check, CheckId, Finding, Pointer};

use super::{nested::Inner, pass::Pass};
use crate::codes;

#[cfg(feature = "trust")]
mod ask;
#[cfg(feature = "trust")]
mod open;

#[cfg(feature = "trust")]
pub(super) use open::Registries;

/// The trust registries of a build that asks none.
#[cfg(not(feature = "trust"))]
pub(super) type Registries = ();

impl Pass<'_> {
    pub(super) fn issuer(&mut self, document: &Value, inner: &mut Vec<Inner>) -> Check {
        let mut check = Check::new(CheckId::Issuer);
        let issuer = Credential::of(document).and_then(|credential| credential.issuer_id());
        if let Some(issuer) = issuer {
            check.add_fact("issuer", issuer);
        }
        let policy = self.verifier.policy();
        match issuer {
            Some(issuer) if !policy.registries().is_empty() => {
                self.ask_registries(check, issuer, document, inner)
            }
            _ => {
                check.extend(recognized_in(document).map(list_not_given));
                not_asked(check)
            }
        }
    }

    #[cfg(not(feature = "trust"))]
    fn ask_registries(&mut self, mut check: Check, _: &str, _: &Value, _: &mut Vec<Inner>) -> Check {
        for registry in self.verifier.policy().registries() {
            let message = "this build asks no trust registries";
            let finding = Finding::undetermined(codes::TRUST_UNAVAILABLE, place(), message);
            check.add(finding.with("registry", registry.name()));
        }
        check
    }
}

/// Where an issuer says that it is recognised: the address of a list.
fn recognized_in(credential: &Value) -> Option<&str> {
    let said = credential.get("issuer")?.get("recognizedIn")?;
    said.as_str().or_else(|| said.get("id")?.as_str())
}

/// The issuer names a list that nobody gave. Whose word that is worth is not for the issuer to say, so it is not asked for.
fn list_not_given(url: &str) -> Finding {
    let message = "the issuer names a list in which it is recognised, and the list was not given";
    Finding::note(codes::TRUST_LIST_NAMED, place(), message).with("url", url)
}

fn not_asked(mut check: Check) -> Check {
    let message = "no registry was given that could tell who the issuer is";
    check.add(Finding::undetermined(codes::ISSUER_NOT_LISTED, place(), message));
    check
}

fn place() -> Pointer {
    Pointer::root().key("issuer")
}
