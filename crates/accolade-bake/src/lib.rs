//! Put a credential into a PNG or SVG and take it out, every other byte untouched.
