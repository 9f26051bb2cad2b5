//! Numbers as a picture or a table, always with the same numbers as a file beside it.

use leptos::prelude::*;
use turnwise_shared::table::{Delimiter, export};

use super::bar::{Bar, Bars};
use super::download::Download;
use super::fold::Fold;
use crate::live::signals::StoredValue;
use crate::live::{Piece, Pieces, derived};

/// What a file has: its name, and its rows with the headings first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The name.
    pub name: &'static str,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
}

/// Bars, what they mean, and their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it shows, in a sentence.
    pub caption: &'static str,
    /// What each bar is about.
    pub subject: &'static str,
    /// What the bars measure.
    pub measure: &'static str,
    /// What filled, hatched and marked mean, where it has to be said.
    pub key: &'static [(Sign, &'static str)],
    /// How much would fill a whole line; 0 if the longest bar does.
    pub whole: u32,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The same numbers.
    pub file: File,
}

/// What is seen on a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Its filled part.
    Filled,
    /// Its hatched part.
    Hatched,
    /// What it leaves free of the line.
    Empty,
    /// The mark.
    Mark,
}

impl Sign {
    fn name(self) -> &'static str {
        match self {
            Self::Filled => "filled",
            Self::Hatched => "hatched",
            Self::Empty => "empty",
            Self::Mark => "mark",
        }
    }
}

/// A picture and its file.
#[component]
pub fn Pictured(
    /// What is shown.
    picture: Picture,
) -> impl IntoView {
    let Picture {
        caption,
        subject,
        measure,
        key,
        whole,
        bars,
        file,
    } = picture;
    let sign = |(sign, words): &(Sign, &'static str)| {
        view! { <li><span class="sign" data-sign=sign.name() aria-hidden="true"></span>{*words}</li> }
    };
    let key = (!key.is_empty()).then(|| view! { <ul class="key">{key.iter().map(sign).pieces()}</ul> });
    view! {
        <WithFile file>
            {key.piece()}
            <Bars caption subject measure bars whole/>
        </WithFile>
    }
}

/// A table of figures, whose first column names what each row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// What it shows, in a sentence.
    pub caption: &'static str,
    /// What stands above the columns.
    pub heads: Vec<&'static str>,
    /// A cell for each column.
    pub rows: Vec<Vec<String>>,
    /// The same numbers.
    pub file: File,
}

/// A table and its file.
#[component]
pub fn Tabled(
    /// What is shown.
    figures: Figures,
) -> impl IntoView {
    let Figures {
        caption,
        heads,
        rows,
        file,
    } = figures;
    let columns = heads.clone();
    let row = move |cells: Vec<String>| {
        let cell = |(head, cell): (&&'static str, String)| view! { <td data-head=*head>{cell}</td> };
        let mut cells = cells.into_iter();
        let name = cells.next();
        view! { <tr><th scope="row"><bdi>{name}</bdi></th>{columns.iter().skip(1).zip(cells).map(cell).pieces()}</tr> }
    };
    let heads = heads
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> })
        .pieces();
    view! {
        <WithFile file>
            <div class="table"><table class="figures">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows.into_iter().map(row).pieces()}</tbody>
            </table></div>
        </WithFile>
    }
}

#[component]
fn WithFile(file: File, children: Children) -> impl IntoView {
    let File { name, rows } = file;
    let rows = StoredValue::new(rows);
    let content = derived(move || rows.with_value(|rows| export(rows, Delimiter::Semicolon)));
    view! {
        <div class="picture stack tight">
            {children()}
            <Fold summary="These numbers as a file">
                <Download label="Download (CSV)" name mime="text/csv" content/>
            </Fold>
        </div>
    }
}
