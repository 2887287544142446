//! One pass over an SVG: where its root begins and where credentials stand.
//!
//! Entities are neither fetched nor expanded, so there is no bomb to defuse; a credential that depends on one is refused.

use std::ops::Range;

use quick_xml::escape::{EscapeError, resolve_xml_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, ResolveResult};
use quick_xml::{Error as XmlError, Reader, XmlVersion};

use crate::{BakeError, Edition, Limits, sniff};

/// libxml2's own limit; drawings stay far below it.
const DEEPEST: u16 = 256;
/// Comparing an element's attributes with each other is quadratic.
const MOST_ATTRIBUTES: usize = 128;
/// Namespaces bound in one place; looking one up is linear.
const MOST_BINDINGS: usize = 128;

/// What matters of an SVG for baking.
pub(super) struct Svg {
    /// The root's start tag, from `<` to behind `>`.
    pub(super) root_tag: Range<usize>,
    /// Whether that tag ends the element too.
    pub(super) root_is_empty: bool,
    /// The elements that hold credentials, in their order.
    pub(super) carriers: Vec<Carrier>,
    /// The namespaces bound on the root, by prefix.
    bindings: Vec<(String, String)>,
}

/// An element that holds a credential.
pub(super) struct Carrier {
    pub(super) edition: Edition,
    /// From `<` of its start tag to behind `>` of its end tag.
    pub(super) span: Range<usize>,
    pub(super) verify: Option<String>,
    pub(super) body: String,
}

impl Svg {
    pub(super) fn scan(image: &[u8], limits: &Limits) -> Result<Self, BakeError> {
        let (text, base) = decode(image)?;
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = true;
        let mut scan = Scan::new(limits.text_bytes);
        loop {
            let start = base + position(&reader);
            let event = reader.read_event().map_err(|error| {
                let offset = base + usize::try_from(reader.error_position()).unwrap_or_default();
                BakeError::SvgMalformed { offset, message: error.to_string() }
            })?;
            let place = start..base + position(&reader);
            if matches!(event, Event::Eof) {
                return scan.finish(place.end);
            }
            scan.take(&event, place)?;
        }
    }

    /// What the prefix is bound to on the root.
    pub(super) fn binding(&self, prefix: &str) -> Option<&str> {
        self.bindings.iter().find(|(bound, _)| bound == prefix).map(|(_, namespace)| namespace.as_str())
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The text of the image, and how many bytes stand before it.
fn decode(image: &[u8]) -> Result<(&str, usize), BakeError> {
    if let Some(found) = sniff::wide_encoding(image) {
        return Err(BakeError::SvgEncoding { found: found.to_owned() });
    }
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let (bytes, base) = image.strip_prefix(MARK).map_or((image, 0), |rest| (rest, MARK.len()));
    let (valid, broken_at) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok());
            (valid.unwrap_or_default(), Some(error.valid_up_to()))
        }
    };
    // What the declaration says is the better reason, so it is asked first.
    if let Ok(Event::Decl(declaration)) = Reader::from_str(valid).read_event()
        && let Some(Ok(encoding)) = declaration.encoding()
        && !["utf-8", "us-ascii"].iter().any(|fine| encoding.eq_ignore_ascii_case(fine))
    {
        return Err(BakeError::SvgEncoding { found: encoding.into_owned() });
    }
    match broken_at {
        Some(at) => Err(BakeError::NotUtf8 { offset: base + at }),
        None => Ok((valid, base)),
    }
}

/// The state of a scan.
struct Scan {
    text_limit: usize,
    version: XmlVersion,
    namespaces: NamespaceResolver,
    depth: u16,
    svg: Option<Svg>,
    /// The depth of the credential element that is open, if one is.
    open: Option<u16>,
    /// A declaration in the document type that can add attributes to any element.
    declared: Option<&'static str>,
}

impl Scan {
    fn new(text_limit: usize) -> Self {
        let mut namespaces = NamespaceResolver::default();
        namespaces.set_max_namespace_bindings(MOST_BINDINGS);
        Self {
            text_limit,
            version: XmlVersion::default(),
            namespaces,
            depth: 0,
            svg: None,
            open: None,
            declared: None,
        }
    }

