use std::sync::{Arc, OnceLock};

use hashbrown::HashMap;
use serde_json::Value;

use super::{
    Active, Contexts, Mapping, Processor,
    local::{Body, Form, Local},
};
use crate::Options;

/// The names that readers of the JSON go by: every term of the contexts that credentials are made of, with its meanings.
pub(crate) struct Known {
    /// By name, with the contexts that give it that meaning.
    meanings: HashMap<Arc<str>, Vec<(Arc<str>, Cores)>>,
    /// By meaning.
    names: HashMap<Arc<str>, Vec<Arc<str>>>,
}

/// A set of the contexts below, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cores(u32);

/// The contexts of the data models, of status lists and of proofs. Those of extensions and of other vocabularies are left
/// out: what they define is not read by name here.
const CORE: &[&str] = &[
    "https://www.w3.org/2018/credentials/v1",
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://www.w3.org/ns/credentials/status/v1",
    "https://w3id.org/vc/status-list/2021/v1",
    "https://w3id.org/vc-revocation-list-2020/v1",
    "https://w3id.org/security/data-integrity/v2",
    "https://accolade.example/ns/micro-credential/v1",
];

impl Known {
    /// The same for every caller; made when it is first asked for.
    pub(crate) fn terms() -> &'static Self {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(Self::collect)
    }

    /// Whether a name is one of those that the contexts define.
    pub(crate) fn is_name(&self, name: &str) -> bool {
        self.meanings.contains_key(name)
    }

    /// Whether a name that one of these contexts defines means something else than all of the contexts say.
    pub(crate) fn is_other(&self, name: &str, iri: &str, cores: Cores) -> bool {
        let meanings = self.meanings.get(name).map_or(&[][..], Vec::as_slice);
        meanings.iter().any(|(_, defining)| defining.0 & cores.0 != 0)
            && !meanings.iter().any(|(meaning, _)| **meaning == *iri)
    }

    /// The names that have a meaning in any of the contexts; empty where it is none of theirs.
    pub(crate) fn names(&self, iri: &str) -> &[Arc<str>] {
        self.names.get(iri).map_or(&[], Vec::as_slice)
    }

    fn collect() -> Self {
        let contexts = Contexts::pinned();
        let options = Options::default();
        let mut processor = Processor::new(&contexts, &options);
        let mut known = Self { meanings: HashMap::new(), names: HashMap::new() };
        for (at, url) in CORE.iter().enumerate() {
            let initial = processor.initial();
            // The pinned contexts are well-formed: a test reads them all.
            let Ok(active) = processor.apply_written(&initial, &(*url).into()) else { continue };
            if let Some(remote) = contexts.find(url) {
                known.add_all(&mut processor, &active, &remote.local, Cores(1 << at));
            }
        }
        known
    }

    fn add_all(&mut self, processor: &mut Processor<'_>, active: &Arc<Active>, local: &Local, core: Cores) {
        let definition = match &local.form {
            Form::Definition(definition) => definition,
            Form::Many(items) => {
                for item in items {
                    self.add_all(processor, active, item, core);
                }
                return;
            }
            Form::Null | Form::Url(_) | Form::Wrong(_) => return,
        };
        for entry in &definition.terms {
            let Some(term) = active.term(&entry.name) else { continue };
            match &term.mapping {
                // A prefix is no name of anything.
                Mapping::Iri(iri) if !term.prefix => self.add(&entry.name, iri, core),
                _ => continue,
            }
            if let (Body::Full(full), Some(scoped)) = (&entry.body, term.scoped())
                && let Some(local) = &full.context
                && let Ok(inner) = processor.apply_scoped(active, scoped, true, true)
            {
                self.add_all(processor, &inner, local, core);
            }
        }
    }

    fn add(&mut self, name: &Arc<str>, iri: &Arc<str>, core: Cores) {
        let meanings = self.meanings.entry(name.clone()).or_default();
        match meanings.iter_mut().find(|(meaning, _)| meaning == iri) {
            Some((_, cores)) => cores.0 |= core.0,
            None => meanings.push((iri.clone(), core)),
        }
        let names = self.names.entry(iri.clone()).or_default();
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
}

impl Cores {
    /// Those that a document names in its `@context`; all where it names none.
    pub(crate) fn used_by(document: &Value) -> Self {
        let named = document.get("@context").map_or(&[][..], accolade_json::one_or_many);
        let used = CORE.iter().enumerate().filter(|(_, url)| named.iter().any(|one| one == **url));
        match used.fold(0, |bits, (at, _)| bits | 1 << at) {
            0 => Self(u32::MAX),
            bits => Self(bits),
        }
    }
}
