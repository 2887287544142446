//! [Core Operations](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-core-operations): messages are
//! scalars here, and generators are given, so that every interface uses them.

use bls12_381::{G1Affine, G1Projective, G2Affine, G2Prepared, Gt, Scalar as Field, multi_miller_loop};
use zeroize::Zeroizing;

use crate::{
    BbsError, Ciphersuite, MOST_MESSAGES, Proof, PublicKey, SecretKey, Signature,
    generators::{self, Generator},
    point::{encode_all, product, sum_of_products},
    scalar,
};

/// What signature and proof over the same messages share.
pub(crate) struct Setting {
    pub(crate) suite: Ciphersuite,
    pub(crate) api_id: String,
    /// `Q_1`
    q_1: G1Projective,
    /// `H_1`, …, `H_L`
    pub(crate) h: Vec<G1Projective>,
    /// `P1`
    p1: G1Projective,
    pub(crate) domain: Field,
}

/// What a proof is begun with, on either side: `(Abar, Bbar, D, T1, T2)`.
pub(crate) struct Init {
    pub(crate) a_bar: G1Projective,
    pub(crate) b_bar: G1Projective,
    pub(crate) d: G1Projective,
    pub(crate) t1: G1Projective,
    pub(crate) t2: G1Projective,
}

/// The random scalars of a proof, by name.
pub(crate) struct Blinds<'a> {
    r1: &'a Field,
    r2: &'a Field,
    e: &'a Field,
    r1_tilde: &'a Field,
    r3: &'a Field,
    /// One for each undisclosed message.
    pub(crate) messages: &'a [Field],
}

impl Setting {
    /// For the generators `(Q_1, H_1, …, H_L)`.
    pub(crate) fn new(
        suite: Ciphersuite,
        api_id: String,
        public: &PublicKey,
        generators: &[Generator],
        header: &[u8],
    ) -> Result<Self, BbsError> {
        let Some((q_1, h)) = generators.split_first() else {
            return Err(BbsError::malformed("set of generators", "it is empty"));
        };
        // Domain Calculation, steps 1 to 4
        let mut dom_input = public.octets.to_vec();
        dom_input.extend((h.len() as u64).to_be_bytes());
        for generator in generators {
            dom_input.extend(generator.octets);
        }
        dom_input.extend(api_id.as_bytes());
        dom_input.extend((header.len() as u64).to_be_bytes());
        dom_input.extend(header);
        let domain = suite.hash(&[&dom_input], hash_to_scalar_dst(&api_id).as_bytes())?;
        let h = h.iter().map(|generator| generator.point).collect();
        Ok(Self { suite, q_1: q_1.point, h, p1: generators::p1(suite)?, domain, api_id })
    }

    /// `B = P1 + Q_1 * domain + H_1 * msg_1 + …` over some of the messages, each with its index.
    pub(crate) fn b<'a>(&'a self, messages: impl Iterator<Item = (usize, &'a Field)>) -> G1Projective {
        let mut points = vec![&self.q_1];
        let mut scalars = vec![&self.domain];
        for (index, message) in messages {
            points.extend(self.h.get(index));
            scalars.push(message);
        }
        self.p1 + sum_of_products(&points, &scalars)
    }

    /// CoreSign.
    pub(crate) fn sign(&self, secret: &SecretKey, messages: &[Field]) -> Result<Signature, BbsError> {
        // 1. is done. 2. e = hash_to_scalar(serialize((SK, msg_1, ..., msg_L, domain)), hash_to_scalar_dst)
        let mut input = Zeroizing::new(Vec::with_capacity(32 * (messages.len() + 2)));
        for scalar in std::iter::once(&*secret.scalar).chain(messages).chain([&self.domain]) {
            input.extend(scalar::octets(scalar));
        }
        let e = self.hash(&input)?;
        // 3. and 4.
        self.finish_signing(secret, &self.b(messages.iter().enumerate()), e)
    }

