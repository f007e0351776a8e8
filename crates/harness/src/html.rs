//! The frame of HTML pages: one file without scripts and without anything from elsewhere, light or dark as the reader's
//! system is, and readable on a phone.

mod code;

use maud::{DOCTYPE, Markup, PreEscaped, html};

pub use code::{Mark, code};

/// The style sheet of all pages.
const STYLE: &str = include_str!("html/style.css");

/// A page with this title. `lead` stands below the title, the body below both.
pub fn page(title: &str, lead: &Markup, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="eqlc";
                link rel="icon" href="data:,";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header { h1 { (title) } (lead) }
                main { (body) }
                footer { "Made by eqlc. This file is complete: it loads nothing and runs no script." }
            }
        }
    };
    page.into_string()
}

/// How good something is: the class of its colour.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tone {
    /// Something is wrong.
    Bad,
    /// Something is left to do.
    Part,
    /// All is well.
    Good,
    /// Neither.
    Plain,
}

impl Tone {
    /// The class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Part => "part",
            Self::Good => "good",
            Self::Plain => "plain",
        }
    }

    /// A sign beside the colour, for those who do not see it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Bad => "✕",
            Self::Part => "◐",
            Self::Good => "✓",
            Self::Plain => "·",
        }
    }
}

/// A message, in which names stand between backticks.
pub fn message(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}

/// A tile: a figure, what it counts, and a word more.
pub fn tile(tone: Tone, figure: &str, label: &str, more: &str) -> Markup {
    html! {
        div class={ "tile " (tone.class()) } {
            strong { (figure) }
            span { (label) }
            small { (more) }
        }
    }
}

/// A bar that is so full, from 0 to 100.
pub fn bar(tone: Tone, percent: f64) -> Markup {
    let width = percent.clamp(0.0, 100.0);
    html! { span class={ "bar " (tone.class()) } { i style={ "width:" (format!("{width:.1}")) "%" } {} } }
}