    fn take(&mut self, event: &Event<'_>, place: Range<usize>) -> Result<(), BakeError> {
        match event {
            Event::Start(tag) => self.start(tag, place, false),
            Event::Empty(tag) => {
                self.start(tag, place.clone(), true)?;
                self.end(place.end);
                Ok(())
            }
            Event::End(_) => {
                self.end(place.end);
                Ok(())
            }
            Event::Text(text) => self.text(&text.xml_content(self.version), place.start),
            Event::CData(_) if self.depth == 0 => Err(outside(place.start)),
            Event::CData(text) => self.text(&text.xml_content(self.version), place.start),
            Event::GeneralRef(reference) => self.reference(reference, place.start),
            Event::Comment(_) | Event::PI(_) if self.open.is_some() => {
                Err(BakeError::SvgMarkup { offset: place.start })
            }
            Event::Comment(_) | Event::PI(_) | Event::Eof => Ok(()),
            Event::Decl(declaration) => {
                if place.start > 3 {
                    return Err(malformed(place.start, "an XML declaration that is not at the start"));
                }
                let version = declaration.xml_version();
                self.version = version.map_err(|error| malformed(place.start, &error.to_string()))?;
                Ok(())
            }
            Event::DocType(content) => {
                if self.svg.is_some() {
                    return Err(malformed(place.start, "a document type behind the root"));
                }
                let declarations = content.find('[').and_then(|from| content.get(from..)).unwrap_or_default();
                let found = ["<!ATTLIST", "%"].into_iter().find(|declared| declarations.contains(declared));
                self.declared = self.declared.or(found);
                Ok(())
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, place: Range<usize>, empty: bool) -> Result<(), BakeError> {
        let at = place.start;
        if self.open.is_some() {
            return Err(BakeError::SvgMarkup { offset: at });
        }
        if self.depth >= DEEPEST {
            let limit = usize::from(DEEPEST);
            return Err(BakeError::SvgTooComplex { offset: at, what: "nested elements", limit });
        }
        if self.depth == 0 && self.svg.is_some() {
            return Err(malformed(at, "a second root"));
        }
        self.depth += 1;
        self.namespaces.set_level(self.depth);
        let attributes = self.attributes(tag, at)?;
        let svg = self.svg.get_or_insert_with(|| Svg {
            root_tag: place,
            root_is_empty: empty,
            carriers: Vec::new(),
            bindings: attributes.bindings,
        });
        if !is_named_like_ours(tag) {
            return Ok(());
        }
        if let Some(declared) = self.declared {
            return Err(BakeError::SvgEntity { offset: at, found: declared.to_owned() });
        }
        let Some(edition) = edition(&self.namespaces, tag, at)? else { return Ok(()) };
        if attributes.verify_has_entity {
            return Err(BakeError::SvgEntity { offset: at, found: "an entity in `verify`".to_owned() });
        }
        if self.depth == 1 {
            return Err(malformed(at, "the root holds no drawing"));
        }
        self.open = Some(self.depth);
        svg.carriers.push(Carrier { edition, span: at..at, verify: attributes.verify, body: String::new() });
        Ok(())
    }

    /// Binds the namespaces that the tag declares and keeps `verify`; no attribute may stand twice.
    fn attributes(&mut self, tag: &BytesStart<'_>, at: usize) -> Result<Attributes, BakeError> {
        let mut read = Attributes::default();
        for (index, attribute) in tag.attributes().enumerate() {
            if index >= MOST_ATTRIBUTES {
                let limit = MOST_ATTRIBUTES;
                return Err(BakeError::SvgTooComplex { offset: at, what: "attributes", limit });
            }
            let attribute = attribute.map_err(|error| malformed(at, &error.to_string()))?;
            let is_verify = attribute.key.into_inner() == "verify";
            let binding = attribute.key.as_namespace_binding();
            if !is_verify && binding.is_none() {
                continue;
            }
            let value = match attribute.normalized_value_with(self.version, 1, resolve_xml_entity) {
                Ok(value) => value,
                Err(XmlError::Escape(EscapeError::UnrecognizedEntity(..))) if is_verify => {
                    read.verify_has_entity = true;
                    continue;
                }
                // Drawing programs declare entities for namespaces. The value is kept as written: it is none of ours,
                // and an element that looks like ours below it is refused.
                Err(XmlError::Escape(EscapeError::UnrecognizedEntity(..))) => attribute.value.clone(),
                Err(XmlError::Escape(EscapeError::UnterminatedEntity(_))) => {
                    return Err(malformed(at, "an entity without a semicolon"));
                }
                Err(error) => return Err(malformed(at, &error.to_string())),
            };
            if let Some(prefix) = binding {
                self.namespaces.add(prefix, Namespace(&value)).map_err(|error| match error {
                    quick_xml::name::NamespaceError::TooManyBindings(limit) => {
                        BakeError::SvgTooComplex { offset: at, what: "namespaces", limit }
                    }
                    error => malformed(at, &error.to_string()),
                })?;
                if let Some(prefix) = attribute.key.into_inner().strip_prefix("xmlns:") {
                    read.bindings.push((prefix.to_owned(), value.into_owned()));
                }
            } else {
                read.verify = Some(value.into_owned());
            }
        }
        Ok(read)
    }

    fn end(&mut self, at: usize) {
        if self.open == Some(self.depth) {
            self.open = None;
            if let Some(carrier) = self.svg.as_mut().and_then(|svg| svg.carriers.last_mut()) {
                carrier.span.end = at;
            }
        }
        self.depth = self.depth.saturating_sub(1);
        self.namespaces.set_level(self.depth);
    }

    fn text(&mut self, text: &str, at: usize) -> Result<(), BakeError> {
        if self.depth == 0 && !crate::text::trim(text).is_empty() {
            return Err(outside(at));
        }
        let open = self.open.and(self.svg.as_mut()).and_then(|svg| svg.carriers.last_mut());
        let Some(carrier) = open else { return Ok(()) };
        carrier.body.push_str(text);
        if carrier.body.len() > self.text_limit {
            return Err(BakeError::TooLarge { found: carrier.body.len(), limit: self.text_limit });
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, at: usize) -> Result<(), BakeError> {
        if self.depth == 0 {
            return Err(outside(at));
        }
        // Outside a credential it is the drawing's own affair.
        if self.open.is_none() {
            return Ok(());
        }
        let character = reference.resolve_char_ref().map_err(|error| malformed(at, &error.to_string()))?;
        match (character, resolve_xml_entity(reference)) {
            (Some(character), _) => self.text(character.encode_utf8(&mut [0; 4]), at),
            (None, Some(text)) => self.text(text, at),
            (None, None) => Err(BakeError::SvgEntity { offset: at, found: format!("&{};", &**reference) }),
        }
    }

    fn finish(self, at: usize) -> Result<Svg, BakeError> {
        match self.svg {
            Some(svg) if self.depth == 0 => Ok(svg),
            _ => Err(malformed(at, "the end comes before the root's end tag")),
        }
    }
}

/// What a start tag says that matters here.
#[derive(Default)]
struct Attributes {
    bindings: Vec<(String, String)>,
    verify: Option<String>,
    verify_has_entity: bool,
}

/// Whether the element could be one of ours, whatever its prefix and the declarations that this reader does not follow.
fn is_named_like_ours(tag: &BytesStart<'_>) -> bool {
    Edition::ALL.iter().any(|edition| edition.element() == tag.local_name().into_inner())
}

/// The edition whose element this is. What merely looks like one, because its namespace depends on an entity, is refused.
fn edition(
    namespaces: &NamespaceResolver,
    tag: &BytesStart<'_>,
    at: usize,
) -> Result<Option<Edition>, BakeError> {
    let local = tag.local_name().into_inner();
    match namespaces.resolve_element(tag.name()).0 {
        ResolveResult::Bound(Namespace(namespace)) if namespace.contains('&') => {
            Err(BakeError::SvgEntity { offset: at, found: namespace.to_owned() })
        }
        ResolveResult::Bound(Namespace(namespace)) => Ok(Edition::ALL
            .into_iter()
            .find(|edition| edition.element() == local && edition.namespace() == namespace)),
        ResolveResult::Unbound => Ok(None),
        ResolveResult::Unknown(prefix) => {
            Err(malformed(at, &format!("the prefix `{prefix}` is bound to no namespace")))
        }
    }
}

fn malformed(offset: usize, message: &str) -> BakeError {
    BakeError::SvgMalformed { offset, message: message.to_owned() }
}

fn outside(offset: usize) -> BakeError {
    malformed(offset, "text outside the root")
}
