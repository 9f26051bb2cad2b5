//! What `turnwise verify` prints: a line for every check. What is right is said in the words of `docs/verify.py`, so that
//! the two can be laid side by side.

use turnwise_shared::transcript::{Agrees, Check, OwnList, Report};
use turnwise_shared::verdict::{fits, right};

/// What is printed, and whether anything is wrong.
#[derive(Default)]
pub struct Lines {
    /// The lines so far.
    pub text: String,
    /// Whether a check failed.
    pub wrong: bool,
}

impl Lines {
    /// A line.
    pub fn say(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A check that was passed.
    pub fn right(&mut self, check: &str, sentence: &str) {
        self.say(&format!("right    {check:<10}{sentence}"));
    }

    /// A check that failed; after it nothing more is checked.
    pub fn wrong(&mut self, check: &str, sentence: &str) {
        self.wrong = true;
        self.say(&format!("WRONG    {check:<10}{sentence}"));
    }

    /// A check that was not made.
    pub fn skipped(&mut self, check: &str) {
        self.say(&format!("not checked: {check}"));
    }

    /// The checks of the transcript. Where nothing has a signature, none is checked.
    pub fn checks(&mut self, report: &Report) {
        let made = |check: &&Check| **check != Check::Signature || report.beacons > 0;
        for check in report.passed.iter().filter(made) {
            self.right(check.name(), right(*check));
        }
        let Some(fault) = report.fault else {
            return;
        };
        self.wrong(fault.check().name(), &fault.to_string());
        self.skips_after(report.passed.len());
    }

    /// That nothing was checked after so many checks and one that failed.
    pub fn skips_after(&mut self, passed: usize) {
        let left = Check::ALL.iter().skip(passed + 1);
        for check in left.filter(|check| **check != Check::Signature) {
            self.skipped(check.name());
        }
    }

    /// The comparison with the record that one's own browser kept.
    pub fn record(&mut self, agrees: Agrees) {
        match fits(agrees) {
            Some(sentence) => self.right("record", sentence),
            None => self.skipped("record (nothing in it to compare)"),
        }
        if agrees.list == OwnList::Newer {
            self.skipped("list (newer than your record: was that you?)");
        }
        if agrees.later {
            self.skipped("later records (your device saw more than this file has: was there another draw?)");
        }
    }

    /// How many there are of everything, and the words.
    pub fn counts(&mut self, report: &Report, spoken: &str) {
        self.say(&format!(
            "{} take part, {} saved a list; draws made: {}, let pass: {}.",
            report.entries, report.saved, report.draws, report.missed
        ));
        self.say(&format!("The words of the last draw: {spoken}"));
    }

    /// What all of it comes to.
    pub fn verdict(&mut self, consistent: bool) {
        self.say(match (consistent, self.wrong) {
            (false, _) => "The transcript is NOT consistent.",
            (true, true) => "The transcript is consistent, but NOT the one you know.",
            (true, false) => "The transcript is consistent; whether it is genuine only the words can tell.",
        });
    }
}
