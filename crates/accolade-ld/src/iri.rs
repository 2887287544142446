//! IRI references: well-formedness and resolution, no more of [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986) and
//! [RFC 3987](https://www.rfc-editor.org/rfc/rfc3987) than JSON-LD asks for.

/// Whether the text has the form of an IRI: a scheme, a colon, and nothing that ends a line or a word.
pub(crate) fn is_absolute(text: &str) -> bool {
    after_scheme(text).is_some_and(|rest| !rest.chars().any(char::is_whitespace))
}

/// Whether the text is led by a scheme.
pub(crate) fn has_scheme(text: &str) -> bool {
    after_scheme(text).is_some()
}

/// Whether the text can stand in N-Quads as an IRI: absolute, free of the characters that no IRI has, and with one fragment
/// at most.
pub(crate) fn is_well_formed(text: &str) -> bool {
    after_scheme(text).is_some_and(|rest| {
        // Every identifier of a document passes here, so it is one pass with a look-up a byte.
        let class = |byte: u8| CLASSES.get(usize::from(byte)).copied().unwrap_or(UNFIT);
        let (unfit, fragments) = rest.bytes().map(class).fold((0, 0_usize), |(unfit, fragments), class| {
            (unfit | (class & UNFIT), fragments + usize::from(class & FRAGMENT))
        });
        unfit == 0 && fragments <= 1
    })
}

const FRAGMENT: u8 = 1;
const UNFIT: u8 = 2;

/// What each byte is to an IRI; those beyond ASCII belong to characters that it may have.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let unfit = b"<>\"{}|^`\\\x7f";
    let mut at = 0;
    while at < 256 {
        #[expect(clippy::indexing_slicing, reason = "it is checked while compiling")]
        if at <= b' ' as usize {
            classes[at] = UNFIT;
        }
        at += 1;
    }
    at = 0;
    while at < unfit.len() {
        #[expect(clippy::indexing_slicing, reason = "it is checked while compiling")]
        {
            classes[unfit[at] as usize] = UNFIT;
        }
        at += 1;
    }
    #[expect(clippy::indexing_slicing, reason = "it is checked while compiling")]
    {
        classes[b'#' as usize] = FRAGMENT;
    }
    classes
};

/// Whether the text can stand in N-Quads as the label of a blank node.
pub(crate) fn is_blank_label(label: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let inside = |c: char| plain(c) || matches!(c, '-' | '.' | '\u{b7}' | '\u{203f}' | '\u{2040}');
    let inside = |c: char| inside(c) || matches!(c, '\u{300}'..='\u{36f}');
    label.starts_with(plain) && label.chars().all(inside) && !label.ends_with('.')
}

/// Whether the text is a language tag by the outline of [BCP 47](https://www.rfc-editor.org/info/bcp47): subtags of one
/// to eight letters or digits, the first of letters only.
pub(crate) fn is_language_tag(tag: &str) -> bool {
    let sized = |subtag: &str| (1..=8).contains(&subtag.len());
    let mut subtags = tag.split('-');
    subtags.next().is_some_and(|first| sized(first) && first.bytes().all(|b| b.is_ascii_alphabetic()))
        && subtags.all(|subtag| sized(subtag) && subtag.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let mut bytes = scheme.bytes();
    let well_formed = bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    well_formed.then_some(rest)
}

/// The reference resolved against the base, as in [RFC 3986 §5.2](https://www.rfc-editor.org/rfc/rfc3986#section-5.2),
/// without any normalization.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let reference_parts = Parts::of(reference);
    if reference_parts.scheme.is_some() {
        return Parts { path: &without_dots(reference_parts.path), ..reference_parts }.join();
    }
    let base_parts = Parts::of(base);
    if reference_parts.authority.is_some() {
        let path = without_dots(reference_parts.path);
        return Parts { scheme: base_parts.scheme, path: &path, ..reference_parts }.join();
    }
    let (path, query) = if reference_parts.path.is_empty() {
        (base_parts.path.to_owned(), reference_parts.query.or(base_parts.query))
    } else if reference_parts.path.starts_with('/') {
        (without_dots(reference_parts.path), reference_parts.query)
    } else {
        (without_dots(&base_parts.merge(reference_parts.path)), reference_parts.query)
    };
    Parts { path: &path, query, fragment: reference_parts.fragment, ..base_parts }.join()
}

/// The shortest relative reference that resolves to the IRI, without leaving the base's authority; `None` where there is none.
pub(crate) fn relative(base: &str, iri: &str) -> Option<String> {
    let (base_parts, parts) = (Parts::of(base), Parts::of(iri));
    let shared = parts.scheme.is_some() && parts.authority.is_some();
    if !shared || (base_parts.scheme, base_parts.authority) != (parts.scheme, parts.authority) {
        return None;
    }
    let same_path = base_parts.path == parts.path;
    let path = if same_path
        && (parts.query.is_some() || base_parts.query.is_none() && parts.fragment.is_some())
    {
        String::new()
    } else {
        let (base_folders, _) = base_parts.path.rsplit_once('/').unwrap_or(("", base_parts.path));
        let (folders, file) = parts.path.rsplit_once('/').unwrap_or(("", parts.path));
        let shared =
            base_folders.split('/').zip(folders.split('/')).take_while(|(one, other)| one == other).count();
        let mut path = "../".repeat(base_folders.split('/').count() - shared);
        for folder in folders.split('/').skip(shared) {
            path.push_str(folder);
            path.push('/');
        }
        path.push_str(file);
        // What is empty, begins with a slash, or has a colon in its first segment would be read as something else.
        let first = path.split('/').next().unwrap_or("");
        if first.is_empty() || first.contains(':') { format!("./{path}") } else { path }
    };
    let relative = Parts { scheme: None, authority: None, path: &path, ..parts }.join();
    (resolve(base, &relative) == iri).then_some(relative)
}

