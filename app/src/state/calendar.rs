//! A date for the calendar of whoever takes part, as an iCalendar file (RFC 5545): a moment and two texts.

/// One moment to remember.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Names it for good: the same reminder again replaces the first.
    pub id: String,
    /// UTC seconds.
    pub at: u64,
    /// UTC seconds at which the file is written.
    pub written: u64,
    /// What it is.
    pub title: String,
    /// More about it.
    pub about: String,
}

impl Reminder {
    /// The file, with a nudge a day before.
    pub fn file(&self) -> String {
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Turnwise//Turnwise//EN".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escaped(&self.id)),
            format!("DTSTAMP:{}", stamp(self.written)),
            format!("DTSTART:{}", stamp(self.at)),
            format!("DTEND:{}", stamp(self.at)),
            format!("SUMMARY:{}", escaped(&self.title)),
            format!("DESCRIPTION:{}", escaped(&self.about)),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{}", escaped(&self.title)),
            "TRIGGER:-P1D".to_owned(),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        lines.iter().map(|line| folded(line)).collect()
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => safe.extend(['\\', c]),
            '\n' => safe.push_str("\\n"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

/// At most 75 bytes a line; what is longer goes on after a line break and a space.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut bytes = 0;
    for c in line.chars() {
        if bytes + c.len_utf8() > 75 {
            folded.push_str("\r\n ");
            bytes = 1;
        }
        bytes += c.len_utf8();
        folded.push(c);
    }
    folded + "\r\n"
}

/// "20261204T170000Z".
fn stamp(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Year, month and day of a day counted from 1970: whole years are taken off, then whole months.
fn civil(mut days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    loop {
        let length = if leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
    }
    let february = if leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        let cases = [
            (0, "19700101T000000Z"),
            (951_782_400, "20000229T000000Z"),
            (1_796_403_600, "20261204T170000Z"),
            (4_107_542_399, "21000228T235959Z"),
            (4_107_542_400, "21000301T000000Z"),
        ];
        for (seconds, written) in cases {
            assert_eq!(stamp(seconds), written);
        }
    }

    #[test]
    fn texts_cannot_break_out_of_their_line() {
        let reminder = Reminder {
            id: "x".to_owned(),
            at: 0,
            written: 0,
            title: "A, B; C\\D\nE\rF".to_owned(),
            about: "ü".repeat(60),
        };
        let file = reminder.file();
        assert!(file.contains("SUMMARY:A\\, B\\; C\\\\D\\nEF\r\n"), "{file}");
        assert!(
            file.split("\r\n")
                .all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])),
            "{file}"
        );
        assert_eq!(file.replace("\r\n ", "").matches('ü').count(), 60);
    }
}
