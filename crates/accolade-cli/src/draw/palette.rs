//! Colours.

/// An opaque colour, or one that lets through what is below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour {
    pub(super) rgb: [u8; 3],
    pub(super) alpha: u8,
}

/// The colour written as `0xRRGGBB`.
pub(super) const fn rgb(hex: u32) -> Colour {
    let [_, r, g, b] = hex.to_be_bytes();
    Colour { rgb: [r, g, b], alpha: 255 }
}

impl Colour {
    pub(super) const fn fade(self, alpha: u8) -> Self {
        Self { alpha, ..self }
    }
}

/// The colours of one badge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    /// The ring, from its light to its dark side.
    pub(super) ring: [Colour; 2],
    /// The banner and the ribbon, light and dark.
    pub(super) banner: [Colour; 2],
    /// Letters on paper.
    pub(super) ink: Colour,
}

pub(super) const GOLD: [Colour; 3] = [rgb(0xf9e3a1), rgb(0xdba93c), rgb(0xa8741a)];
pub(super) const PAPER: [Colour; 2] = [rgb(0xffffff), rgb(0xf3eedf)];
pub(super) const GREY: Colour = rgb(0x6b7280);

const PALETTES: [Palette; 6] = [
    Palette {
        ring: [rgb(0x2b5c94), rgb(0x12305a)],
        banner: [rgb(0xb3323a), rgb(0x7d1c26)],
        ink: rgb(0x12305a),
    },
    Palette {
        ring: [rgb(0x1f7a6d), rgb(0x0c4740)],
        banner: [rgb(0xc05a21), rgb(0x86380f)],
        ink: rgb(0x0c4740),
    },
    Palette {
        ring: [rgb(0x6a3d93), rgb(0x3a1c5c)],
        banner: [rgb(0x1d7f86), rgb(0x0e5055)],
        ink: rgb(0x3a1c5c),
    },
    Palette {
        ring: [rgb(0x9b2f48), rgb(0x5f1428)],
        banner: [rgb(0x2b4c7e), rgb(0x162c50)],
        ink: rgb(0x5f1428),
    },
    Palette {
        ring: [rgb(0x3d4a5c), rgb(0x1c2633)],
        banner: [rgb(0x2f7d4f), rgb(0x17502e)],
        ink: rgb(0x1c2633),
    },
    Palette {
        ring: [rgb(0x2d6a36), rgb(0x143d1d)],
        banner: [rgb(0x8a3b6f), rgb(0x581f45)],
        ink: rgb(0x143d1d),
    },
];

/// The palette that belongs to a name, the same every time (FNV-1a).
pub(super) fn palette_of(name: &str) -> Palette {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let [first, ..] = PALETTES;
    // The high bits are mixed best.
    let index = usize::try_from((hash >> 32) % 6).unwrap_or_default();
    PALETTES.get(index).copied().unwrap_or(first)
}
