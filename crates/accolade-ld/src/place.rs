use accolade_report::Pointer;

/// A place in the document, as a chain of steps on the stack: written out only where it is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Place<'p> {
    above: Option<&'p Place<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Place<'p> {
    pub(crate) const fn root() -> Self {
        Self { above: None, step: Step::Root }
    }

    pub(crate) const fn key(&'p self, name: &'p str) -> Self {
        Self { above: Some(self), step: Step::Key(name) }
    }

    pub(crate) const fn index(&'p self, index: usize) -> Self {
        Self { above: Some(self), step: Step::Index(index) }
    }

    pub(crate) const fn is_root(&self) -> bool {
        matches!(self.step, Step::Root)
    }

    pub(crate) fn pointer(&self) -> Pointer {
        let above = self.above.map_or_else(Pointer::root, Place::pointer);
        match self.step {
            Step::Root => above,
            Step::Key(name) => above.key(name),
            Step::Index(index) => above.index(index),
        }
    }
}
