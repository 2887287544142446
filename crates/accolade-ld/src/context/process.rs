//! The [Context Processing algorithm](https://www.w3.org/TR/json-ld11-api/#context-processing-algorithm).

use std::{fmt, sync::Arc};

use accolade_report::Pointer;
use hashbrown::HashMap;
use serde_json::Value;

use super::{
    Contexts, Remote,
    active::{Active, Iri, Scoped},
    define::Definer,
    local::{Body, Definition, Form, Given, Identity, Local},
    read,
};
use crate::{Fault, LdError, Options, iri};

/// Applies contexts for one document, within its budget, and remembers what came of it.
pub(crate) struct Processor<'c> {
    contexts: &'c Contexts,
    limit: usize,
    left: usize,
    remembered: HashMap<Key, Arc<Active>>,
    remembered_cost: usize,
    /// The URL that contexts written in the document are relative to.
    document: Option<Arc<str>>,
    refuse_1_1: bool,
}

/// Which context was applied to which, and how.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    active: u64,
    local: u64,
    override_protected: bool,
    propagate: bool,
}

/// What one document may have remembered at a time, in entries: some 10 MB at most.
const REMEMBERED: usize = 50_000;

/// Contexts that refer to contexts; jsonld.js allows 10 levels.
const DEEPEST_REMOTE: usize = 16;

/// Contexts inside term definitions inside contexts; the pinned ones go 4 levels deep.
const DEEPEST_SCOPED: usize = 64;

/// Where a context is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In the document itself.
    Document,
    /// In a context that the caller registered.
    Registered,
    /// In a pinned context.
    Pinned,
}

/// The optional inputs of the algorithm.
#[derive(Clone, Copy)]
pub(super) struct How<'a> {
    pub(super) base_url: Option<&'a Arc<str>>,
    pub(super) override_protected: bool,
    propagate: bool,
    /// *validate scoped context* being false: the result is thrown away.
    validating: bool,
    remote: Option<&'a Stack<'a>>,
    pub(super) origin: Origin,
    /// *processing mode* is `json-ld-1.0`.
    pub(super) refuse_1_1: bool,
    depth: usize,
}

/// *remote contexts*: the contexts being loaded, the innermost first.
struct Stack<'a> {
    context: &'a Remote,
    above: Option<&'a Stack<'a>>,
    depth: usize,
}

impl<'c> Processor<'c> {
    pub(crate) fn new(contexts: &'c Contexts, options: &Options) -> Self {
        Self {
            contexts,
            limit: options.term_budget,
            left: options.term_budget,
            remembered: HashMap::new(),
            remembered_cost: 0,
            document: options.base().map(Arc::from),
            refuse_1_1: options.refuse_1_1,
        }
    }

    pub(crate) fn initial(&self) -> Arc<Active> {
        match &self.document {
            None => self.contexts.initial.clone(),
            base => Active::initial(base.clone()),
        }
    }

    /// Applies a `@context` that stands in the document. Errors are placed relative to it.
    pub(crate) fn apply_written(
        &mut self,
        active: &Arc<Active>,
        value: &Value,
    ) -> Result<Arc<Active>, LdError> {
        let document = self.document.clone();
        let how = How {
            base_url: document.as_ref(),
            override_protected: false,
            propagate: true,
            validating: false,
            remote: None,
            origin: Origin::Document,
            refuse_1_1: self.refuse_1_1,
            depth: 0,
        };
        match value {
            // The usual forms are applied without being read into a `Local`, so that what is remembered is found.
            Value::String(url) => self.apply_url(active, url, how),
            Value::Array(items) => {
                let mut result = active.clone();
                for (position, item) in items.iter().enumerate() {
                    let applied = match item {
                        Value::String(url) => self.apply_url(&result, url, how),
                        other => self.apply_item(&result, &read::read(read::unwrapped(other)), how),
                    };
                    result = applied.map_err(|error| error.below(&Pointer::root().index(position)))?;
                }
                Ok(result)
            }
            other => self.process(active, &read::read(other), how),
        }
    }

    /// Applies the context of a term definition.
    pub(crate) fn apply_scoped(
        &mut self,
        active: &Arc<Active>,
        scoped: &Scoped,
        override_protected: bool,
        propagate: bool,
    ) -> Result<Arc<Active>, LdError> {
        let base_url = scoped.base_url.as_ref();
        let origin = scoped.origin;
        let how = How {
            base_url,
            override_protected,
            propagate,
            validating: false,
            remote: None,
            origin,
            refuse_1_1: self.refuse_1_1,
            depth: 0,
        };
        self.remembering(active, scoped.local.id, origin, how, &mut |processor| {
            processor.process(active, &scoped.local, how)
        })
    }

