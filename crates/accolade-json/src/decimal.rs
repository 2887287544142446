//! Doubles and their decimals, exactly.
//!
//! The usual readers and writers are fast for every number by tables of powers, 5 to 10 kB each that no compression makes
//! smaller. What a credential holds has few digits: those take one multiplication or division here, and the rest whole numbers
//! of any length. Tests hold both directions against the standard library.

use std::cmp::Ordering;

/// Digits beyond these cannot change which double is nearest, but for whether they are all zero.
const MOST_DIGITS: usize = 780;

/// The double nearest to a decimal in the syntax of JSON, of two the even one; `None` where that is infinite.
pub(crate) fn to_double(text: &str) -> Option<f64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = small(exponent).checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let digits = whole.bytes().chain(fraction.bytes()).map(|byte| byte.wrapping_sub(b'0'));
    let magnitude = magnitude(digits.skip_while(|digit| *digit == 0), exponent)?;
    Some(if negative { -magnitude } else { magnitude })
}

/// An exponent; of those that no double has, one that none has either.
fn small(text: &str) -> i64 {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    let value = digits.bytes().fold(0_i64, |sum, byte| {
        sum.saturating_mul(10).saturating_add(byte.wrapping_sub(b'0').into()).min(1 << 40)
    });
    if negative { -value } else { value }
}

