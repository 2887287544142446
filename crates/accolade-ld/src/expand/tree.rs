//! An expanded document, kept compactly: IRIs are terms of the dataset that is being made, strings stay in the document.

use std::borrow::Cow;

use accolade_report::Pointer;
use serde_json::Value;

use crate::{TermId, context::Direction, keyword::Keyword};

/// What stands in an expanded array.
#[derive(Debug)]
pub(crate) enum Item<'d> {
    Node(Box<Node<'d>>),
    Value(ValueObject<'d>),
    List(List<'d>),
}

/// A [node object](https://www.w3.org/TR/json-ld11/#dfn-node-object).
#[derive(Debug, Default)]
pub(crate) struct Node<'d> {
    pub(crate) id: Option<Ref>,
    pub(crate) types: Option<Vec<Ref>>,
    /// Where each of the types stands; empty where places are not kept.
    pub(crate) type_places: Vec<Pointer>,
    pub(crate) index: Option<Cow<'d, str>>,
    pub(crate) graph: Option<Vec<Item<'d>>>,
    pub(crate) included: Option<Vec<Item<'d>>>,
    pub(crate) properties: Vec<Property<'d>>,
    pub(crate) reverse: Option<Vec<Property<'d>>>,
    pub(crate) place: Option<Box<Pointer>>,
}

/// A property with one of its values. A property may come again; one without values comes with none.
#[derive(Debug)]
pub(crate) struct Property<'d> {
    pub(crate) name: Ref,
    pub(crate) item: Option<Item<'d>>,
}

/// A [value object](https://www.w3.org/TR/json-ld11/#dfn-value-object).
#[derive(Debug)]
pub(crate) struct ValueObject<'d> {
    pub(crate) value: Scalar<'d>,
    pub(crate) kind: Kind,
    pub(crate) language: Option<Cow<'d, str>>,
    pub(crate) direction: Option<Direction>,
    pub(crate) index: Option<Cow<'d, str>>,
    pub(crate) place: Option<Box<Pointer>>,
}

/// What a value object holds: a part of the document, or the name of a member.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scalar<'d> {
    Json(&'d Value),
    Text(&'d str),
}

/// The datatype of a value object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Plain,
    Json,
    Datatype(Ref),
}

/// A [list object](https://www.w3.org/TR/json-ld11/#dfn-list-object).
#[derive(Debug)]
pub(crate) struct List<'d> {
    pub(crate) items: Vec<Item<'d>>,
    pub(crate) index: Option<Cow<'d, str>>,
    pub(crate) place: Option<Box<Pointer>>,
}

/// What an identifier, a type or a property came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ref {
    /// An IRI that can stand in RDF.
    Iri(TermId),
    /// A blank node.
    Blank(TermId),
    /// A relative reference, or something with characters that no IRI has; its text is kept among the IRIs.
    Unfit(TermId),
    Keyword(Keyword),
    Null,
}

impl Item<'_> {
    /// Where it stands, where places are kept.
    pub(crate) fn place(&self) -> Option<&Pointer> {
        match self {
            Self::Node(node) => node.place.as_deref(),
            Self::Value(value) => value.place.as_deref(),
            Self::List(list) => list.place.as_deref(),
        }
    }
}

impl Node<'_> {
    /// Whether it is a [graph object](https://www.w3.org/TR/json-ld11/#dfn-graph-object).
    pub(crate) fn is_graph(&self) -> bool {
        self.graph.is_some()
            && self.types.is_none()
            && self.included.is_none()
            && self.reverse.is_none()
            && self.properties.is_empty()
    }

    /// Whether it has nothing but, at most, an identifier.
    pub(crate) fn is_bare(&self) -> bool {
        self.types.is_none()
            && self.index.is_none()
            && self.graph.is_none()
            && self.included.is_none()
            && self.reverse.is_none()
            && self.properties.is_empty()
    }
}
