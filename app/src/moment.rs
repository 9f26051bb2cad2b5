//! Moments as people write and read them, by the browser's own calendar and time zone. The only file that
//! names `Date`, but for [`crate::chance::now`].

use js_sys::{Date, Object, Reflect};
use leptos::wasm_bindgen::JsValue;

/// UTC seconds of what a `datetime-local` field holds ("2026-12-04T18:00").
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be in range"
)]
pub fn from_field(text: &str) -> Option<u64> {
    let seconds = Date::new(&JsValue::from_str(text)).get_time() / 1_000.0;
    (seconds.is_finite() && seconds >= 0.0 && !text.is_empty()).then_some(seconds as u64)
}

/// What a `datetime-local` field shows for UTC seconds.
pub fn to_field(seconds: u64) -> String {
    let date = date(seconds);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
}

/// What a moment is told with.
const SPOKEN: [(&str, &str); 6] = [
    ("weekday", "long"),
    ("day", "numeric"),
    ("month", "long"),
    ("year", "numeric"),
    ("hour", "2-digit"),
    ("minute", "2-digit"),
];

/// "Friday 4 December 2026 at 18:00", in this device's time zone.
pub fn spoken(seconds: u64) -> String {
    local(seconds, &SPOKEN)
}

/// "Friday 4 December 2026 at 18:00 CET": for what is sent to people who may be elsewhere.
pub fn sent(seconds: u64) -> String {
    let zone = SPOKEN.into_iter().chain([("timeZoneName", "short")]);
    local(seconds, &zone.collect::<Vec<_>>())
}

/// "4 December 2026", in this device's time zone.
pub fn day(seconds: u64) -> String {
    local(seconds, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

fn local(seconds: u64, options: &[(&str, &str)]) -> String {
    let chosen = Object::new();
    for (name, value) in options {
        // A plain object takes any property.
        let _ = Reflect::set(&chosen, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    date(seconds).to_locale_string("en-GB", &chosen).into()
}

#[expect(clippy::cast_precision_loss, reason = "moments are far below 2^53")]
fn date(seconds: u64) -> Date {
    Date::new(&JsValue::from_f64(seconds as f64 * 1_000.0))
}

/// "in 3 days", "in 2 hours", "in 5 minutes", "now"; for moments still to come.
pub fn until(now: u64, then: u64) -> String {
    let left = then.saturating_sub(now);
    let (count, unit) = match left {
        172_800.. => (left / 86_400, "day"),
        7_200.. => (left / 3_600, "hour"),
        120.. => (left / 60, "minute"),
        60.. => (1, "minute"),
        _ => return "in less than a minute".to_owned(),
    };
    plural("in ", count, unit, "")
}

/// "3 days ago", "just now"; for moments that are past.
pub fn since(now: u64, then: u64) -> String {
    let gone = now.saturating_sub(then);
    let (count, unit) = match gone {
        172_800.. => (gone / 86_400, "day"),
        7_200.. => (gone / 3_600, "hour"),
        120.. => (gone / 60, "minute"),
        _ => return "just now".to_owned(),
    };
    plural("", count, unit, " ago")
}

fn plural(before: &str, count: u64, unit: &str, after: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{before}{count} {unit}{s}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_one_unit() {
        let cases = [
            (30, "in less than a minute"),
            (90, "in 1 minute"),
            (600, "in 10 minutes"),
            (7_200, "in 2 hours"),
            (259_200, "in 3 days"),
        ];
        for (seconds, told) in cases {
            assert_eq!(until(1_000, 1_000 + seconds), told);
        }
        assert_eq!(since(1_000, 990), "just now");
        assert_eq!(since(400_000, 140_800), "3 days ago");
    }
}
