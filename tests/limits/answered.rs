//! Specs compiled without a disk. The fuzz targets use this file too.

#[allow(clippy::duplicate_mod, reason = "the fuzz targets use this file too")]
#[path = "../support/answer.rs"]
mod answer;

use answer::check_answer;
use jiff::civil::date;
use tvgen::{
    compile::{Outcome, compile},
    source::{
        File, Source, Surroundings,
        base::{Found, Unread},
    },
};

/// The base that `spec/everything.toml` extends.
const PLATFORM: (&str, &str) = (
    "platform/platform.toml",
    include_str!("../../spec/platform/platform.toml"),
);

/// Compiles the spec `text` and checks its answer.
///
/// # Panics
/// If the answer is wrong.
pub fn answer(text: &str) -> Outcome {
    let source = load(text);
    let outcome = compile(&source, &Surroundings::on(date(2026, 11, 25)));
    check_answer(&source, &outcome);
    outcome
}

fn load(text: &str) -> Source {
    let found = |name: &str, text: &str| Found {
        file: File {
            name: name.to_owned(),
            text: text.to_owned(),
        },
        id: name.to_owned(),
    };
    Source::load(found("tvgen.toml", text), |path| match path {
        _ if path == PLATFORM.0 => Ok(found(PLATFORM.0, PLATFORM.1)),
        _ => Err(Unread::default()),
    })
}
