use accolade_keys::{Base, encode_multibase};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The labels of `c14n0`, `c14n1` and so on up to `count`: for each, the HMAC of its canonical identifier in multibase
/// ([createHmacIdLabelMapFunction](https://www.w3.org/TR/vc-di-ecdsa/#createhmacidlabelmapfunction)).
///
/// Canonical identifiers are numbered by what the whole document says, so that they tell of what is not shown; these do
/// not, to anyone without the key.
///
/// ```
/// use accolade_proof::data_integrity::selective::hmac_labels;
/// // The key and the label of the specification's examples.
/// let key = 0x0011_2233_4455_6677_8899_aabb_ccdd_eeff_u128.to_be_bytes();
/// let key = *[key, key].as_flattened().first_chunk().unwrap();
/// assert_eq!(hmac_labels(&key, 1), ["u4YIOZn1MHES1Z4Ij2hWZG3R4dEYBqg5fHTyDEvYhC38"]);
/// ```
#[must_use]
pub fn hmac_labels(key: &[u8; 32], count: usize) -> Vec<String> {
    let label = |number| encode_multibase(Base::Base64Url, &hmac(key, &format!("c14n{number}")));
    (0..count).map(label).collect()
}

/// The labels of `c14n0`, `c14n1` and so on up to `count`: `b` and the rank of the one that [`hmac_labels`] gives
/// ([createShuffledIdLabelMapFunction](https://www.w3.org/TR/vc-di-bbs/#createshuffledidlabelmapfunction)).
///
/// ```
/// use accolade_proof::data_integrity::selective::shuffled_hmac_labels;
/// let mut labels = shuffled_hmac_labels(&[0; 32], 3);
/// labels.sort();
/// assert_eq!(labels, ["b0", "b1", "b2"]);
/// ```
#[must_use]
pub fn shuffled_hmac_labels(key: &[u8; 32], count: usize) -> Vec<String> {
    let labels = hmac_labels(key, count);
    let mut sorted: Vec<&String> = labels.iter().collect();
    sorted.sort_unstable();
    let rank = |label| sorted.binary_search(&label).unwrap_or_default();
    labels.iter().map(|label| format!("b{}", rank(label))).collect()
}

/// HMAC with SHA-256 ([RFC 2104 §2](https://www.rfc-editor.org/rfc/rfc2104#section-2)).
fn hmac(key: &[u8; 32], message: &str) -> [u8; 32] {
    // Step 1: a key shorter than a block is filled up with zeros.
    let mut block = [0; 64];
    block.iter_mut().zip(key).for_each(|(slot, byte)| *slot = *byte);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().into()
}