    /// `A = B * (1 / (SK + e))`
    pub(crate) fn finish_signing(
        &self,
        secret: &SecretKey,
        b: &G1Projective,
        e: Field,
    ) -> Result<Signature, BbsError> {
        let inverse = (*secret.scalar + e).invert().into_option().map(Zeroizing::new);
        let inverse =
            inverse.ok_or_else(|| BbsError::malformed("secret key", "it gives no signature here"))?;
        let a = G1Affine::from(product(b, &inverse));
        Ok(Signature { a, e })
    }

    /// CoreVerify.
    pub(crate) fn verify(&self, public: &PublicKey, messages: &[Field], signature: &Signature) -> bool {
        // 2.
        let b = self.b(messages.iter().enumerate());
        // 3. h(A, W) * h(A * e - B, BP2) = Identity_GT
        let a = G1Projective::from(signature.a);
        pairings_cancel(&a, public.point, &(product(&a, &signature.e) - b))
    }

    /// ProofInit: the beginning of a proof over `messages`, of which those at `undisclosed` stay hidden.
    pub(crate) fn proof_init(
        &self,
        signature: &Signature,
        blinds: &Blinds<'_>,
        messages: &[Field],
        undisclosed: &[usize],
    ) -> Init {
        let a = G1Projective::from(signature.a);
        // 2. to 5.
        let b = self.b(messages.iter().enumerate());
        let d = product(&b, blinds.r2);
        let a_bar = product(&a, &Zeroizing::new(blinds.r1 * blinds.r2));
        let b_bar = sum_of_products(&[&d, &-a_bar], &[blinds.r1, &signature.e]);
        // 6. and 7.
        let t1 = sum_of_products(&[&a_bar, &d], &[blinds.e, blinds.r1_tilde]);
        let t2 = self.t2(&[&d], &[blinds.r3], undisclosed, blinds.messages);
        Init { a_bar, b_bar, d, t1, t2 }
    }

    /// ProofVerifyInit: the same seen from the other side, of which `disclosed` are known with their indexes.
    pub(crate) fn proof_verify_init(
        &self,
        proof: &Proof,
        disclosed: &[(usize, Field)],
        undisclosed: &[usize],
    ) -> Init {
        let [a_bar, b_bar, d] = [proof.a_bar, proof.b_bar, proof.d].map(G1Projective::from);
        // 2. to 4.
        let c = &proof.challenge;
        let t1 = sum_of_products(&[&b_bar, &a_bar, &d], &[c, &proof.e, &proof.r1]);
        let b_v = self.b(disclosed.iter().map(|(index, message)| (*index, message)));
        let t2 = self.t2(&[&b_v, &d], &[c, &proof.r3], undisclosed, &proof.messages);
        Init { a_bar, b_bar, d, t1, t2 }
    }

    /// The given products, and `H_j1 * m_j1 + … + H_jU * m_jU`.
    fn t2(
        &self,
        points: &[&G1Projective],
        scalars: &[&Field],
        undisclosed: &[usize],
        messages: &[Field],
    ) -> G1Projective {
        let h = undisclosed.iter().filter_map(|index| self.h.get(*index));
        let points: Vec<&G1Projective> = points.iter().copied().chain(h).collect();
        let scalars: Vec<&Field> = scalars.iter().copied().chain(messages).collect();
        sum_of_products(&points, &scalars)
    }

    /// ProofChallengeCalculate; `further` are points that an extension adds behind `T2`.
    pub(crate) fn challenge(
        &self,
        init: &Init,
        further: &[u8],
        disclosed: &[(usize, Field)],
        presentation_header: &[u8],
    ) -> Result<Field, BbsError> {
        // 1. c_arr = (R, i1, msg_i1, ..., iR, msg_iR, Abar, Bbar, D, T1, T2, domain)
        let mut c_octs = (disclosed.len() as u64).to_be_bytes().to_vec();
        for (index, message) in disclosed {
            c_octs.extend((*index as u64).to_be_bytes());
            c_octs.extend(scalar::octets(message));
        }
        let points = encode_all([&init.a_bar, &init.b_bar, &init.d, &init.t1, &init.t2]);
        c_octs.extend(points.as_flattened());
        c_octs.extend(further);
        c_octs.extend(scalar::octets(&self.domain));
        // 2. and 3.
        c_octs.extend((presentation_header.len() as u64).to_be_bytes());
        c_octs.extend(presentation_header);
        self.hash(&c_octs)
    }

