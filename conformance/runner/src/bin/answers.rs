//! Answers calls natively: a `VerifyCall` a line on the standard input, its `VerifyAnswer` a line on the standard output. The
//! browser's builds are held against it.

use std::io::{BufRead as _, Write as _, stdin, stdout};

fn main() -> std::io::Result<()> {
    let mut out = stdout().lock();
    for call in stdin().lock().lines() {
        writeln!(out, "{}", accolade::ffi::verify_json(&call?))?;
    }
    Ok(())
}
