//! Sentences whose names are kept apart from their words, so that a view can isolate them: a title may run
//! from right to left. And whom a sentence is about: the reader, or somebody by name.

use std::fmt;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Our words.
    Words(String),
    /// What somebody typed: a title or a name.
    Name(String),
}

/// A sentence, or a few.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(Vec<Part>);

impl Sentence {
    /// These words.
    pub fn of(words: impl Into<String>) -> Self {
        Self(vec![Part::Words(words.into())])
    }

    /// More words.
    pub fn words(mut self, more: &str) -> Self {
        if let Some(Part::Words(words)) = self.0.last_mut() {
            words.push_str(more);
        } else {
            self.0.push(Part::Words(more.to_owned()));
        }
        self
    }

    /// A title or a name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.push(Part::Name(name.into()));
        self
    }

    /// Whom it is about, at the beginning of a sentence.
    pub fn you_first(self, voice: &Voice) -> Self {
        match voice {
            Voice::You => self.words("You"),
            Voice::They => self.words("They"),
            Voice::Person(name) => self.name(name),
        }
    }

    /// Whom it is about, inside a sentence.
    pub fn you(self, voice: &Voice) -> Self {
        match voice {
            Voice::You => self.words("you"),
            Voice::They => self.words("they"),
            Voice::Person(name) => self.name(name),
        }
    }

    /// Whom it is about, as in "after you".
    pub fn after(self, voice: &Voice) -> Self {
        match voice {
            Voice::You => self.words("after you"),
            Voice::They => self.words("after them"),
            Voice::Person(name) => self.words("after ").name(name),
        }
    }

    /// Several names: "Chess", "Chess and Pottery", "Chess, Pottery and Climbing".
    pub fn names(mut self, names: impl IntoIterator<Item = String>) -> Self {
        let mut names = names.into_iter().peekable();
        let mut first = true;
        while let Some(name) = names.next() {
            if !first {
                self = self.words(if names.peek().is_some() { ", " } else { " and " });
            }
            first = false;
            self = self.name(name);
        }
        self
    }

    /// Its pieces.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Words(text) | Part::Name(text) => f.write_str(text),
        })
    }
}

/// Whom sentences are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Whoever reads them.
    You,
    /// Somebody who is known by number only.
    They,
    /// Somebody, by name.
    Person(String),
}

impl Voice {
    /// "were" or "was".
    pub fn were(&self) -> &'static str {
        match self {
            Self::You | Self::They => "were",
            Self::Person(_) => "was",
        }
    }

    /// "your" or "their".
    pub fn your(&self) -> &'static str {
        match self {
            Self::You => "your",
            Self::They | Self::Person(_) => "their",
        }
    }
}

/// "1 place", "3 places".
pub fn places(count: u32) -> String {
    counted(u64::from(count), "place", "places")
}

/// A count with the word that belongs to it.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
