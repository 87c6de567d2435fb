//! A template filled with text of its own language is text of that language.
//!
//! A comment `<%# … %>` on a line of its own is the reason of the lines after it, up to the next comment.

mod compiled;
mod marks;

use minijinja::Error;
use serde::Serialize;

use super::{Lang, Text, origin::is_traced};

/// A template of ours.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// The name of its file.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The template in the file that is called so: `template!("Dockerfile.j2")`.
#[macro_export]
macro_rules! template {
    ($name:literal) => {
        $crate::lang::template::Template {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $name)),
        }
    };
}

/// Fills `template` with `view`. Prints nothing but [`Text`] of language `L`, and knows where each line came from.
///
/// # Panics
/// If the template shows what the view does not have: a fault of ours that any test of the emitter meets.
#[must_use]
pub fn fill<L: Lang>(template: Template, view: &impl Serialize) -> Text<L> {
    try_fill(template, view).expect("template and view agree")
}

/// [`fill`], with the error that it panics on.
///
/// # Errors
/// If the template is malformed, shows what the view does not have, or prints what is not [`Text`] of language `L`.
pub fn try_fill<L: Lang>(template: Template, view: &impl Serialize) -> Result<Text<L>, Error> {
    let compiled = compiled::compiled::<L>(template)?;
    let (text, marks) = compiled.fill(view)?;
    Ok(if is_traced() {
        marks::unmark(template, &text, &marks)
    } else {
        Text::encoded(text)
    })
}