    fn process(
        &mut self,
        active: &Arc<Active>,
        local: &Arc<Local>,
        mut how: How<'_>,
    ) -> Result<Arc<Active>, LdError> {
        // Step 2.
        if let Form::Definition(definition) = &local.form
            && let Given::Is(propagate) = definition.propagate
        {
            how.propagate = propagate;
        }
        // Step 3.
        let mut result = active.clone();
        if !how.propagate && result.previous.is_none() {
            let mut turning = Active::clone(&result);
            turning.id = Identity::fresh();
            turning.previous = Some(active.clone());
            result = Arc::new(turning);
        }
        // Steps 4 and 5.
        match &local.form {
            Form::Many(items) => {
                for (position, item) in items.iter().enumerate() {
                    let applied = self.apply_item(&result, item, how);
                    result = applied.map_err(|error| error.below(&Pointer::root().index(position)))?;
                }
                Ok(result)
            }
            _ => self.apply_item(&result, local, how),
        }
    }

    /// Step 5, for one item.
    fn apply_item(
        &mut self,
        active: &Arc<Active>,
        item: &Arc<Local>,
        how: How<'_>,
    ) -> Result<Arc<Active>, LdError> {
        self.spend(1)?;
        match &item.form {
            Form::Null => self.nullify(active, how),
            Form::Url(url) => self.apply_url(active, url, how),
            // An array inside an array is no context.
            Form::Many(_) => Err(LdError::fault(Fault::InvalidLocalContext, "an array inside an array")),
            // Step 5.3.
            Form::Wrong(found) => {
                Err(LdError::fault(Fault::InvalidLocalContext, format!("`{found}` is no context")))
            }
            Form::Definition(definition) => self.apply_definition(active, definition, how),
        }
    }

    /// Step 5.2.
    fn apply_url(&mut self, active: &Arc<Active>, url: &str, how: How<'_>) -> Result<Arc<Active>, LdError> {
        let context = self.find(url, how)?;
        // Step 5.2.2.
        if how.validating && how.is_loading(&context) {
            return Ok(active.clone());
        }
        // Step 5.2.3.
        let depth = how.remote.map_or(0, |stack| stack.depth) + 1;
        if depth > DEEPEST_REMOTE {
            let found =
                format!("more than {DEEPEST_REMOTE} contexts refer to each other, down to `{}`", context.url);
            return Err(LdError::fault(Fault::ContextOverflow, found));
        }
        let origin = if context.pinned { Origin::Pinned } else { Origin::Registered };
        self.remembering(active, context.id, origin, how, &mut |processor| {
            processor.spend(1)?;
            // Steps 5.2.4 to 5.2.6. Whether protected terms may be overridden and whether the result propagates is handed
            // on: by the letter of the specification both would be forgotten where a scoped context is given by its URL.
            let stack = Stack { context: &context, above: how.remote, depth };
            let how = How { base_url: Some(&context.url), remote: Some(&stack), origin, ..how };
            let result = processor.process(active, &context.local, how);
            result.map_err(|error| inside(error, &context.url))
        })
    }

