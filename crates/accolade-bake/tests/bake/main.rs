//! Baking, tried on the fixtures and on made-up images.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests read fixtures, and their helpers may fail loudly"
)]

mod fixtures;
mod identity;
mod images;
