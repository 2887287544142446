//! What is drawn, before it is known how.

use super::font::Weight;
use super::geometry::{Path, Point};
use super::palette::Colour;

/// A drawing on a square canvas.
pub(super) struct Scene {
    /// The length of each side.
    pub(super) side: u16,
    /// In one line, for those who do not see it.
    pub(super) title: String,
    /// In a sentence, for those who do not see it.
    pub(super) description: String,
    /// From back to front.
    pub(super) items: Vec<Item>,
}

pub(super) enum Item {
    Fill(Path, Paint),
    Stroke(Path, Colour, f32),
    Text(Line),
}

pub(super) enum Paint {
    Solid(Colour),
    /// Colours at equal distances from one point to the other.
    Linear(Point, Point, Vec<Colour>),
    /// Colours at equal distances from the centre to the radius.
    Radial(Point, f32, Vec<Colour>),
}

/// A line of text, set around the middle of its base.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) weight: Weight,
    pub(super) size: f32,
    /// Space added behind each letter.
    pub(super) tracking: f32,
    pub(super) colour: Colour,
    /// With its letters' base here.
    pub(super) base: Base,
    /// How wide it is in the fonts beside this file.
    pub(super) width: f32,
}

#[derive(Clone, Copy)]
pub(super) enum Base {
    /// Level, its middle at this point.
    Level(Point),
    /// Around a circle, its middle at the top, read clockwise.
    Over { centre: Point, radius: f32 },
    /// Around a circle, its middle at the bottom, read counter-clockwise.
    Under { centre: Point, radius: f32 },
}
