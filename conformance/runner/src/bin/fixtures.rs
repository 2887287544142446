//! Writes the signed fixtures anew: `cargo run --package accolade-conformance --bin fixtures`.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "a command that writes files, or fails")]

use accolade_conformance::{fixtures, generate};

fn main() {
    for (area, files) in generate::areas() {
        for (name, bytes) in files {
            let path = fixtures::folder().join(area).join(name);
            std::fs::create_dir_all(path.parent().expect("a file stands in a folder"))
                .expect("a folder can be made");
            std::fs::write(&path, bytes).expect("a file can be written");
        }
    }
}
