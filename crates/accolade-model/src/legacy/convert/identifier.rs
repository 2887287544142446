//! Identifiers of what is made, derived from those of what it is made of.

use sha2::{Digest, Sha256};

/// A UUID of [version 8](https://www.rfc-editor.org/rfc/rfc9562#section-5.8), from the SHA-256 of what it is for.
pub(super) fn derived(role: &str, source: &str) -> String {
    let hash =
        Sha256::new().chain_update("accolade ").chain_update(role).chain_update(" ").chain_update(source);
    let hash = hash.finalize();
    let mut text = String::from("urn:uuid:");
    for (index, byte) in hash.iter().take(16).enumerate() {
        let byte = match index {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
