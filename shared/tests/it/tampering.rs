//! Changing one byte of something published, in every way there is.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Everything that can be read after one byte of the JSON text was replaced by another, and differs from what
/// was written. What cannot be read is refused already, and what reads the same was not changed.
pub(crate) fn tampered<T: Serialize + DeserializeOwned + PartialEq>(written: &T) -> Vec<T> {
    let text = serde_json::to_vec(written).expect("JSON");
    let mut read = Vec::new();
    for at in 0..text.len() {
        for byte in 0..=255 {
            let mut other = text.clone();
            other[at] = byte;
            match serde_json::from_slice::<T>(&other) {
                Ok(other) if other != *written => read.push(other),
                _ => {}
            }
        }
    }
    assert!(!read.is_empty(), "tampering must get past the parser sometimes");
    read
}

/// Every text in which one field stands twice, or an unknown one was added.
pub(crate) fn with_superfluous_fields<T: Serialize>(written: &T) -> Vec<String> {
    let text = serde_json::to_string(written).expect("JSON");
    let serde_json::Value::Object(fields) = serde_json::from_str(&text).expect("JSON") else {
        return vec![];
    };
    let body = &text[1..];
    let doubled = fields
        .iter()
        .map(|(name, value)| format!("{{\"{name}\":{value},{body}"));
    doubled.chain([format!("{{\"more\":0,{body}")]).collect()
}
