//! Prints `spec-notes/rules.md`.

fn main() {
    print!("{}", accolade_conformance::rules::markdown());
}
