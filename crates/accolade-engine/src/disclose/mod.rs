//! Showing a part of a credential, and never less than what gives that part its meaning.

mod error;
mod places;
mod rules;

use accolade_json::Value;
use accolade_ld::Contexts;
use accolade_proof::{
    ProofError,
    data_integrity::{self, Disclose, Disclosure, Proof, Registry, Suite, proofs},
};
use accolade_report::Pointer;

pub use self::{
    error::DeriveError,
    rules::{Also, Rule},
};
use self::{
    places::{covers, places_of, without},
    rules::{ALWAYS, PRESETS, RULES},
};

/// Who has a credential with a base proof, and shows parts of it.
///
/// ```
/// use accolade_engine::{Holder, Preset};
/// use accolade_report::Pointer;
/// use serde_json::json;
///
/// let credential = json!({"issuer": "did:example:school", "validUntil": "2030-01-01T00:00:00Z", "name": "Weaving"});
/// let shown = Holder::default().completed(&credential, &[Pointer::root().key("name")]);
/// let shown: Vec<&str> = shown.iter().map(|added| added.pointer.as_str()).collect();
/// // Whoever shows the name shows who says it, and until when.
/// assert_eq!(shown, ["/issuer", "/validUntil"]);
/// assert!(Preset::find("achievement-only").is_some());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Holder {
    contexts: Option<Contexts>,
    registry: Registry,
}

/// A credential of which a part is shown.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Derived {
    /// The part, with its derived proof.
    pub credential: Value,
    /// What is shown beside what was asked for and what the issuer made mandatory.
    pub added: Vec<Added>,
}

/// Something that goes with what was selected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Added {
    /// Where in the credential.
    pub pointer: Pointer,
    /// Why it is shown.
    pub why: &'static str,
}

/// A choice of parts that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Preset {
    /// The name.
    pub name: &'static str,
    /// What it shows, in words.
    pub means: &'static str,
    /// What it shows, where the credential has it: pointers that go through lists as if they were not there.
    pub shown: &'static [&'static str],
    /// What it leaves out of that.
    pub hidden: &'static [&'static str],
}

impl Preset {
    /// Every preset.
    pub const ALL: &[Self] = PRESETS;

    /// The preset of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// The pointers that it stands for in that credential.
    #[must_use]
    pub fn pointers(&self, credential: &Value) -> Vec<Pointer> {
        let all = |patterns: &[&str]| -> Vec<Pointer> {
            patterns.iter().flat_map(|pattern| places_of(credential, pattern)).collect()
        };
        let hidden = all(self.hidden);
        let shown = all(self.shown).into_iter();
        shown.flat_map(|place| without(credential, place, &hidden)).filter(|place| !is_proof(place)).collect()
    }
}

/// What is always shown of a credential whose issuer says nothing else: who says it, when it holds, and under which
/// conditions. Types and identifiers go with it.
///
/// ```
/// use accolade_engine::mandatory_pointers;
/// use serde_json::json;
/// let badge = json!({"issuer": {"id": "did:example:school"}, "validFrom": "2026-01-01T00:00:00Z", "name": "Weaving"});
/// let pointers = mandatory_pointers(&badge);
/// assert_eq!(pointers.iter().map(|pointer| pointer.as_str()).collect::<Vec<_>>(), ["/issuer", "/validFrom"]);
/// ```
#[must_use]
pub fn mandatory_pointers(credential: &Value) -> Vec<Pointer> {
    let there = ALWAYS.iter().filter_map(|text| Pointer::parse(text));
    there.filter(|place| credential.pointer(place.as_str()).is_some()).collect()
}

impl Holder {
    /// Every rule about what goes with what.
    pub const RULES: &[Rule] = RULES;

    /// Knows these contexts instead of the pinned ones alone.
    #[must_use]
    pub fn know_contexts(self, contexts: Contexts) -> Self {
        Self { contexts: Some(contexts), ..self }
    }

