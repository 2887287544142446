//! Writes the images of `fixtures/bake` into the folder named as argument.
//!
//! `cargo run -p accolade-bake --example make_fixtures -- fixtures/bake`
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a tool that writes files"
)]

#[path = "../tests/bake/images.rs"]
mod images;

fn main() -> std::io::Result<()> {
    let folder =
        std::path::PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "fixtures/bake".into()));
    std::fs::create_dir_all(&folder)?;
    for (name, bytes) in images::all() {
        std::fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
