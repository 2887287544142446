//! [N-Quads 1.1](https://www.w3.org/TR/n-quads/): a strict reader, and the canonical form's ways of writing terms.

use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

use accolade_report::{Code, Finding, Pointer};

use crate::{Dataset, Literal, Quad, Term, TermId, XSD_STRING, codes};

/// Reads a document of N-Quads.
///
/// ```
/// use accolade_ld::nquads;
///
/// let dataset = nquads::parse("_:b0 <https://schema.org/name> \"Ada\"@en .\n")?;
/// assert_eq!(dataset.len(), 1);
/// assert_eq!(nquads::parse("_:b0 <name> \"Ada\" .").unwrap_err().line, 1);
/// # Ok::<(), accolade_ld::nquads::NQuadsError>(())
/// ```
///
/// # Errors
/// `nquads.syntax`, with the line.
pub fn parse(text: &str) -> Result<Dataset, NQuadsError> {
    let mut dataset = Dataset::with_capacity(text.len() / 128, text.len() / 2);
    // The grammar's EOL is any run of carriage returns and line feeds, so a return alone ends a line too.
    for (number, line) in text.split('\n').enumerate() {
        for line in line.split('\r') {
            let read = Line { rest: line }.quad(&mut dataset);
            read.map_err(|problem| NQuadsError { line: number + 1, problem })?;
        }
    }
    Ok(dataset)
}

/// Writes a dataset with the labels its blank nodes have, the lines sorted; canonical but for the labels.
///
/// A term that N-Quads cannot hold is written all the same: only [`canonicalize`](crate::rdfc::canonicalize) refuses it.
#[must_use]
pub fn to_nquads(dataset: &Dataset) -> String {
    let line = |quad: &Quad| {
        line(dataset, *quad, |blank| match dataset.term(blank) {
            Term::Blank(label) => label,
            Term::Iri(_) | Term::Literal(_) => "".into(),
        })
    };
    let mut lines: Vec<String> = dataset.quads().iter().map(line).collect();
    lines.sort_unstable();
    lines.concat()
}

/// Writes one statement as a line of canonical N-Quads, its blank nodes with other labels (without `_:`).
///
/// A term that N-Quads cannot hold is written all the same, as by [`to_nquads`].
#[must_use]
pub fn line<'a>(dataset: &Dataset, quad: Quad, label: impl Fn(TermId) -> Cow<'a, str>) -> String {
    let mut line = String::new();
    for id in quad.terms() {
        if id.is_blank() {
            line.extend(["_:", &label(id)]);
        } else {
            push_term(&mut line, dataset, id);
        }
        line.push(' ');
    }
    line.push_str(".\n");
    line
}

/// What is not N-Quads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NQuadsError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: &'static str,
}

impl NQuadsError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        codes::NQUADS_SYNTAX
    }
}

impl fmt::Display for NQuadsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not N-Quads at line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for NQuadsError {}

impl From<NQuadsError> for Finding {
    fn from(error: NQuadsError) -> Self {
        Self::error(error.code(), Pointer::root(), error.to_string()).with("line", error.line)
    }
}

/// Appends a term as canonical N-Quads writes it, a blank node with the label it has.
pub(crate) fn push_term(out: &mut String, dataset: &Dataset, id: TermId) {
    match dataset.term(id) {
        Term::Iri(iri) => out.extend(["<", iri, ">"]),
        Term::Blank(label) => out.extend(["_:", &label]),
        Term::Literal(literal) => push_literal(out, literal),
    }
}

/// Appends a literal in [canonical form](https://www.w3.org/TR/rdf-canon/#canonical-quads).
pub(crate) fn push_literal(out: &mut String, literal: Literal<'_>) {
    out.push('"');
    push_escaped(out, literal.lexical);
    out.push('"');
    match literal.language {
        Some(language) => out.extend(["@", language]),
        None if literal.datatype == XSD_STRING => {}
        None => out.extend(["^^<", literal.datatype, ">"]),
    }
}

/// Whether an IRI holds what the grammar's `IRIREF` cannot: such an IRI could end its term early and write quads of its
/// own.
pub(crate) fn ill_formed_iri(iri: &str) -> bool {
    iri.bytes().any(|byte| {
        byte <= b' ' || matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\')
    })
}

/// Whether a language tag is not one by the grammar's `LANGTAG`.
pub(crate) fn ill_formed_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let letters = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    !letters || parts.any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    // Most text needs no escape, so it is looked through byte by byte and copied in long pieces.
    while let Some(at) = rest.bytes().position(may_need_escape) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('\u{8}') => out.push_str("\\b"),
            Some('\t') => out.push_str("\\t"),
            Some('\n') => out.push_str("\\n"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\r') => out.push_str("\\r"),
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            // The other controls of ASCII, and what XML 1.1's `Char` leaves out (surrogates are no characters here).
            Some(c @ ('\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')) => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            Some(c) => out.push(c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Whether a byte is, or begins, a character that may be escaped; U+FFFE and U+FFFF begin with 0xEF.
const fn may_need_escape(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'"' | b'\\' | 0x7f | 0xef)
}

/// What is left of a line.
struct Line<'a> {
    rest: &'a str,
}

