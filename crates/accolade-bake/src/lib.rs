//! Put a credential into a PNG or SVG and take it out, every other byte untouched.
//!
//! [`bake`] inserts what [Open Badges 3.0 §5.3](https://www.imsglobal.org/spec/ob/v3p0/#baking) asks for into the bytes
//! of an image and changes no other byte. [`unbake`] takes it out again, and is strict where readers could disagree: a
//! second credential, text in a guessed encoding, or an XML entity is refused; what is unusual but harmless is a
//! [`Finding`]. Assertions baked by the rules of Open Badges 2.0 are read and named as such.
//!
//! Bytes come in, bytes go out: nothing is fetched, decoded as a picture, or expanded.
//!
//! ```
//! use accolade_bake::{BakeOptions, Edition, Limits, bake, codes, unbake};
//!
//! let image = r#"<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>"#;
//! let baked = bake(image.as_bytes(), r#"{"note": "]]> survives"}"#, &BakeOptions::default())?;
//!
//! let taken = unbake(&baked, &Limits::default())?;
//! assert_eq!(taken.text, r#"{"note": "]]> survives"}"#);
//! assert_eq!(taken.edition, Edition::OpenBadges3);
//!
//! let again = bake(&baked, "{}", &BakeOptions::default()).unwrap_err();
//! assert_eq!(again.code(), codes::ALREADY_BAKED);
//! # Ok::<(), accolade_bake::BakeError>(())
//! ```

mod choose;
pub mod codes;
mod error;
mod png;
mod sniff;
#[cfg(feature = "svg")]
mod svg;
#[cfg(not(feature = "svg"))]
#[path = "absent.rs"]
mod svg;
mod text;

pub use error::BakeError;
pub use sniff::{ImageFormat, sniff};

use accolade_report::Finding;

/// By which rules a credential is baked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Edition {
    /// Open Badges 3.0: keyword `openbadgecredential`.
    #[default]
    OpenBadges3,
    /// Comprehensive Learner Record 2.0: keyword `clrcredential`.
    Clr2,
    /// Open Badges 2.0 and before, read but not written: keyword `openbadges`.
    OpenBadges2,
}

impl Edition {
    const ALL: [Self; 3] = [Self::OpenBadges3, Self::Clr2, Self::OpenBadges2];

    /// The keyword of the PNG chunk.
    #[must_use]
    pub const fn keyword(self) -> &'static str {
        match self {
            Self::OpenBadges3 => "openbadgecredential",
            Self::Clr2 => "clrcredential",
            Self::OpenBadges2 => "openbadges",
        }
    }

    /// The namespace of the SVG element.
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::OpenBadges3 => "https://purl.imsglobal.org/ob/v3p0",
            Self::Clr2 => "https://purl.imsglobal.org/clr/v2p0",
            Self::OpenBadges2 => "http://openbadges.org",
        }
    }

    #[cfg(feature = "svg")]
    const fn element(self) -> &'static str {
        match self {
            Self::OpenBadges3 | Self::Clr2 => "credential",
            Self::OpenBadges2 => "assertion",
        }
    }
}

/// How to bake.
#[derive(Clone, Copy, Debug, Default)]
pub struct BakeOptions {
    /// By which rules; Open Badges 2.0 is not written.
    pub edition: Edition,
    /// Replace what is baked into the image already, of whichever edition, instead of refusing it.
    pub overwrite: bool,
    /// How much is read.
    pub limits: Limits,
}

/// How much is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest image, in bytes.
    pub image_bytes: usize,
    /// The longest credential, in bytes, after decompression.
    pub text_bytes: usize,
}

impl Default for Limits {
    /// An image of 32 MiB, a credential of 16 MiB.
    fn default() -> Self {
        Self { image_bytes: 32 << 20, text_bytes: 16 << 20 }
    }
}

/// A credential taken out of an image.
#[derive(Clone, Debug, PartialEq)]
pub struct Baked {
    /// The credential, without white space around it: JSON or a compact token; for Open Badges 2.0 also a URL.
    pub text: String,
    /// The kind of image.
    pub format: ImageFormat,
    /// By which rules it was baked.
    pub edition: Edition,
    /// What was unusual about the baking.
    pub findings: Vec<Finding>,
}

/// Puts `credential`, a JSON object or a compact token, into a copy of `image`.
///
/// White space around the credential is dropped, and in an SVG a carriage return becomes a line feed, as every XML reader
/// would have it. Every byte of the image stays as it is; with `overwrite`, what was baked in before is cut out.
///
/// # Errors
/// `bake.unknown-format`, `bake.not-a-credential`, `bake.already-baked`, `bake.too-large`, and those of [`unbake`] that
/// speak of a broken image; an image that [`unbake`] would complain about is not baked.
pub fn bake(image: &[u8], credential: &str, options: &BakeOptions) -> Result<Vec<u8>, BakeError> {
    let format = recognise(image, &options.limits)?;
    let credential = text::bakeable(credential, &options.limits)?;
    if options.edition == Edition::OpenBadges2 {
        return Err(BakeError::NotACredential { reason: "Open Badges 2.0 is read, not written" });
    }
    let baked = match format {
        ImageFormat::Png => png::bake(image, credential, options),
        ImageFormat::Svg => svg::bake(image, credential, options),
    }?;
    // Nothing leaves that the reader would refuse, for its size among other reasons.
    unbake(&baked, &options.limits)?;
    Ok(baked)
}

/// Takes the credential out of `image`.
///
/// # Errors
/// `bake.unknown-format`, `bake.too-large`, `bake.no-credential`, `bake.two-credentials`, `bake.not-utf8`; for a PNG also
/// `bake.truncated`, `bake.chunk-length`, `bake.png-structure`, `bake.malformed-chunk`, `bake.decompression-limit`; for an
/// SVG also `bake.svg-encoding`, `bake.svg-malformed`, `bake.svg-entity`, `bake.svg-markup`, `bake.svg-too-complex`.
pub fn unbake(image: &[u8], limits: &Limits) -> Result<Baked, BakeError> {
    match recognise(image, limits)? {
        ImageFormat::Png => png::unbake(image, limits),
        ImageFormat::Svg => svg::unbake(image, limits),
    }
}

fn recognise(image: &[u8], limits: &Limits) -> Result<ImageFormat, BakeError> {
    if image.len() > limits.image_bytes {
        return Err(BakeError::TooLarge { found: image.len(), limit: limits.image_bytes });
    }
    sniff(image).ok_or(BakeError::UnknownFormat { looks_like: sniff::looks_like(image) })
}
