//! Looks for what people typed in bytes that should not hold it, in every form in which it could travel.

use data_encoding::{BASE64, BASE64URL, HEXLOWER, HEXUPPER};

/// Something that must not be found.
pub(crate) struct Sentinel {
    /// What it is, for the message of a failure.
    pub(crate) what: &'static str,
    /// As it was typed.
    pub(crate) text: String,
}

/// The sentinels found in these bytes, with the form in which each was found.
pub(crate) fn found(sentinels: &[Sentinel], bytes: &[u8]) -> Vec<String> {
    let lower = bytes.to_ascii_lowercase();
    let mut found = Vec::new();
    for sentinel in sentinels {
        for (form, needle) in forms(&sentinel.text) {
            if contains(bytes, &needle) || contains(&lower, &needle.to_ascii_lowercase()) {
                found.push(format!("{} as {form}", sentinel.what));
            }
        }
    }
    found
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    !needle.is_empty() && bytes.windows(needle.len()).any(|window| window == needle)
}

/// Every form: encodings of characters, escapes, hexadecimal, base64 at three offsets.
fn forms(text: &str) -> Vec<(String, Vec<u8>)> {
    let decomposed: String = text.chars().flat_map(decompose).collect();
    let mut forms = Vec::new();
    for (kind, text) in [("composed", text.to_owned()), ("decomposed", decomposed)] {
        let utf8 = text.as_bytes().to_vec();
        let wide: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let percent = utf8.iter().map(|byte| percent(*byte)).collect::<String>();
        let every_byte = utf8
            .iter()
            .fold(String::new(), |text, byte| format!("{text}%{byte:02x}"));
        let json = wide.iter().map(|unit| json(*unit)).collect::<String>();
        let every_unit = wide
            .iter()
            .fold(String::new(), |text, unit| format!("{text}\\u{unit:04x}"));
        forms.push((format!("{kind} UTF-8"), utf8.clone()));
        forms.push((format!("{kind} UTF-16 LE"), little));
        forms.push((format!("{kind} UTF-16 BE"), big));
        forms.push((format!("{kind} percent"), percent.into_bytes()));
        forms.push((format!("{kind} percent, every byte"), every_byte.into_bytes()));
        forms.push((format!("{kind} JSON escape"), json.into_bytes()));
        forms.push((format!("{kind} JSON escape, every unit"), every_unit.into_bytes()));
        forms.push((format!("{kind} hex"), HEXLOWER.encode(&utf8).into_bytes()));
        forms.push((format!("{kind} HEX"), HEXUPPER.encode(&utf8).into_bytes()));
        for offset in 0..3 {
            forms.push((format!("{kind} base64 at {offset}"), inner(&BASE64, &utf8, offset)));
            forms.push((
                format!("{kind} base64url at {offset}"),
                inner(&BASE64URL, &utf8, offset),
            ));
        }
    }
    forms
}

/// The characters of a base64 text that do not depend on what stands around these bytes.
fn inner(alphabet: &data_encoding::Encoding, bytes: &[u8], offset: usize) -> Vec<u8> {
    let padded = [vec![0; offset], bytes.to_vec()].concat();
    let whole = padded.len() / 3 * 3;
    let encoded = alphabet.encode(&padded[..whole]).into_bytes();
    let skip = (offset * 8).div_ceil(6);
    encoded[skip.min(encoded.len())..].to_vec()
}

fn percent(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

fn json(unit: u16) -> String {
    match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04x}"),
    }
}

/// Letters of the sentinels that have a decomposed form.
fn decompose(letter: char) -> Vec<char> {
    match letter {
        'ä' => vec!['a', '\u{308}'],
        'ö' => vec!['o', '\u{308}'],
        'ü' => vec!['u', '\u{308}'],
        'Ä' => vec!['A', '\u{308}'],
        'Ö' => vec!['O', '\u{308}'],
        'Ü' => vec!['U', '\u{308}'],
        'é' => vec!['e', '\u{301}'],
        other => vec![other],
    }
}

#[test]
fn a_leak_is_caught_in_every_form() {
    let name = "Zoë Müßig-Örtlich";
    let sentinels = [Sentinel {
        what: "a name",
        text: name.to_owned(),
    }];
    for (form, needle) in forms(name) {
        for pad in 0..3 {
            let bytes = [vec![b'.'; pad], needle.clone(), b"...".to_vec()].concat();
            assert!(!found(&sentinels, &bytes).is_empty(), "{form} at {pad}");
        }
    }
    for offset in 0..3 {
        let inside = [vec![b'x'; offset], name.as_bytes().to_vec(), b"tail".to_vec()].concat();
        assert!(
            !found(&sentinels, BASE64.encode(&inside).as_bytes()).is_empty(),
            "base64 after {offset} bytes"
        );
    }
    assert_eq!(found(&sentinels, b"numbers only: 4711, 1234"), Vec::<String>::new());
}
