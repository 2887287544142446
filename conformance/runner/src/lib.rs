//! Runs the fixtures and the published test vectors, and holds them against `conformance/expected.toml`.
//!
//! The bulk vectors are not part of the repository. `ACCOLADE_VECTORS` names the folder that holds them; see
//! [`vectors`] for its layout. A test that needs them says so and does nothing when the variable is unset.
#![expect(clippy::disallowed_methods, reason = "a test runner reads files and its environment")]
#![expect(clippy::expect_used, reason = "a test runner fails by panicking")]

pub mod fixtures;
pub mod generate;
pub mod report;
pub mod rules;
pub mod tally;
pub mod vectors;
pub mod webvh;
