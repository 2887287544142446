//! Draws a badge by itself, as SVG and as PNG, from what a credential says.
//!
//! One scene is laid out ([`seal`]) and written twice: as an SVG with real text in the reader's own fonts, and as pixels
//! with the glyphs of the two fonts beside this file. The same words always give the same bytes.
//!
//! The fonts cover Latin, Greek and Cyrillic; a letter beyond them, or a script that joins its letters, is drawn in the
//! SVG by the reader's fonts and stands as an empty box in the PNG.

mod font;
mod geometry;
mod palette;
mod pixels;
mod scene;
mod seal;
mod text;
mod vector;

/// What a badge shows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BadgeArt<'a> {
    /// The achievement's name, in the middle.
    pub(crate) title: &'a str,
    /// Who awards it, around the top. The colours follow from it, so one issuer's badges look alike.
    pub(crate) issuer: &'a str,
    /// Who earned it, below the title.
    pub(crate) learner: Option<&'a str>,
    /// Level and workload in a few words, such as `EQF level 5 · 2 ECTS`, on the banner.
    pub(crate) level: Option<&'a str>,
    /// When, around the bottom.
    pub(crate) awarded: Option<&'a str>,
}

/// The badge as an SVG document.
pub(crate) fn svg(art: &BadgeArt<'_>) -> std::io::Result<String> {
    Ok(vector::write(&seal::lay_out(art)?))
}

/// The badge as a PNG of 800 × 800 pixels on a transparent ground.
pub(crate) fn png(art: &BadgeArt<'_>) -> std::io::Result<Vec<u8>> {
    pixels::paint(&seal::lay_out(art)?)
}

#[cfg(test)]
mod tests;