    /// `hash_to_scalar` under the interface's own tag.
    pub(crate) fn hash(&self, octets: &[u8]) -> Result<Field, BbsError> {
        self.suite.hash(&[octets], hash_to_scalar_dst(&self.api_id).as_bytes())
    }
}

impl<'a> Blinds<'a> {
    /// `(r1, r2, e~, r1~, r3~, m~_j1, …, m~_jU)`
    pub(crate) fn new(random: &'a [Field], undisclosed: usize) -> Result<Self, BbsError> {
        match random {
            [r1, r2, e, r1_tilde, r3, messages @ ..] if messages.len() == undisclosed => {
                Ok(Self { r1, r2, e, r1_tilde, r3, messages })
            }
            _ => Err(BbsError::malformed(
                "random scalars",
                "a proof takes five and one for each undisclosed message",
            )),
        }
    }

    /// ProofFinalize.
    pub(crate) fn finalize(
        &self,
        init: &Init,
        challenge: Field,
        e: &Field,
        undisclosed: &[&Field],
    ) -> Result<Proof, BbsError> {
        // 1.
        let r3 = self.r2.invert().into_option().map(Zeroizing::new);
        let r3 = r3.ok_or_else(|| BbsError::malformed("random scalars", "one is zero"))?;
        let mut points = [G1Affine::identity(); 3];
        G1Projective::batch_normalize(&[init.a_bar, init.b_bar, init.d], &mut points);
        let [a_bar, b_bar, d] = points;
        // 2. to 6.
        Ok(Proof {
            a_bar,
            b_bar,
            d,
            e: self.e + e * challenge,
            r1: self.r1_tilde - self.r1 * challenge,
            r3: self.r3 - *r3 * challenge,
            messages: self
                .messages
                .iter()
                .zip(undisclosed)
                .map(|(blind, message)| blind + *message * challenge)
                .collect(),
            challenge,
        })
    }
}

/// `h(first, key) * h(second, BP2) = Identity_GT`
pub(crate) fn pairings_cancel(first: &G1Projective, key: G2Affine, second: &G1Projective) -> bool {
    let mut points = [G1Affine::identity(); 2];
    G1Projective::batch_normalize(&[*first, *second], &mut points);
    let [first, second] = points;
    let terms = [(&first, &G2Prepared::from(key)), (&second, &G2Prepared::from(G2Affine::generator()))];
    multi_miller_loop(&terms).final_exponentiation() == Gt::identity()
}

/// [Messages to Scalars](https://www.ietf.org/archive/id/draft-irtf-cfrg-bbs-signatures-09.html#name-messages-to-scalars).
pub(crate) fn messages_to_scalars<M: AsRef<[u8]>>(
    suite: Ciphersuite,
    api_id: &str,
    messages: &[M],
) -> Result<Zeroizing<Vec<Field>>, BbsError> {
    if messages.len() > MOST_MESSAGES {
        return Err(BbsError::TooManyMessages { found: messages.len() });
    }
    let dst = format!("{api_id}MAP_MSG_TO_SCALAR_AS_HASH_");
    let mut scalars = Zeroizing::new(Vec::with_capacity(messages.len()));
    for message in messages {
        scalars.push(suite.hash(&[message.as_ref()], dst.as_bytes())?);
    }
    Ok(scalars)
}

/// Those of `0..count` that are not in `indexes`, which must ascend without repetition and stay below `count`.
pub(crate) fn others(indexes: impl Iterator<Item = usize>, count: usize) -> Result<Vec<usize>, BbsError> {
    let mut others = Vec::with_capacity(count);
    let mut next = 0;
    for index in indexes {
        if index < next || index >= count {
            return Err(BbsError::malformed(
                "list of disclosed indexes",
                "they ascend, each below the number of messages",
            ));
        }
        others.extend(next..index);
        next = index + 1;
    }
    others.extend(next..count);
    Ok(others)
}

fn hash_to_scalar_dst(api_id: &str) -> String {
    format!("{api_id}H2S_")
}
