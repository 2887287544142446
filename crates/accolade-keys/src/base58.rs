//! base58btc ([Controlled Identifiers §2.4](https://www.w3.org/TR/cid-1.0/#multibase-0)), five digits at a time: digit by digit, reading the
//! key and the signature of a small badge took a twenty-fifth of its whole verification.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// What each byte stands for as a digit; [`NONE`] where it is none.
const VALUES: [u8; 256] = values();
const NONE: u8 = u8::MAX;
/// As many digits as a limb of 32 bits holds.
const DIGITS: usize = 5;

#[expect(clippy::indexing_slicing, reason = "counted while compiling")]
const fn values() -> [u8; 256] {
    let mut values = [NONE; 256];
    let mut digit = 0;
    while digit < ALPHABET.len() {
        values[ALPHABET[digit] as usize] = digit as u8;
        digit += 1;
    }
    values
}

/// The bytes; `None` where a character is no digit. The work is the square of the length.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    let zeros = text.iter().take_while(|&&character| character == b'1').count();
    // The least first.
    let mut limbs: Vec<u32> = Vec::with_capacity(text.len() / DIGITS + 1);
    for digits in text.get(zeros..)?.chunks(DIGITS) {
        let (mut carry, mut scale) = (0, 1);
        for &digit in digits {
            let value = *VALUES.get(usize::from(digit)).filter(|&&value| value != NONE)?;
            carry = carry * 58 + u64::from(value);
            scale *= 58;
        }
        for limb in &mut limbs {
            carry += u64::from(*limb) * scale;
            *limb = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            limbs.push(low(carry));
        }
    }
    let mut bytes = Vec::with_capacity(zeros + 4 * limbs.len());
    bytes.resize(zeros, 0);
    bytes.extend(limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).skip_while(|&byte| byte == 0));
    Some(bytes)
}

/// The text. The work is the square of the length.
pub(crate) fn encode(bytes: &[u8]) -> String {
    const SCALE: u64 = 58_u64.pow(5);
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    // The greatest first, and so the bytes that make no whole limb.
    let (first, rest) = bytes.split_at(bytes.len() % 4);
    let whole = |bytes: &[u8]| bytes.iter().fold(0, |limb, &byte| limb << 8 | u32::from(byte));
    let mut limbs: Vec<u32> = std::iter::once(first).chain(rest.chunks(4)).map(whole).collect();
    // The last first.
    let mut digits = Vec::with_capacity(bytes.len() * 7 / 5 + DIGITS);
    while limbs.iter().any(|&limb| limb != 0) {
        let mut rest = 0;
        for limb in &mut limbs {
            let value = rest << 32 | u64::from(*limb);
            *limb = low(value / SCALE);
            rest = value % SCALE;
        }
        for _ in 0..DIGITS {
            digits.push(rest % 58);
            rest /= 58;
        }
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    let digits = std::iter::repeat_n(0, zeros).chain(digits.into_iter().rev());
    digits
        .filter_map(|digit| ALPHABET.get(usize::try_from(digit).ok()?))
        .map(|&digit| char::from(digit))
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "what is above is held elsewhere")]
fn low(number: u64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_digit_is_taken_for_another() {
        for refused in ["0", "O", "I", "l", " ", "a b", "é", "1+", "zzzzz-"] {
            assert_eq!(decode(refused), None, "{refused}");
        }
        assert_eq!((decode(""), encode(&[])), (Some(Vec::new()), String::new()));
    }

    proptest! {
        #[test]
        fn bytes_are_written_and_read_as_others_do(zeros in 0_usize..4, rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let bytes = [vec![0; zeros], rest].concat();
            let text = bs58::encode(&bytes).into_string();
            prop_assert_eq!(encode(&bytes), text.clone());
            prop_assert_eq!(decode(&text), Some(bytes));
        }

        #[test]
        fn texts_are_read_as_others_do(text in "[1-9A-HJ-NP-Za-km-z]{0,120}|.{0,12}|1{0,3}[2-9a-z0]{0,9}") {
            prop_assert_eq!(decode(&text), bs58::decode(&text).into_vec().ok());
        }
    }
}
