//! Points and outlines.

use std::f32::consts::{PI, TAU};

/// A place on the canvas; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f32,
    pub(super) y: f32,
}

/// The point `(x, y)`.
pub(super) const fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl Point {
    /// The point at that distance, in the direction of `angle`: 0 is to the right, a quarter turn is down.
    pub(super) fn polar(self, radius: f32, angle: f32) -> Self {
        at(self.x + radius * angle.cos(), self.y + radius * angle.sin())
    }
}

/// A step of an outline.
#[derive(Clone, Copy, Debug)]
pub(super) enum Segment {
    Move(Point),
    Line(Point),
    Quad(Point, Point),
    Cubic(Point, Point, Point),
    Close,
}

/// An outline.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(pub(super) Vec<Segment>);

impl Path {
    pub(super) fn polygon(points: &[Point]) -> Self {
        let mut steps: Vec<Segment> = points.iter().map(|&point| Segment::Line(point)).collect();
        if let Some(first) = steps.first_mut()
            && let Segment::Line(point) = *first
        {
            *first = Segment::Move(point);
        }
        steps.push(Segment::Close);
        Self(steps)
    }

    pub(super) fn circle(centre: Point, radius: f32) -> Self {
        Self::arc(centre, radius, 0.0, TAU)
    }

    /// Part of a circle, from one angle to another, in pieces of at most a quarter turn; a whole turn is closed.
    pub(super) fn arc(centre: Point, radius: f32, from: f32, to: f32) -> Self {
        let pieces = ((to - from).abs() / (PI / 2.0)).ceil().max(1.0);
        let sweep = (to - from) / pieces;
        // The handles with which a cubic comes closest to a circle.
        let handle = radius * 4.0 / 3.0 * (sweep / 4.0).tan();
        let mut path = vec![Segment::Move(centre.polar(radius, from))];
        let mut angle = from;
        while (to - angle) * sweep.signum() > sweep.abs() / 2.0 {
            let next = angle + sweep;
            path.push(Segment::Cubic(
                centre.polar(radius, angle).polar(handle, angle + PI / 2.0),
                centre.polar(radius, next).polar(-handle, next + PI / 2.0),
                centre.polar(radius, next),
            ));
            angle = next;
        }
        if (to - from).abs() >= TAU {
            path.push(Segment::Close);
        }
        Self(path)
    }

    /// A round edge of `count` waves between two radii.
    pub(super) fn scallops(centre: Point, inner: f32, outer: f32, count: u8) -> Self {
        let step = TAU / f32::from(count);
        let mut path = vec![Segment::Move(centre.polar(inner, -PI / 2.0))];
        for n in 0..count {
            let start = f32::from(n) * step - PI / 2.0;
            let bulge = |part: f32| centre.polar(outer + (outer - inner) * 0.35, start + step * part);
            path.push(Segment::Cubic(bulge(0.2), bulge(0.8), centre.polar(inner, start + step)));
        }
        path.push(Segment::Close);
        Self(path)
    }

    /// A star with five points, one upwards.
    pub(super) fn star(centre: Point, radius: f32) -> Self {
        let corner = |n: u8| {
            let radius = if n.is_multiple_of(2) { radius } else { radius * 0.42 };
            centre.polar(radius, f32::from(n) * PI / 5.0 - PI / 2.0)
        };
        Self::polygon(&(0..10).map(corner).collect::<Vec<_>>())
    }
}
