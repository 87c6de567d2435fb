//! Fills templates with text of their own language.
//!
//! A comment `<%# … %>` on its own line is the reason of the lines after it, up to the next comment.

mod compiled;
mod marks;

use minijinja::Error;
use serde::Serialize;

use super::{Lang, Text, origin::is_tracing};

/// A template in `templates/`.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// The name of its file.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// Loads a template by the name of its file: `template!("Dockerfile.j2")`.
#[macro_export]
macro_rules! template {
    ($name:literal) => {
        $crate::lang::template::Template {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name)),
        }
    };
}

/// Fills `template` with `view`. Prints only [`Text`] of language `L`, and records the origins of each line.
///
/// # Panics
/// If the template prints a value that the view does not have: a bug that every test of the emitter detects.
#[must_use]
pub fn fill<L: Lang>(template: Template, view: &impl Serialize) -> Text<L> {
    try_fill(template, view).expect("template and view agree")
}

/// Like [`fill`], but returns the error.
///
/// # Errors
/// If the template is malformed, or prints a value that the view does not have or that is not [`Text`] of language `L`.
pub fn try_fill<L: Lang>(template: Template, view: &impl Serialize) -> Result<Text<L>, Error> {
    let compiled = compiled::compile::<L>(template)?;
    let (text, marks) = compiled.fill(view)?;
    Ok(if is_tracing() {
        marks::remove_marks(template, &text, &marks)
    } else {
        Text::encoded(text)
    })
}