fn magnitude(digits: impl Iterator<Item = u8>, mut exponent: i64) -> Option<f64> {
    let (mut number, mut count, mut more) = (Whole::default(), 0_usize, false);
    for digit in digits {
        if count < MOST_DIGITS {
            number.multiply_add(10, digit.into());
            count += 1;
        } else {
            exponent += 1;
            more |= digit != 0;
        }
    }
    if more {
        number.multiply_add(10, 1);
        exponent -= 1;
    }
    let scale = i64::try_from(count).ok()?.saturating_add(exponent);
    if count == 0 || scale < -330 {
        return Some(0.0);
    }
    if scale > 310 {
        return None;
    }
    // Both are doubles without an error, so that only the one operation rounds.
    if let (Some(mantissa), -22..=22) = (number.as_exact_double(), exponent) {
        let power = (0..exponent.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
        return Some(if exponent < 0 { mantissa / power } else { mantissa * power });
    }
    let mut divisor = Whole::one();
    let scaled = if exponent < 0 { &mut divisor } else { &mut number };
    scaled.multiply_power_of_ten(exponent.unsigned_abs());
    nearest(number, divisor)
}

/// The double nearest to a quotient.
fn nearest(mut number: Whole, mut divisor: Whole) -> Option<f64> {
    // Shifted so that the quotient lies between a quarter and one, and the divisor fills its limbs.
    let ahead = number.bits() - divisor.bits() + 1;
    let fill = divisor.bits().wrapping_neg().rem_euclid(32);
    let limbs = (ahead - fill).max(0).div_euclid(32) + i64::from((ahead - fill).max(0) % 32 != 0);
    let shift = fill + 32 * limbs;
    divisor.shift(shift);
    number.shift(shift - ahead);
    let quotient = number.divide(&divisor);
    let zeros = quotient.leading_zeros();
    // Below the digits that are kept, all that counts is whether there is anything.
    let quotient = (quotient << zeros) | u64::from(!number.is_zero());
    let exponent = ahead - 1 - i64::from(zeros);
    let dropped = u32::try_from(11 + (-1022 - exponent).max(0)).ok()?;
    if dropped > 64 {
        return Some(0.0);
    }
    let kept = quotient.checked_shr(dropped).unwrap_or(0);
    let rest = quotient - kept.checked_shl(dropped).unwrap_or(0);
    let up = match rest.cmp(&(1 << (dropped - 1))) {
        Ordering::Less => 0,
        Ordering::Equal => kept & 1,
        Ordering::Greater => 1,
    };
    let biased = u64::try_from((exponent + 1022).max(0)).ok()?;
    // A carry out of the digits goes into the exponent, where it belongs.
    let bits = biased.checked_mul(1 << 52)? + kept + up;
    (bits < 0x7ff << 52).then(|| f64::from_bits(bits))
}

/// The first 16 digits of a positive double, rounded, of two equally near to the even one; and the exponent of the first.
#[must_use]
pub fn sixteen_digits(double: f64) -> (u64, i64) {
    const LEAST: u64 = 1_000_000_000_000_000;
    let (mantissa, binary) = parts(double);
    // Close, and below: tried again where it was one too low or too high.
    let bits = i64::from(64 - mantissa.leading_zeros()) + binary - 1;
    let mut first = (bits * 1233).div_euclid(4096);
    loop {
        let (mut number, mut divisor) = (Whole::of(mantissa), Whole::one());
        if binary > 0 {
            number.shift(binary)
        } else {
            divisor.shift(-binary)
        }
        let places = 15 - first;
        let scaled = if places < 0 { &mut divisor } else { &mut number };
        scaled.multiply_power_of_ten(places.unsigned_abs());
        let fill = divisor.bits().wrapping_neg().rem_euclid(32);
        divisor.shift(fill + 64);
        number.shift(fill);
        let quotient = number.divide(&divisor);
        number.shift(1);
        let up = match number.compare(&divisor) {
            Ordering::Less => 0,
            Ordering::Equal => quotient & 1,
            Ordering::Greater => 1,
        };
        match quotient + up {
            rounded if quotient < LEAST && rounded < LEAST => first -= 1,
            rounded if rounded >= 10 * LEAST => first += 1,
            rounded => return (rounded, first),
        }
    }
}

/// A double without a fraction and below 2^86, in all its digits.
#[must_use]
pub fn whole_digits(double: f64) -> String {
    let (mantissa, binary) = parts(double.abs());
    let sign = if double < 0.0 { "-" } else { "" };
    let shift = u32::try_from(binary.unsigned_abs()).unwrap_or(u32::MAX);
    if binary <= 0 {
        return format!("{sign}{}", mantissa.checked_shr(shift).unwrap_or(0));
    }
    const BILLION: u64 = 1_000_000_000;
    let shifted = |part: u64| part.checked_shl(shift).unwrap_or(0);
    let low = shifted(mantissa % BILLION);
    let high = shifted(mantissa / BILLION) + low / BILLION;
    format!("{sign}{high}{:09}", low % BILLION)
}

/// A positive double as a whole number times a power of two.
fn parts(double: f64) -> (u64, i64) {
    let bits = double.to_bits();
    let (exponent, fraction) = (bits >> 52 & 0x7ff, bits & ((1 << 52) - 1));
    let hidden = u64::from(exponent > 0) << 52;
    (fraction | hidden, i64::try_from(exponent.max(1)).unwrap_or(1) - 1075)
}

/// A whole number, its lowest 32 bits first, the highest limb not zero.
#[derive(Clone, Default)]
struct Whole(Vec<u32>);

impl Whole {
    fn one() -> Self {
        Self(vec![1])
    }

    fn of(number: u64) -> Self {
        let mut whole = Self(vec![low(number), low(number >> 32)]);
        whole.trim();
        whole
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn is_zero(&self) -> bool {
        self.0.iter().all(|limb| *limb == 0)
    }

    fn bits(&self) -> i64 {
        let high = self.0.last().map_or(0, |limb| i64::from(32 - limb.leading_zeros()));
        i64::try_from(self.0.len()).unwrap_or(i64::MAX).saturating_sub(1) * 32 + high
    }

    fn as_exact_double(&self) -> Option<f64> {
        let number = self.0.iter().rev().try_fold(0_u64, |sum, limb| {
            let shifted = sum.checked_mul(1 << 32)?;
            Some(shifted | u64::from(*limb))
        })?;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are held exactly")]
        (number < 1 << 53).then_some(number as f64)
    }

    fn multiply_add(&mut self, factor: u32, addend: u32) {
        let mut carry = u64::from(addend);
        for limb in &mut self.0 {
            let product = u64::from(*limb) * u64::from(factor) + carry;
            *limb = low(product);
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    fn multiply_power_of_ten(&mut self, mut exponent: u64) {
        while exponent >= 9 {
            self.multiply_add(1_000_000_000, 0);
            exponent -= 9;
        }
        for _ in 0..exponent {
            self.multiply_add(10, 0);
        }
    }

    fn shift(&mut self, bits: i64) {
        let bits = usize::try_from(bits).unwrap_or(0);
        if !self.0.is_empty() {
            self.multiply_add(1 << (bits % 32), 0);
            self.0.splice(0..0, std::iter::repeat_n(0, bits / 32));
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// The 64 bits behind the point of the quotient by a larger number that fills its limbs; the remainder stays, 64 bits higher.
    fn divide(&mut self, divisor: &Self) -> u64 {
        let first = self.divide_once(divisor);
        u64::from(first) << 32 | u64::from(self.divide_once(divisor))
    }

    /// One limb of a quotient, as in long division (Knuth, The Art of Computer Programming, 4.3.1 D).
    fn divide_once(&mut self, divisor: &Self) -> u32 {
        let length = divisor.0.len();
        self.0.insert(0, 0);
        self.0.resize(length + 1, 0);
        let top = |from_end: usize| self.0.iter().rev().nth(from_end).copied().unwrap_or(0);
        let high = u64::from(top(0)) << 32 | u64::from(top(1));
        let leading = divisor.0.last().copied().map_or(1, |limb| u64::from(limb.max(1)));
        // At most two too large.
        let mut digit = low((high / leading).min(u32::MAX.into()));
        let mut borrow = 0_u64;
        let padded = divisor.0.iter().copied().chain([0]);
        for (limb, other) in self.0.iter_mut().zip(padded.clone()) {
            let taken = u64::from(other) * u64::from(digit) + borrow;
            let (left, under) = limb.overflowing_sub(low(taken));
            *limb = left;
            borrow = (taken >> 32) + u64::from(under);
        }
        while borrow > 0 {
            digit -= 1;
            let mut carry = 0_u64;
            for (limb, other) in self.0.iter_mut().zip(padded.clone()) {
                let sum = u64::from(*limb) + u64::from(other) + carry;
                *limb = low(sum);
                carry = sum >> 32;
            }
            borrow -= carry;
        }
        self.trim();
        digit
    }
}

/// The lowest 32 bits.
#[expect(clippy::cast_possible_truncation, reason = "what is above is held elsewhere")]
const fn low(number: u64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::{sixteen_digits, to_double, whole_digits};

    /// Doubles of every size, from a seed: xorshift64.
    fn doubles(count: usize) -> impl Iterator<Item = f64> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let next = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            Some(f64::from_bits(state >> 1))
        };
        std::iter::from_fn(next).filter(|double| double.is_finite()).take(count)
    }

    fn holds(text: &str) {
        let expected = text.parse::<f64>().unwrap();
        let found = to_double(text);
        assert_eq!(found.map(f64::to_bits), expected.is_finite().then(|| expected.to_bits()), "{text:.60}");
    }

    #[test]
    fn reads_as_the_standard_library_does() {
        for text in [
            "0",
            "-0",
            "0e999999999999999999999",
            "0.0000",
            "1",
            "-1.5",
            "1e22",
            "1e23",
            "123456789012345e22",
            "9007199254740993",
            "9007199254740993.0",
            "9007199254740992.99999999999999999999999999",
            "1e308",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e99999999999999999999",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.5e-324",
            "1e-324",
            "1e-400",
            "1e-99999999999999999999",
            "0.1",
            "0.3",
            "5e-324",
            "6929495644600919.5",
            "3.14159265358979323846264338327950288419716939937510582097494459",
        ] {
            holds(text);
        }
        for double in doubles(300) {
            let above = f64::from_bits(double.to_bits() + 1);
            for text in [
                format!("{double}"),
                format!("{double:e}"),
                format!("{double:.20e}"),
                format!("{double:.3e}"),
            ] {
                holds(&text);
            }
            // Exactly between two doubles, a little above and a little below: the halves have few digits in binary.
            if above.is_finite() && double.abs() > 1e-290 && double.abs() < 1e290 {
                let exact = format!("{:.760e}", double);
                holds(&exact);
                let (mantissa, exponent) = exact.split_once('e').unwrap();
                holds(&format!("{mantissa}{}1e{exponent}", "0".repeat(100)));
            }
        }
        for bits in 1..2000_u64 {
            // Ties: (2m + 1) / 2 with 54 bits.
            let odd = (1 << 53) + 2 * bits + 1;
            for text in [
                format!("{odd}"),
                format!("{odd}.{}1", "0".repeat(900)),
                format!("{}.{}", odd - 1, "9".repeat(900)),
            ] {
                holds(&text);
            }
        }
    }

    #[test]
    fn writes_as_the_standard_library_does() {
        let small = (1..2000).map(|n| f64::from(n) / 8.0).chain((1..300).map(|n| 10_f64.powi(n - 150)));
        let ties = (1..500).map(|n| 4_503_599_627_370_496.5 + f64::from(n));
        for double in doubles(300).chain(small).chain(ties).map(f64::abs) {
            let (digits, exponent) = sixteen_digits(double);
            let text = digits.to_string();
            let (first, rest) = text.split_at(1);
            assert_eq!(format!("{first}.{rest}E{exponent}"), format!("{double:.15E}"));
        }
        assert_eq!(whole_digits(0.0), "0");
        for n in 0..2000 {
            let double = (1.0 + f64::from(n) / 77.0) * 10_f64.powi(n % 21);
            for whole in [double.floor(), -double.floor()].into_iter().filter(|whole| whole.abs() < 1e21) {
                assert_eq!(whole_digits(whole), format!("{whole:.0}"));
            }
        }
    }
}