#[derive(Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Self {
        let (scheme, rest) = match after_scheme(text) {
            Some(rest) => (text.get(..text.len() - rest.len() - 1), rest),
            None => (None, text),
        };
        let (rest, fragment) = cut(rest, '#');
        let (rest, query) = cut(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
            None => (None, rest),
        };
        Self { scheme, authority, path, query, fragment }
    }

    fn merge(&self, path: &str) -> String {
        match self.path.rfind('/') {
            None if self.authority.is_some() => format!("/{path}"),
            None => path.to_owned(),
            Some(slash) => format!("{}{path}", self.path.get(..=slash).unwrap_or("")),
        }
    }

    fn join(self) -> String {
        let mut out = String::new();
        if let Some(scheme) = self.scheme {
            out.push_str(scheme);
            out.push(':');
        }
        if let Some(authority) = self.authority {
            out.push_str("//");
            out.push_str(authority);
        }
        out.push_str(self.path);
        for (lead, part) in [('?', self.query), ('#', self.fragment)] {
            if let Some(part) = part {
                out.push(lead);
                out.push_str(part);
            }
        }
        out
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// [RFC 3986 §5.2.4](https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4).
fn without_dots(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("../").or_else(|| rest.strip_prefix("./")) {
            rest = after;
        } else if rest.starts_with("/./") || rest == "/." {
            rest = rest.get(2..).filter(|after| !after.is_empty()).unwrap_or("/");
        } else if rest.starts_with("/../") || rest == "/.." {
            rest = rest.get(3..).filter(|after| !after.is_empty()).unwrap_or("/");
            out.truncate(out.rfind('/').unwrap_or(0));
        } else if rest == "." || rest == ".." {
            break;
        } else {
            let lead = usize::from(rest.starts_with('/'));
            let end = rest.get(lead..).and_then(|after| after.find('/')).map_or(rest.len(), |at| at + lead);
            let (segment, after) = rest.split_at(end);
            out.push_str(segment);
            rest = after;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 3986 §5.4, with the base that it names.
    #[test]
    fn resolves_as_rfc_3986_shows() {
        for (reference, resolved) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./g/.", "http://a/b/c/g/"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), resolved, "{reference}");
        }
    }

    #[test]
    fn makes_references_relative() {
        for (iri, relative) in [
            ("http://a/b/c/g", Some("g")),
            ("http://a/b/c/d;p", Some("d;p")),
            ("http://a/b/c/d;p?q", Some("?q")),
            ("http://a/b/c/d;p?q#s", Some("?q#s")),
            ("http://a/b/c/d;p#s", Some("d;p#s")),
            ("http://a/b/c/g/h", Some("g/h")),
            ("http://a/b/c/", Some("./")),
            ("http://a/b/", Some("../")),
            ("http://a/", Some("../../")),
            ("http://a/g?y#s", Some("../../g?y#s")),
            ("http://a/b/c/g:h", Some("./g:h")),
            ("http://a/b/c//g", Some(".//g")),
            ("http://a", None),
            ("http://a/b/c/./g", None),
            ("http://b/b/c/g", None),
            ("https://a/b/c/g", None),
            ("urn:a:b", None),
            ("_:b", None),
        ] {
            assert_eq!(super::relative("http://a/b/c/d;p?q", iri).as_deref(), relative, "{iri}");
        }
        assert_eq!(super::relative("urn:a:b", "urn:a:c"), None);
        assert_eq!(super::relative("http://a/b", "http://a/b#c").as_deref(), Some("#c"));
    }

    #[test]
    fn knows_what_can_stand_in_n_quads() {
        for (text, absolute, well_formed) in [
            ("https://a.example/é?x#y", true, true),
            ("xsd:dateTime", true, true),
            ("did:key:z6Mk", true, true),
            ("data:image/png;base64,AAAA", true, true),
            ("a:b#c#d", true, false),
            ("a:b<c", true, false),
            ("a:b c", false, false),
            ("a:b\\c", true, false),
            ("name", false, false),
            ("1a:b", false, false),
            (":b", false, false),
            ("/a:b", false, false),
        ] {
            assert_eq!((is_absolute(text), is_well_formed(text)), (absolute, well_formed), "{text}");
        }
        for (label, good) in
            [("b0", true), ("a b", false), ("", false), ("-a", false), ("a-b.c", true), ("a.", false)]
        {
            assert_eq!(is_blank_label(label), good, "{label}");
        }
        for (tag, good) in [
            ("de", true),
            ("de-AT", true),
            ("x-private", true),
            ("a b", false),
            ("", false),
            ("de_AT", false),
            ("toolongtag", false),
        ] {
            assert_eq!(is_language_tag(tag), good, "{tag}");
        }
    }
}
