//! Points: reading them strictly, and sums of products.

use bls12_381::{G1Affine, G1Projective, G2Affine, Scalar};
use subtle::{ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::BbsError;

/// The octets of a point of G1.
pub(crate) const OCTETS: usize = 48;

/// Reads a point of G1 that is not the identity. The library checks that the encoding is the canonical one, that the point is on
/// the curve and that it is in the subgroup of order `r`.
pub(crate) fn decode_g1(octets: &[u8], what: &'static str) -> Result<G1Affine, BbsError> {
    let octets: &[u8; OCTETS] =
        octets.try_into().map_err(|_| BbsError::malformed(what, "a point of G1 has 48 octets"))?;
    match G1Affine::from_compressed(octets).into_option() {
        None => Err(BbsError::malformed(what, "not the canonical octets of a point of G1")),
        Some(point) if point.is_identity().into() => Err(BbsError::malformed(what, "the identity of G1")),
        Some(point) => Ok(point),
    }
}

/// Reads a point of G2 that is not the identity, as [`decode_g1`] does.
pub(crate) fn decode_g2(octets: &[u8], what: &'static str) -> Result<G2Affine, BbsError> {
    let octets: &[u8; 96] =
        octets.try_into().map_err(|_| BbsError::malformed(what, "a point of G2 has 96 octets"))?;
    not_identity(G2Affine::from_compressed(octets).into_option(), what)
}

/// Reads both coordinates of a point of G2 that is not the identity, as [`decode_g1`] does.
pub(crate) fn decode_g2_uncompressed(octets: &[u8], what: &'static str) -> Result<G2Affine, BbsError> {
    let octets: &[u8; 192] = octets
        .try_into()
        .map_err(|_| BbsError::malformed(what, "the coordinates of a point of G2 have 192 octets"))?;
    not_identity(G2Affine::from_uncompressed(octets).into_option(), what)
}

fn not_identity(point: Option<G2Affine>, what: &'static str) -> Result<G2Affine, BbsError> {
    match point {
        None => Err(BbsError::malformed(what, "not the canonical octets of a point of G2")),
        Some(point) if point.is_identity().into() => Err(BbsError::malformed(what, "the identity of G2")),
        Some(point) => Ok(point),
    }
}

/// The octets of points of G1.
pub(crate) fn encode_all<const N: usize>(points: [&G1Projective; N]) -> [[u8; OCTETS]; N] {
    // One inversion for all of them.
    let mut affine = [G1Affine::identity(); N];
    G1Projective::batch_normalize(&points.map(|point| *point), &mut affine);
    affine.map(|point| point.to_compressed())
}

/// `point * scalar + …`, in time that depends on the number of terms alone.
///
/// The scalars are read four bits at a time from the top, all together, so that they share the doublings; the multiple
/// of a point for four bits is looked up by touching all sixteen.
pub(crate) fn sum_of_products(points: &[&G1Projective], scalars: &[&Scalar]) -> G1Projective {
    let tables: Vec<[G1Projective; 16]> = points.iter().map(|point| multiples(point)).collect();
    let digits: Zeroizing<Vec<[u8; 32]>> =
        Zeroizing::new(scalars.iter().map(|scalar| scalar.to_bytes()).collect());
    let mut sum = G1Projective::identity();
    for place in (0..64).rev() {
        for _ in 0..4 {
            sum = sum.double();
        }
        for (table, digits) in tables.iter().zip(digits.iter()) {
            let byte = digits.get(place / 2).copied().unwrap_or_default();
            let digit = if place % 2 == 0 { byte & 15 } else { byte >> 4 };
            sum += look_up(table, digit);
        }
    }
    sum
}

/// `point * scalar`, in constant time.
pub(crate) fn product(point: &G1Projective, scalar: &Scalar) -> G1Projective {
    sum_of_products(&[point], &[scalar])
}

/// `0 * point` to `15 * point`.
fn multiples(point: &G1Projective) -> [G1Projective; 16] {
    let mut next = G1Projective::identity();
    std::array::from_fn(|_| {
        let this = next;
        next += point;
        this
    })
}

fn look_up(table: &[G1Projective; 16], digit: u8) -> G1Projective {
    let mut found = G1Projective::identity();
    for (multiple, of) in table.iter().zip(0_u8..) {
        found.conditional_assign(multiple, of.ct_eq(&digit));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_library() {
        let g = G1Projective::generator();
        let h = g.double() + g;
        let (a, b) = (-Scalar::from(5), Scalar::from(0xfedc_ba98_7654_3210));
        assert_eq!(sum_of_products(&[&g, &h], &[&a, &b]), g * a + h * b);
        assert_eq!(product(&g, &Scalar::zero()), G1Projective::identity());
        assert_eq!(product(&G1Projective::identity(), &a), G1Projective::identity());
        assert_eq!(sum_of_products(&[], &[]), G1Projective::identity());
    }

    #[test]
    fn points_are_read_strictly() {
        let good = G1Affine::generator().to_compressed();
        assert!(decode_g1(&good, "point").is_ok());
        assert!(decode_g1(&good[..47], "point").is_err());
        // The identity, and an identity with another bit set.
        let mut identity = [0; OCTETS];
        identity[0] = 0xc0;
        assert_eq!(
            decode_g1(&identity, "point").unwrap_err(),
            BbsError::malformed("point", "the identity of G1")
        );
        identity[47] = 1;
        assert!(decode_g1(&identity, "point").is_err());
        // Without the flag of compression.
        let mut plain = good;
        plain[0] &= 0x7f;
        assert!(decode_g1(&plain, "point").is_err());
        // x = p + x of a point would be a second encoding; p itself stands for zero.
        let mut at_modulus = [0; OCTETS];
        at_modulus.copy_from_slice(&[
            0x9a, 0x01, 0x11, 0xea, 0x39, 0x7f, 0xe6, 0x9a, 0x4b, 0x1b, 0xa7, 0xb6, 0x43, 0x4b, 0xac, 0xd7,
            0x64, 0x77, 0x4b, 0x84, 0xf3, 0x85, 0x12, 0xbf, 0x67, 0x30, 0xd2, 0xa0, 0xf6, 0xb0, 0xf6, 0x24,
            0x1e, 0xab, 0xff, 0xfe, 0xb1, 0x53, 0xff, 0xff, 0xb9, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xaa, 0xab,
        ]);
        assert!(decode_g1(&at_modulus, "point").is_err());
        // On the curve, but not in the subgroup.
        let mut outside = [0; OCTETS];
        outside[0] = 0x80;
        let found = (0..=255_u8).find(|x| {
            outside[47] = *x;
            let point = G1Affine::from_compressed_unchecked(&outside).into_option();
            point
                .is_some_and(|point| !bool::from(point.is_torsion_free()) && !bool::from(point.is_identity()))
        });
        assert!(found.is_some());
        assert!(decode_g1(&outside, "point").is_err());
    }

    #[test]
    fn points_of_g2_are_read_strictly() {
        let good = G2Affine::generator().to_compressed();
        assert!(decode_g2(&good, "key").is_ok());
        assert!(decode_g2(&good[1..], "key").is_err());
        let mut identity = [0; 96];
        identity[0] = 0xc0;
        assert_eq!(
            decode_g2(&identity, "key").unwrap_err(),
            BbsError::malformed("key", "the identity of G2")
        );
        let mut outside = [0; 96];
        outside[0] = 0x80;
        let found = (0..=255_u8).find(|x| {
            outside[95] = *x;
            let point = G2Affine::from_compressed_unchecked(&outside).into_option();
            point
                .is_some_and(|point| !bool::from(point.is_torsion_free()) && !bool::from(point.is_identity()))
        });
        assert!(found.is_some());
        assert!(decode_g2(&outside, "key").is_err());
    }
}
