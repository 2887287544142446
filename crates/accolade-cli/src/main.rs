//! The `accolade` program.

fn main() {}
