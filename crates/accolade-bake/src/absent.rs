//! SVG images, in a build that goes without them.

use crate::{BakeError, BakeOptions, Baked, Limits};

const UNREAD: BakeError =
    BakeError::UnknownFormat { looks_like: Some("an SVG image, which this build does not read") };

pub(crate) fn bake(_: &[u8], _: &str, _: &BakeOptions) -> Result<Vec<u8>, BakeError> {
    Err(UNREAD)
}

pub(crate) fn unbake(_: &[u8], _: &Limits) -> Result<Baked, BakeError> {
    Err(UNREAD)
}
