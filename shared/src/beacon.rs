//! drand's quicknet, the chain of public random values that can decide a draw: a signature every three seconds, made by
//! some twenty organisations together, none of whom knows it before. Chain, key and scheme are pinned here: a value of
//! any other is none.
//!
//! Checking a signature takes pairings, which would be the larger half of the page; so it stands behind the feature
//! `beacon`, for the server, the verifier and a WebAssembly module of its own.

use crate::hash::Signature;

/// The chain's hash, as relays name it.
pub const CHAIN: &str = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
/// UTC second of round 1.
pub const GENESIS: u64 = 1_692_803_367;
/// Seconds from one round to the next.
pub const PERIOD: u64 = 3;

/// The first round that is made at this UTC second or after it.
///
/// ```
/// use turnwise_shared::beacon::{GENESIS, first_round};
/// assert_eq!([0, GENESIS, GENESIS + 1, GENESIS + 3].map(first_round), [1, 1, 2, 2]);
/// ```
pub fn first_round(time: u64) -> u64 {
    time.saturating_sub(GENESIS).div_ceil(PERIOD).saturating_add(1)
}

/// UTC second of a round; round 0 does not exist and has that of round 1.
pub fn moment(round: u64) -> u64 {
    GENESIS.saturating_add(round.saturating_sub(1).saturating_mul(PERIOD))
}

/// One value of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beacon {
    /// The round.
    pub round: u64,
    /// The chain's signature on it.
    pub signature: Signature,
}

#[cfg(feature = "beacon")]
impl Beacon {
    /// Whether the signature is the pinned chain's on this round: BLS on G1 as RFC 9380 says, unchained.
    pub fn is_genuine(&self) -> bool {
        use drand_verify::{G2PubkeyRfc, Pubkey};
        let key = G2PubkeyRfc::from_fixed(KEY);
        key.is_ok_and(|key| matches!(key.verify(self.round, b"", &self.signature.0), Ok(true)))
    }
}

/// The chain's public key: a point on G2, compressed.
#[cfg(feature = "beacon")]
const KEY: [u8; 96] = [
    0x83, 0xcf, 0x0f, 0x28, 0x96, 0xad, 0xee, 0x7e, 0xb8, 0xb5, 0xf0, 0x1f, 0xca, 0xd3, 0x91, 0x22, 0x12, 0xc4, 0x37,
    0xe0, 0x07, 0x3e, 0x91, 0x1f, 0xb9, 0x00, 0x22, 0xd3, 0xe7, 0x60, 0x18, 0x3c, 0x8c, 0x4b, 0x45, 0x0b, 0x6a, 0x0a,
    0x6c, 0x3a, 0xc6, 0xa5, 0x77, 0x6a, 0x2d, 0x10, 0x64, 0x51, 0x0d, 0x1f, 0xec, 0x75, 0x8c, 0x92, 0x1c, 0xc2, 0x2b,
    0x0e, 0x17, 0xe6, 0x3a, 0xaf, 0x4b, 0xcb, 0x5e, 0xd6, 0x63, 0x04, 0xde, 0x9c, 0xf8, 0x09, 0xbd, 0x27, 0x4c, 0xa7,
    0x3b, 0xab, 0x4a, 0xf5, 0xa6, 0xe9, 0xc7, 0x6a, 0x4b, 0xc0, 0x9e, 0x76, 0xea, 0xe8, 0x99, 0x1e, 0xf5, 0xec, 0xe4,
    0x5a,
];

#[cfg(all(test, feature = "beacon"))]
mod tests {
    use super::*;

    /// As drand's relays give it.
    const SIGNATURE: &str =
        "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

    #[test]
    fn the_chains_own_signature_is_genuine_and_no_other_is() {
        let signature: Signature = SIGNATURE.parse().expect("hexadecimal");
        let genuine = |round, signature| Beacon { round, signature }.is_genuine();
        assert!(genuine(123, signature));
        assert!(!genuine(124, signature));
        assert!(!genuine(123, Signature::ZERO));
        let mut other = signature;
        other.0[47] ^= 1;
        assert!(!genuine(123, other));
    }

    /// fastnet, drand's chain before this one: its key, and its signature on round 1.
    const FASTNET: [&str; 2] = [
        "a0b862a7527fee3a731bcb59280ab6abd62d5c0b6ea03dc4ddf6612fdfc9d01f01c31542541771903475eb1ec6615f8d\
         0df0b8b6dce385811d6dcf8cbefb8759e5e616a3dfd054c928940766d9a5b9db91e3b697e5d70a975181e007f87fca5e",
        "9544ddce2fdbe8688d6f5b4f98eed5d63eee3902e7e162050ac0f45905a55657714880adabe3c3096b92767d886567d0",
    ];

    #[test]
    fn what_is_genuine_on_another_chain_is_not_on_this_one() {
        use drand_verify::{G2PubkeyFastnet, Pubkey};
        let mut key = [0; 96];
        base16ct::mixed::decode(FASTNET[0], &mut key).expect("hexadecimal");
        let signature: Signature = FASTNET[1].parse().expect("hexadecimal");
        let fastnet = G2PubkeyFastnet::from_fixed(key).expect("a key");
        assert!(matches!(fastnet.verify(1, b"", &signature.0), Ok(true)));
        assert!(!Beacon { round: 1, signature }.is_genuine());
    }

    #[test]
    fn a_round_is_made_when_it_is_due() {
        for time in [
            0,
            GENESIS - 1,
            GENESIS,
            GENESIS + 1,
            GENESIS + 2,
            GENESIS + 3,
            1_800_000_000,
        ] {
            let round = first_round(time);
            assert!(moment(round) >= time);
            assert!(round == 1 || moment(round - 1) < time, "{time}");
        }
        assert_eq!(moment(u64::MAX), u64::MAX);
    }
}
