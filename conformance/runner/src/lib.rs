//! Runs the fixtures and the published test vectors.
