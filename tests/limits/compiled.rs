//! Compiles specs without a disk. The fuzz targets use this file too.

#[allow(clippy::duplicate_mod, reason = "the fuzz targets use this file too")]
#[path = "../support/answer.rs"]
mod answer;

use answer::check_outcome;
use jiff::civil::date;
use tvgen::{
    compile::{Outcome, compile},
    source::{
        CompileInputs, File, Source,
        base::{ExtendsError, LoadedFile},
    },
};

/// The base spec of `spec/everything.toml`.
const PLATFORM: (&str, &str) = (
    "platform/platform.toml",
    include_str!("../../spec/platform/platform.toml"),
);

/// Compiles the spec `text` and checks the outcome.
///
/// # Panics
/// If the outcome is invalid.
pub fn compile_and_check(text: &str) -> Outcome {
    let source = load(text);
    let outcome = compile(&source, &CompileInputs::for_day(date(2026, 11, 25)));
    check_outcome(&source, &outcome);
    outcome
}

fn load(text: &str) -> Source {
    let loaded = |name: &str, text: &str| LoadedFile {
        file: File {
            name: name.to_owned(),
            text: text.to_owned(),
        },
        id: name.to_owned(),
    };
    Source::load(loaded("tvgen.toml", text), |path| match path {
        _ if path == PLATFORM.0 => Ok(loaded(PLATFORM.0, PLATFORM.1)),
        _ => Err(ExtendsError::default()),
    })
}
