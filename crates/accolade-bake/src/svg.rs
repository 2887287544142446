//! Baking into an SVG: an element directly after the root's start tag.
//!
//! [OB 3.0 §5.3.2](https://www.imsglobal.org/spec/ob/v3p0/#svg).
//!
//! The image is scanned, never written anew: baking copies its bytes and puts two strings between them.

mod scan;

use self::scan::{Carrier, Svg};
use crate::choose::only_credential;
use crate::{BakeError, BakeOptions, Baked, Edition, ImageFormat, Limits, text};

pub(crate) fn bake(image: &[u8], credential: &str, options: &BakeOptions) -> Result<Vec<u8>, BakeError> {
    let svg = Svg::scan(image, &options.limits)?;
    if svg.root_is_empty {
        let message = "the drawing is empty".to_owned();
        return Err(BakeError::SvgMalformed { offset: svg.root_tag.start, message });
    }
    match svg.carriers.first() {
        Some(carrier) if !options.overwrite => {
            return Err(BakeError::AlreadyBaked { edition: carrier.edition, offset: carrier.span.start });
        }
        _ => {}
    }

    let (declaration, element) = written(options.edition, credential, svg.binding(prefix(options.edition)));
    // The declaration goes before the tag's `>`, the element behind it.
    let before_close = svg.root_tag.end - 1;
    let mut out = Vec::with_capacity(image.len() + declaration.len() + element.len());
    let copy = |out: &mut Vec<u8>, from: usize, to: usize| {
        out.extend_from_slice(image.get(from..to).unwrap_or_default());
    };
    copy(&mut out, 0, before_close);
    out.extend_from_slice(declaration.as_bytes());
    copy(&mut out, before_close, svg.root_tag.end);
    out.extend_from_slice(element.as_bytes());
    let mut kept_to = svg.root_tag.end;
    for cut in svg.carriers.iter().map(|carrier| &carrier.span) {
        copy(&mut out, kept_to, cut.start);
        kept_to = cut.end;
    }
    copy(&mut out, kept_to, image.len());
    Ok(out)
}

pub(crate) fn unbake(image: &[u8], limits: &Limits) -> Result<Baked, BakeError> {
    let svg = Svg::scan(image, limits)?;
    let (carrier, finding) = only_credential(&svg.carriers, |carrier| (carrier.edition, carrier.span.start))?;
    let text = credential(carrier)?;
    let findings = finding.into_iter().collect();
    Ok(Baked { text: text.to_owned(), format: ImageFormat::Svg, edition: carrier.edition, findings })
}

/// What the element holds: `verify` or the body, not both.
fn credential(carrier: &Carrier) -> Result<&str, BakeError> {
    let body = text::trim(&carrier.body);
    let offset = carrier.span.start;
    match carrier.verify.as_deref().map(text::trim) {
        // An assertion of Open Badges 2.0 may have both: where it is hosted, and what it said then. The first decides.
        Some(verify) if !body.is_empty() && carrier.edition != Edition::OpenBadges2 && !verify.is_empty() => {
            Err(BakeError::TwoCredentials { first: offset, second: offset })
        }
        Some(verify) if !verify.is_empty() => Ok(verify),
        _ if !body.is_empty() => Ok(body),
        _ => Err(BakeError::NoCredential { empty_at: Some(offset) }),
    }
}

/// The namespace declaration for the root's tag, and the element.
fn written(edition: Edition, credential: &str, bound: Option<&str>) -> (String, String) {
    let prefix = prefix(edition);
    let binding = format!(r#" xmlns:{prefix}="{}""#, edition.namespace());
    let (on_root, on_element) = match bound {
        None => (binding, String::new()),
        Some(namespace) if namespace == edition.namespace() => (String::new(), String::new()),
        // The prefix means something else in this image: it is bound anew, for this element alone.
        Some(_) => (String::new(), binding),
    };
    let name = format!("{prefix}:{}", edition.element());
    let element = if text::is_compact_token(credential) {
        format!(r#"<{name}{on_element} verify="{credential}"></{name}>"#)
    } else {
        // Readers of XML turn every line end into a line feed: so does the writer. In JSON they are white space.
        let lines = credential.replace("\r\n", "\n").replace('\r', "\n");
        let body = lines.replace("]]>", "]]]]><![CDATA[>");
        format!("<{name}{on_element}><![CDATA[{body}]]></{name}>")
    };
    (on_root, element)
}

const fn prefix(edition: Edition) -> &'static str {
    match edition {
        Edition::OpenBadges3 | Edition::OpenBadges2 => "openbadges",
        Edition::Clr2 => "clr",
    }
}