    fn apply_definition(
        &mut self,
        active: &Arc<Active>,
        definition: &Definition,
        how: How<'_>,
    ) -> Result<Arc<Active>, LdError> {
        let wrong = |fault, key: &str, found: fmt::Arguments<'_>| {
            LdError::fault(fault, found.to_string()).below(&Pointer::root().key(key))
        };
        // Step 5.5.
        if let Given::Null | Given::Wrong(_) = definition.version {
            return Err(wrong(
                Fault::InvalidVersionValue,
                "@version",
                format_args!("the version is not the number 1.1"),
            ));
        }
        // Step 5.5.2.
        if how.refuse_1_1 {
            if definition.version.is_given() {
                let found = format_args!("the context needs JSON-LD 1.1");
                return Err(wrong(Fault::ProcessingModeConflict, "@version", found));
            }
            // Steps 5.6.1, 5.10.1 and 5.11.1.
            let newer = [
                ("@import", definition.import.is_given()),
                ("@direction", definition.direction.is_given()),
                ("@propagate", definition.propagate.is_given()),
            ];
            if let Some((key, _)) = newer.iter().find(|(_, given)| *given) {
                return Err(wrong(
                    Fault::InvalidContextEntry,
                    key,
                    format_args!("`{key}` needs JSON-LD 1.1"),
                ));
            }
        }
        // Step 5.6.
        let merged;
        let definition = match &definition.import {
            Given::Absent => definition,
            Given::Is(url) => {
                let imported = self.find(url, how).map_err(|e| e.below(&Pointer::root().key("@import")))?;
                let Form::Definition(import) = &imported.local.form else {
                    let found = format_args!("`{}` is not a single context definition", imported.url);
                    return Err(wrong(Fault::InvalidRemoteContext, "@import", found));
                };
                if import.import.is_given() {
                    let found = format_args!("`{}` itself imports a context", imported.url);
                    return Err(wrong(Fault::InvalidContextEntry, "@import", found));
                }
                merged = definition.over(import);
                &merged
            }
            Given::Null | Given::Wrong(_) => {
                return Err(wrong(
                    Fault::InvalidImportValue,
                    "@import",
                    format_args!("the value is not a string"),
                ));
            }
        };
        let mut result = Active { id: Identity::fresh(), ..Active::clone(active) };
        result.lasting = active.lasting && how.origin != Origin::Document;
        // Step 5.7.
        if how.remote.is_none() {
            match &definition.base {
                Given::Absent => {}
                Given::Null => result.base = None,
                Given::Is(base) if iri::is_absolute(base) => result.base = Some(base.clone()),
                Given::Is(base) => match &result.base {
                    Some(current) => result.base = Some(iri::resolve(current, base).into()),
                    None => {
                        let found =
                            format_args!("`{base}` is relative, and there is nothing to resolve it against");
                        return Err(wrong(Fault::InvalidBaseIri, "@base", found));
                    }
                },
                Given::Wrong(found) => {
                    return Err(wrong(Fault::InvalidBaseIri, "@base", format_args!("`{found}` is no IRI")));
                }
            }
        }
        // Step 5.8.
        match &definition.vocab {
            Given::Absent => {}
            Given::Null => result.vocab = None,
            Given::Is(vocab) => {
                let expanded = result.expand_vocab(vocab, true);
                let Iri::Text(text) = expanded else {
                    return Err(wrong(
                        Fault::InvalidVocabMapping,
                        "@vocab",
                        format_args!("`{vocab}` is no IRI"),
                    ));
                };
                let text = text.into_owned();
                result.vocab = Some(text.into());
                result.vocab_origin = how.origin;
            }
            Given::Wrong(found) => {
                return Err(wrong(Fault::InvalidVocabMapping, "@vocab", format_args!("`{found}` is no IRI")));
            }
        }
        // Step 5.9.
        match &definition.language {
            Given::Absent => {}
            Given::Null => result.language = None,
            Given::Is(language) => result.language = Some(language.clone()),
            Given::Wrong(found) => {
                let found = format_args!("`{found}` is no language tag");
                return Err(wrong(Fault::InvalidDefaultLanguage, "@language", found));
            }
        }
        // Step 5.10.
        match &definition.direction {
            Given::Absent => {}
            Given::Null => result.direction = None,
            Given::Is(direction) => result.direction = Some(*direction),
            Given::Wrong(found) => {
                let found = format_args!("`{found}` is neither `ltr` nor `rtl`");
                return Err(wrong(Fault::InvalidBaseDirection, "@direction", found));
            }
        }
        // Step 5.11.
        if let Given::Null | Given::Wrong(_) = definition.propagate {
            let found = format_args!("the value is not true or false");
            return Err(wrong(Fault::InvalidPropagateValue, "@propagate", found));
        }
        let protected = match definition.protected {
            Given::Absent => false,
            Given::Is(protected) => protected,
            Given::Null | Given::Wrong(_) => {
                let found = format_args!("the value is not true or false");
                return Err(wrong(Fault::InvalidProtectedValue, "@protected", found));
            }
        };
        // Steps 5.12 and 5.13.
        self.spend(definition.terms.len())?;
        let table = Definer::new(&result, definition, protected, how).define_all()?;
        let (terms, copied) = table.finish();
        // Copying an entry takes about an eighth of the time that defining one takes.
        self.spend(copied / 8)?;
        result.terms = terms;
        // What changes nothing is no new context: what is remembered for this one goes on being found.
        let result = if result.is_as(active) { active.clone() } else { Arc::new(result) };
        // Those of a pinned context are known to be well-formed.
        if how.origin != Origin::Pinned {
            self.validate_scoped(&result, definition, how)?;
        }
        Ok(result)
    }

    /// [Create Term Definition step 21.3](https://www.w3.org/TR/json-ld11-api/#create-term-definition), once all terms of
    /// the context are defined, so that the order in which they are written does not matter.
    fn validate_scoped(
        &mut self,
        active: &Arc<Active>,
        definition: &Definition,
        how: How<'_>,
    ) -> Result<(), LdError> {
        for entry in &definition.terms {
            let Body::Full(full) = &entry.body else { continue };
            let Some(local) = &full.context else { continue };
            if how.depth >= DEEPEST_SCOPED {
                return Err(LdError::TooDeep { limit: DEEPEST_SCOPED, pointer: Pointer::root() });
            }
            let inner = How {
                override_protected: true,
                propagate: true,
                validating: true,
                depth: how.depth + 1,
                ..how
            };
            self.process(active, local, inner).map_err(|error| {
                let error = match error {
                    LdError::Fault { fault, pointer, found } if fault != Fault::InvalidScopedContext => {
                        let found = format!("{}: {found}", fault.name());
                        LdError::Fault { fault: Fault::InvalidScopedContext, pointer, found }
                    }
                    other => other,
                };
                error.below(&Pointer::root().key(&entry.name).key("@context"))
            })?;
        }
        Ok(())
    }

    /// Steps 5.2.1 and 5.2.4: the registered context that a URL, resolved against where it is written, stands for.
    fn find(&self, url: &str, how: How<'_>) -> Result<Arc<Remote>, LdError> {
        let resolved;
        let url = match how.base_url {
            _ if iri::is_absolute(url) => url,
            Some(base) => {
                resolved = iri::resolve(base, url);
                &resolved
            }
            None => {
                let found = format!("`{url}` is relative, and there is nothing to resolve it against");
                return Err(LdError::fault(Fault::LoadingDocumentFailed, found));
            }
        };
        self.contexts
            .find(url)
            .ok_or_else(|| LdError::ContextNotPinned { url: url.to_owned(), pointer: Pointer::root() })
    }

    /// Looks up what came of applying a context, or applies it and remembers the result: for all documents where both
    /// contexts are registered ones, else for this one.
    fn remembering(
        &mut self,
        active: &Arc<Active>,
        local: Identity,
        origin: Origin,
        how: How<'_>,
        apply: &mut dyn FnMut(&mut Self) -> Result<Arc<Active>, LdError>,
    ) -> Result<Arc<Active>, LdError> {
        // Inside another context the result can depend on which contexts are being loaded.
        if how.remote.is_some() || how.validating {
            return apply(self);
        }
        let key = Key {
            active: active.id.0,
            local: local.0,
            override_protected: how.override_protected,
            propagate: how.propagate,
        };
        if let Some(found) = self.remembered.get(&key) {
            return Ok(found.clone());
        }
        if active.lasting
            && origin != Origin::Document
            && let Some(found) = self.contexts.recall(&key)
        {
            self.remembered.insert(key, found.clone());
            return Ok(found);
        }
        let before = self.left;
        let result = apply(self)?;
        if result.lasting {
            self.contexts.remember(key, &result);
        }
        self.remembered_cost += before - self.left;
        if self.remembered_cost > REMEMBERED {
            self.remembered.clear();
            self.remembered_cost = before - self.left;
        }
        self.remembered.insert(key, result.clone());
        Ok(result)
    }

    /// Step 5.1.
    fn nullify(&self, active: &Arc<Active>, how: How<'_>) -> Result<Arc<Active>, LdError> {
        // Step 5.1.1.
        if !how.override_protected && active.terms.any_protected {
            let found = "a `null` context cannot drop protected terms";
            return Err(LdError::fault(Fault::InvalidContextNullification, found));
        }
        // Step 5.1.2. The context to return to is the one before the whole local context, not a step within it.
        if how.propagate && active.original_base.is_none() {
            return Ok(self.contexts.initial.clone());
        }
        let initial = Active::initial(active.original_base.clone());
        let previous = if how.propagate { None } else { active.previous.clone() };
        Ok(Arc::new(Active { previous, lasting: false, ..Active::clone(&initial) }))
    }

    pub(crate) fn spend(&mut self, units: usize) -> Result<(), LdError> {
        match self.left.checked_sub(units) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(LdError::ContextBudget { limit: self.limit, pointer: Pointer::root() }),
        }
    }
}

impl How<'_> {
    fn is_loading(&self, context: &Remote) -> bool {
        let mut stack = self.remote;
        while let Some(Stack { context: loading, above, .. }) = stack {
            if loading.url == context.url {
                return true;
            }
            stack = *above;
        }
        false
    }
}

/// An error met inside a registered context stands, for the document, at the place where it refers to that context.
fn inside(error: LdError, url: &str) -> LdError {
    match error {
        LdError::Fault { fault, found, pointer } => {
            let found = if found.contains(" in the context `") {
                found
            } else {
                format!("{found} at `{pointer}` in the context `{url}`")
            };
            LdError::Fault { fault, found, pointer: Pointer::root() }
        }
        LdError::ContextNotPinned { url, .. } => LdError::ContextNotPinned { url, pointer: Pointer::root() },
        LdError::ContextBudget { limit, .. } => LdError::ContextBudget { limit, pointer: Pointer::root() },
        LdError::TooDeep { limit, .. } => LdError::TooDeep { limit, pointer: Pointer::root() },
        other => other,
    }
}
