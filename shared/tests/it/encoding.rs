//! Bytes as text: exactly what another implementation of the same encodings reads and writes, and nothing laxer.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use turnwise_shared::hash::{Hash32, LotteryId, NotHex};
use turnwise_shared::seal::Sealed;

use crate::dice::Dice;

fn sealed(text: &str) -> Option<Vec<u8>> {
    let wire = serde_json::to_string(text).expect("JSON");
    serde_json::from_str::<Sealed>(&wire).ok().map(|sealed| sealed.0)
}

#[test]
fn every_byte_is_two_digits() {
    for byte in 0..=255 {
        let id = LotteryId([byte; 16]);
        assert_eq!(id.to_string(), HEXLOWER.encode(&[byte; 16]));
        assert_eq!(id.to_string().parse(), Ok(id));
    }
}

#[test]
fn digits_are_lower_case_and_as_many_as_needed() {
    let id = LotteryId([0xab; 16]).to_string();
    for (place, character) in (0..id.len()).flat_map(|place| (0..=255).map(move |byte| (place, char::from(byte)))) {
        let mut text = id.clone();
        text.replace_range(place..=place, character.encode_utf8(&mut [0; 4]));
        let read = HEXLOWER.decode(text.as_bytes()).ok();
        let read = read.and_then(|bytes| bytes.try_into().ok()).map(LotteryId);
        assert_eq!(text.parse::<LotteryId>().ok(), read, "{text}");
    }
    for length in (0..100).filter(|length| *length != 64) {
        assert_eq!("a".repeat(length).parse::<Hash32>(), Err(NotHex(32)), "{length}");
    }
}

#[test]
fn sealed_bytes_are_written_and_read_as_base64url() {
    let mut dice = Dice::new(64);
    for length in 0..200 {
        let bytes: Vec<u8> = (0..length)
            .map(|_| u8::try_from(dice.between(0, 255)).expect("a byte"))
            .collect();
        let text = BASE64URL_NOPAD.encode(&bytes);
        assert_eq!(
            serde_json::to_string(&Sealed(bytes.clone())).expect("JSON"),
            format!("\"{text}\"")
        );
        assert_eq!(sealed(&text), Some(bytes));
        assert_eq!(sealed(&format!("{text}=")), None);
    }
}

#[test]
fn each_text_stands_for_other_bytes() {
    let refused = |text: &str| assert_eq!(sealed(text), BASE64URL_NOPAD.decode(text.as_bytes()).ok(), "{text:?}");
    let characters = || (0..=255).map(char::from);
    for first in characters() {
        refused(&format!("{first}"));
        for second in characters() {
            refused(&format!("{first}{second}"));
            refused(&format!("A{first}{second}"));
            refused(&format!("AA{first}{second}"));
            refused(&format!("abcd{first}{second}"));
        }
    }
}
