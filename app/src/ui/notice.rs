//! A notice: a sign and words, so that its tone does not hang on colour alone.

use leptos::prelude::*;

/// What kind of news it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Good,
    /// Worth knowing.
    Note,
    /// Look twice.
    Warning,
    /// Something went wrong.
    Error,
}

impl Tone {
    fn name(self) -> &'static str {
        match self {
            Self::Good => "success",
            Self::Note => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Note => "i",
            Self::Warning => "!",
            Self::Error => "✗",
        }
    }

    fn role(self) -> &'static str {
        match self {
            Self::Good | Self::Note => "status",
            Self::Warning | Self::Error => "alert",
        }
    }
}

/// A notice with these words.
#[component]
pub fn Notice(
    /// Its tone.
    tone: Tone,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="notice" data-tone=tone.name() role=tone.role()>
            <span class="sign" aria-hidden="true">{tone.sign()}</span>
            <div class="words">{children()}</div>
        </div>
    }
}