type Read<T> = Result<T, &'static str>;

impl<'a> Line<'a> {
    /// `statement ::= subject predicate object graphLabel? '.'`, or nothing but white space and a comment.
    fn quad(mut self, dataset: &mut Dataset) -> Read<()> {
        if self.at_end() {
            return Ok(());
        }
        let subject = self.node(dataset, "a subject is an IRI or a blank node")?;
        let predicate = self.iri(dataset, "a predicate is an IRI")?;
        let object = if self.skip_space().starts_with('"') {
            self.literal(dataset)?
        } else {
            self.node(dataset, "an object is an IRI, a blank node or a literal")?
        };
        let graph = if self.skip_space().starts_with('.') {
            None
        } else {
            Some(self.node(dataset, "after the object stands a graph's name or the final `.`")?)
        };
        if self.skip_space().starts_with('.') {
            self.advance(1);
        } else {
            return Err("the final `.` is missing");
        }
        if !self.at_end() {
            return Err("text after the final `.`");
        }
        dataset.insert(Quad { subject, predicate, object, graph });
        Ok(())
    }

    fn skip_space(&mut self) -> &'a str {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
        self.rest
    }

    fn at_end(&mut self) -> bool {
        let rest = self.skip_space();
        rest.is_empty() || rest.starts_with('#')
    }

    fn advance(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn node(&mut self, dataset: &mut Dataset, expected: &'static str) -> Read<TermId> {
        if self.skip_space().starts_with("_:") { self.blank(dataset) } else { self.iri(dataset, expected) }
    }

    /// `IRIREF`, absolute as §2.2 has it.
    fn iri(&mut self, dataset: &mut Dataset, expected: &'static str) -> Read<TermId> {
        let inner = self.skip_space().strip_prefix('<').ok_or(expected)?;
        let end = inner.find('>').ok_or("an IRI without its closing `>`")?;
        self.advance(1);
        let written = self.advance(end);
        self.advance(1);
        let raw_is_ill_formed = written
            .bytes()
            .any(|byte| byte <= b' ' || matches!(byte, b'<' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`'));
        if raw_is_ill_formed {
            return Err("an IRI holds a character that no IRI can hold");
        }
        let iri = decode(written, false)?;
        if ill_formed_iri(&iri) {
            return Err("an escape in an IRI stands for a character that no IRI can hold");
        }
        if !is_absolute(&iri) {
            return Err("an IRI is relative");
        }
        Ok(dataset.iri(&iri))
    }

    /// `BLANK_NODE_LABEL`.
    fn blank(&mut self, dataset: &mut Dataset) -> Read<TermId> {
        self.advance(2);
        let end = self.rest.find(|c| c != '.' && !is_pn_char(c)).unwrap_or(self.rest.len());
        let run = self.rest.get(..end).unwrap_or("");
        // A label does not end in `.`, which then ends the statement.
        let label = run.trim_end_matches('.');
        self.advance(label.len());
        if !label.starts_with(|c: char| c.is_ascii_digit() || is_pn_char_u(c)) {
            return Err("a blank node's label begins with a letter, a digit, `_` or `:`");
        }
        Ok(dataset.blank(label))
    }

    fn literal(&mut self, dataset: &mut Dataset) -> Read<TermId> {
        self.advance(1);
        let mut escaped = false;
        let end = self.rest.bytes().position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        let written = self.advance(end.ok_or("a literal without its closing quotation mark")?);
        self.advance(1);
        let lexical = &decode(written, true)?;
        if self.rest.starts_with('@') {
            self.advance(1);
            let end = self.rest.find(|c: char| c != '-' && !c.is_ascii_alphanumeric());
            let tag = self.advance(end.unwrap_or(self.rest.len()));
            if ill_formed_language(tag) {
                return Err("not a language tag");
            }
            return Ok(dataset.language_literal(lexical, tag));
        }
        if self.rest.starts_with("^^") {
            self.advance(2);
            if !self.rest.starts_with('<') {
                return Err("after `^^` stands a datatype's IRI");
            }
            let datatype = self.iri(dataset, "a datatype is an IRI")?;
            return Ok(dataset.literal(lexical, datatype));
        }
        Ok(dataset.string(lexical))
    }
}

/// Decodes `UCHAR`, and `ECHAR` where allowed.
fn decode(written: &str, echar: bool) -> Read<Cow<'_, str>> {
    if !written.contains('\\') {
        return Ok(written.into());
    }
    let mut decoded = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((plain, escape)) = rest.split_once('\\') {
        decoded.push_str(plain);
        let kind = escape.chars().next().ok_or("an escape that stops short")?;
        let hex = match kind {
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if hex > 0 {
            let digits = escape.get(1..=hex).ok_or("an escape that stops short")?;
            let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let number = u32::from_str_radix(digits, 16).ok().filter(|_| all_hex);
            decoded.push(number.and_then(char::from_u32).ok_or("an escape that stands for no character")?);
        } else {
            let c = match kind {
                't' => '\t',
                'b' => '\u{8}',
                'n' => '\n',
                'r' => '\r',
                'f' => '\u{c}',
                '"' | '\'' | '\\' => kind,
                _ => return Err("an unknown escape"),
            };
            if !echar {
                return Err("an escape that no IRI can hold");
            }
            decoded.push(c);
        }
        rest = escape.get(1 + hex..).unwrap_or("");
    }
    decoded.push_str(rest);
    Ok(decoded.into())
}

fn is_absolute(iri: &str) -> bool {
    iri.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

fn is_pn_char_u(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_' | ':' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

fn is_pn_char(c: char) -> bool {
    is_pn_char_u(c)
        || matches!(c, '-' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> (usize, &'static str) {
        let error = parse(text).unwrap_err();
        assert_eq!(error.code().as_str(), "nquads.syntax");
        (error.line, error.problem)
    }

    #[test]
    fn refuses_what_is_not_n_quads() {
        for (text, line, part) in [
            ("<a:s> <a:p> <a:o>", 1, "final `.`"),
            ("\n# remark\n<a:s> <a:p> <a:o> . <a:s>", 3, "after the final"),
            ("<a:s> <a:p> <a:o> <a:g> <a:x> .", 1, "final `.`"),
            ("<a:s> <a:p> <a:o> \"g\" .", 1, "graph's name"),
            ("\"s\" <a:p> <a:o> .", 1, "subject"),
            ("<a:s> _:p <a:o> .", 1, "predicate"),
            ("<a:s> <p> <a:o> .", 1, "relative"),
            ("<a:s> <a:p q> <a:o> .", 1, "no IRI can hold"),
            ("<a:s> <a:\\u0020> <a:o> .", 1, "no IRI can hold"),
            ("<a:s> <a:\\u003e> <a:o> .", 1, "no IRI can hold"),
            ("<a:s> <a:\\n> <a:o> .", 1, "no IRI can hold"),
            ("<a:s> <a:p> \"a\\x\" .", 1, "unknown escape"),
            ("<a:s> <a:p> \"a\\u12\" .", 1, "stops short"),
            ("<a:s> <a:p> \"a\\ud800\" .", 1, "no character"),
            ("<a:s> <a:p> \"a\\u+123\" .", 1, "no character"),
            ("<a:s> <a:p> \"a\\U00110000\" .", 1, "no character"),
            ("<a:s> <a:p> \"a\\\" .", 1, "closing quotation mark"),
            ("<a:s> <a:p> \"a", 1, "closing quotation mark"),
            ("<a:s> <a:p> \"a\"@ .", 1, "language tag"),
            ("<a:s> <a:p> \"a\"@e1-- .", 1, "language tag"),
            ("<a:s> <a:p> \"a\"^^_:b .", 1, "datatype"),
            ("<a:s> <a:p> _:-a .", 1, "label"),
            ("<a:s> <a:p> _:. .", 1, "label"),
        ] {
            let (found, problem) = problem(text);
            assert!(found == line && problem.contains(part), "{text}: {found}: {problem}");
        }
    }

    #[test]
    fn reads_and_writes_every_kind_of_term() {
        let text = concat!(
            "<a:s><a:p>_:x.1<a:g>.# a remark\r\n\r\n",
            "\t_:1 <a:p> \"\\u00e9\\U0001F600\\t\\b\\n\\r\\f\\\"\\'\\\\\"^^<http://www.w3.org/2001/XMLSchema#string> .\r",
            "_:1 <a:\\u00e9> \"\"@de-AT-1996 _:x.1 .\n",
            "_:1 <a:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer>.\n",
            "_:1 <a:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer>  .",
        );
        assert_eq!(
            to_nquads(&parse(text).unwrap()),
            concat!(
                "<a:s> <a:p> _:x.1 <a:g> .\n",
                "_:1 <a:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n",
                "_:1 <a:p> \"é😀\\t\\b\\n\\r\\f\\\"'\\\\\" .\n",
                "_:1 <a:é> \"\"@de-AT-1996 _:x.1 .\n",
            )
        );
    }

    #[test]
    fn escapes_what_the_canonical_form_escapes() {
        let mut out = String::new();
        push_escaped(&mut out, "a\0\u{7}\u{b}\u{1f}\u{7f}\u{80}\u{a0}\u{fffd}\u{fffe}\u{ffff}\u{1fffe}z");
        assert_eq!(out, "a\\u0000\\u0007\\u000B\\u001F\\u007F\u{80}\u{a0}\u{fffd}\\uFFFE\\uFFFF\u{1fffe}z");
    }
}
