use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is on the public internet, by the registries of [RFC 6890](https://www.rfc-editor.org/rfc/rfc6890).
///
/// Private, loopback, link-local, shared (CGNAT), multicast, documentation, benchmarking and reserved addresses are not.
/// Of IPv6 only global unicast is, without the transition schemes that carry another address inside; the one of those in
/// use, NAT64, counts as the address it carries.
///
/// ```
/// use accolade_fetch::is_public;
/// assert!(is_public("9.9.9.9".parse().unwrap()));
/// for private in ["127.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "::ffff:9.9.9.9", "fd00::1", "64:ff9b::10.0.0.1"] {
///     assert!(!is_public(private.parse().unwrap()), "{private}");
/// }
/// ```
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    const NOT_PUBLIC: [([u8; 4], u32); 17] = [
        ([0, 0, 0, 0], 8),
        ([10, 0, 0, 0], 8),
        ([100, 64, 0, 0], 10),
        ([127, 0, 0, 0], 8),
        ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12),
        ([192, 0, 0, 0], 24),
        ([192, 0, 2, 0], 24),
        ([192, 31, 196, 0], 24),
        ([192, 52, 193, 0], 24),
        ([192, 88, 99, 0], 24),
        ([192, 168, 0, 0], 16),
        ([198, 18, 0, 0], 15),
        ([198, 51, 100, 0], 24),
        ([203, 0, 113, 0], 24),
        ([224, 0, 0, 0], 4),
        ([240, 0, 0, 0], 4),
    ];
    let bits = address.to_bits();
    !NOT_PUBLIC
        .iter()
        .any(|&(network, length)| (bits ^ u32::from_be_bytes(network)).leading_zeros() >= length)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    const NOT_PUBLIC: [([u16; 2], u32); 4] =
        // Protocol assignments with Teredo, documentation, 6to4, documentation again.
        [([0x2001, 0], 23), ([0x2001, 0xdb8], 32), ([0x2002, 0], 16), ([0x3fff, 0], 20)];
    let [a, b, c, d, e, f, high, low] = address.segments();
    if [a, b, c, d, e, f] == [0x64, 0xff9b, 0, 0, 0, 0] {
        return is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    }
    let bits = u32::from(a) << 16 | u32::from(b);
    let is_global_unicast = a >> 13 == 1;
    is_global_unicast
        && !NOT_PUBLIC.iter().any(|&([one, two], length)| {
            (bits ^ (u32::from(one) << 16 | u32::from(two))).leading_zeros() >= length
        })
}