    /// Shows what is selected, what the issuer made mandatory, and what [goes with it](Self::completed).
    ///
    /// # Errors
    /// `secure.missing-proof`; `proof.not-selective` where no proof of the credential shows parts;
    /// `proof.already-derived`, `proof.pointer-unmatched`, `proof.indivisible-selection` and other `proof.*`, `ld.*`,
    /// `rdfc.*`. A suite that hides by chance needs entropy, or it is `proof.not-disclosable`.
    pub fn derive<'a>(
        &self,
        credential: &Value,
        disclosure: impl Into<Disclosure<'a>>,
    ) -> Result<Derived, DeriveError> {
        let disclosure = disclosure.into();
        let selected = disclosure.selected();
        let (place, value) = self.base_proof(credential)?;
        let refused = |error: ProofError| DeriveError::Proof { error, proof: place.clone() };
        let proof = Proof::read(value).map_err(refused)?;
        let disclose = self.disclose_of(&proof).map_err(refused)?;
        let mandatory = disclose.mandatory_pointers(&proof).map_err(refused)?;
        if let Some(unmatched) = selected.iter().find(|place| credential.pointer(place.as_str()).is_none()) {
            return Err(refused(ProofError::PointerUnmatched { pointer: unmatched.clone() }));
        }
        let added = self.completed(credential, &[&mandatory, selected].concat());
        let all: Vec<Pointer> =
            selected.iter().chain(added.iter().map(|added| &added.pointer)).cloned().collect();
        let pinned = Contexts::pinned();
        let contexts = self.contexts.as_ref().unwrap_or(&pinned);
        let disclosure = disclosure.selecting(&all);
        let shown = data_integrity::derive(credential, &proof, disclosure, contexts, &self.registry);
        Ok(Derived { credential: shown.map_err(refused)?, added })
    }

    /// What has to be shown beside what is selected; in the order of the [rules](Self::RULES), each once.
    #[must_use]
    pub fn completed(&self, credential: &Value, selected: &[Pointer]) -> Vec<Added> {
        let mut shown = selected.to_vec();
        let mut added: Vec<Added> = Vec::new();
        loop {
            let before = added.len();
            for rule in RULES {
                for pointer in demanded(credential, rule, &shown) {
                    // Nothing is added that is shown already.
                    if !shown.iter().any(|place| covers(place, &pointer)) {
                        shown.push(pointer.clone());
                        added.push(Added { pointer, why: rule.why });
                    }
                }
            }
            // What one rule adds, another may be about.
            if added.len() == before {
                return added;
            }
        }
    }

    /// The first proof that shows parts, with its place.
    fn base_proof<'a>(&self, credential: &'a Value) -> Result<(Pointer, &'a Value), DeriveError> {
        let mut first = None;
        for (place, value) in proofs(credential) {
            match Proof::read(value).and_then(|proof| self.disclose_of(&proof).map(drop)) {
                Ok(()) => return Ok((place, value)),
                Err(error) => first = first.or(Some(DeriveError::Proof { error, proof: place })),
            }
        }
        Err(first.unwrap_or(DeriveError::MissingProof))
    }

    fn disclose_of(&self, proof: &Proof<'_>) -> Result<&'static dyn Disclose, ProofError> {
        let suite: &'static dyn Suite = self.registry.suite_of(proof)?;
        suite.disclose().ok_or(ProofError::NotSelective { suite: suite.name() })
    }
}

/// What a rule asks for, given what is shown.
fn demanded(credential: &Value, rule: &Rule, shown: &[Pointer]) -> Vec<Pointer> {
    let is_shown = |place: &Pointer| shown.iter().any(|other| covers(other, place) || covers(place, other));
    // Something is always shown.
    let mut about = places_of(credential, rule.shown);
    about.retain(|place| place.as_str().is_empty() || is_shown(place));
    match rule.also {
        Also::Places(_) if about.is_empty() => Vec::new(),
        Also::Places(patterns) => {
            patterns.iter().flat_map(|pattern| places_of(credential, pattern)).collect()
        }
        Also::Whole => about,
        Also::Named { name, of } => {
            let named = |place: &Pointer| credential.pointer(place.key(name).as_str());
            let ids: Vec<&Value> = about.iter().filter_map(named).collect();
            let has_id = |place: &Pointer| {
                credential.pointer(place.key("id").as_str()).is_some_and(|id| ids.contains(&id))
            };
            places_of(credential, of).into_iter().filter(has_id).collect()
        }
    }
}

fn is_proof(place: &Pointer) -> bool {
    place.segments().next().as_deref() == Some("proof")
}
