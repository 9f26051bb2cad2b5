//! Random bytes and the clock: the only file that asks the browser for either.

use leptos::web_sys;
use turnwise_shared::token::Token;

use crate::state::sealing::Fresh;
use crate::state::seats::Random;

/// Fresh random bytes.
///
/// # Panics
/// In a browser without `crypto.getRandomValues`, which is far below the floor: going on with
/// predictable bytes would be worse.
#[expect(clippy::expect_used, reason = "a page without randomness must not go on")]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .expect("the browser has crypto.getRandomValues");
    bytes
}

/// The browser's generator, for what takes random bytes as an argument.
pub struct Browser;

impl Random for Browser {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        bytes()
    }
}

/// Fresh salt and nonce for one text.
pub fn fresh() -> Fresh {
    Fresh {
        salt: bytes(),
        nonce: bytes(),
    }
}

/// A fresh token.
pub fn token() -> Token {
    loop {
        if let Some(token) = Token::from_random(&bytes()) {
            return token;
        }
    }
}

/// This device's clock, in UTC seconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a moment of this age fits"
)]
pub fn now() -> u64 {
    (js_sys::Date::now() / 1_000.0) as u64
}
