use accolade_report::Pointer;

/// A place in a document while it is walked: a list on the stack, written out only when something is found there.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    segment: Segment<'a>,
}

#[derive(Clone, Copy)]
enum Segment<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    pub(crate) const ROOT: Self = Self { parent: None, segment: Segment::Root };

    pub(crate) const fn key(&'a self, name: &'a str) -> Self {
        Self { parent: Some(self), segment: Segment::Key(name) }
    }

    pub(crate) const fn index(&'a self, index: usize) -> Self {
        Self { parent: Some(self), segment: Segment::Index(index) }
    }

    pub(crate) fn pointer(&self) -> Pointer {
        let base = self.parent.map_or_else(Pointer::root, Place::pointer);
        match self.segment {
            Segment::Root => base,
            Segment::Key(name) => base.key(name),
            Segment::Index(index) => base.index(index),
        }
    }

    /// The place of an item of `value`: its own where `value` is one value that stands for a list of one.
    pub(crate) const fn item(&'a self, value: &serde_json::Value, index: usize) -> Self {
        match value {
            serde_json::Value::Array(_) => self.index(index),
            _ => *self,
        }
    }
}
