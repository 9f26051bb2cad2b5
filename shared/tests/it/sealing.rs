//! Sealed texts open with the same key, for the same purpose, in the same lottery, unchanged, or not at all.

use turnwise_shared::hash::{Hash32, LotteryId};
use turnwise_shared::seal::{MAX_SEALED, Purpose, SALT, SaltedText, SealFault, Sealed, open, seal, text_hash};

const KEY: [u8; 32] = [1; 32];
const LOTTERY: LotteryId = LotteryId([2; 16]);
const PURPOSES: [Purpose; 4] = [Purpose::Catalogue, Purpose::Note, Purpose::Wrap, Purpose::Keep];

fn sealed(text: &SaltedText) -> Sealed {
    text.seal(&KEY, Purpose::Catalogue, &LOTTERY, [3; 12])
        .expect("short enough")
}

fn text() -> SaltedText {
    SaltedText::new(&[9; SALT], "Töpfern für Anfänger")
}

#[test]
fn what_was_sealed_opens_and_is_checked_against_the_record() {
    let opened = SaltedText::open(&KEY, Purpose::Catalogue, &LOTTERY, &sealed(&text()), &text().hash());
    assert_eq!(opened.as_ref().map(SaltedText::text), Ok(Ok("Töpfern für Anfänger")));
    let other = SaltedText::new(&[8; SALT], "Töpfern für Anfänger");
    assert_ne!(other.hash(), text().hash(), "the salt hides what is hashed");
    let refused = SaltedText::open(&KEY, Purpose::Catalogue, &LOTTERY, &sealed(&other), &text().hash());
    assert_eq!(refused, Err(SealFault::OtherText));
}

#[test]
fn another_key_purpose_or_lottery_opens_nothing() {
    for sealed_for in PURPOSES {
        let sealed = seal(&KEY, sealed_for, &LOTTERY, [3; 12], b"Clay").expect("short enough");
        for purpose in PURPOSES {
            let opened = open(&KEY, purpose, &LOTTERY, &sealed);
            let expected = if purpose == sealed_for {
                Ok(b"Clay".to_vec())
            } else {
                Err(SealFault::Refused)
            };
            assert_eq!(opened, expected, "{sealed_for:?} as {purpose:?}");
        }
        assert_eq!(open(&[7; 32], sealed_for, &LOTTERY, &sealed), Err(SealFault::Refused));
        assert_eq!(
            open(&KEY, sealed_for, &LotteryId([7; 16]), &sealed),
            Err(SealFault::Refused)
        );
    }
}

#[test]
fn a_changed_or_missing_byte_opens_nothing() {
    let sealed = sealed(&text());
    let refused =
        |bytes: &[u8]| open(&KEY, Purpose::Catalogue, &LOTTERY, &Sealed(bytes.to_vec())) == Err(SealFault::Refused);
    for at in 0..sealed.0.len() {
        let mut changed = sealed.0.clone();
        changed[at] ^= 1;
        assert!(refused(&changed) && refused(&sealed.0[..at]), "byte {at}");
    }
}

#[test]
fn what_is_no_salted_text_is_malformed() {
    let open_bytes = |plain: &[u8]| {
        let sealed = seal(&KEY, Purpose::Note, &LOTTERY, [3; 12], plain).expect("short enough");
        let opened = SaltedText::open(&KEY, Purpose::Note, &LOTTERY, &sealed, &text_hash(plain));
        opened.and_then(|text| text.text().map(str::to_owned))
    };
    assert_eq!(open_bytes(&[9; 31]), Err(SealFault::Malformed));
    assert_eq!(open_bytes(&[255; 40]), Err(SealFault::Malformed));
    assert_eq!(open_bytes(&[9; 32]), Ok(String::new()));
}

#[test]
fn on_the_wire_it_is_bounded_base64() {
    let sealed = sealed(&text());
    let wire = serde_json::to_string(&sealed).expect("JSON");
    assert_eq!(serde_json::from_str::<Sealed>(&wire).ok(), Some(sealed));
    for refused in ["\"a\"", "\"AA==\"", "\"A+/A\"", "\"AB\"", "7"] {
        assert!(serde_json::from_str::<Sealed>(refused).is_err(), "{refused}");
    }
    let wire = |bytes| serde_json::to_string(&Sealed(vec![0; bytes])).expect("JSON");
    assert!(serde_json::from_str::<Sealed>(&wire(MAX_SEALED)).is_ok());
    assert!(serde_json::from_str::<Sealed>(&wire(MAX_SEALED + 1)).is_err());
    let upper = "\"ABABABABABABABABABABABABABABABAB\"";
    assert!(serde_json::from_str::<LotteryId>(upper).is_err() && serde_json::from_str::<Hash32>(upper).is_err());
}
