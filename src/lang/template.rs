//! A template filled with text of its own language is text of that language.
//!
//! A comment `<%# … %>` on a line of its own is the reason of the lines after it, up to the next comment.

mod marks;

use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{
    Environment, Error, ErrorKind, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde,
};
use serde::Serialize;

use self::marks::Mark;
use super::{Encoded, Lang, Text};

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
    let mut environment = Environment::empty();
    environment.set_syntax(
        SyntaxConfig::builder()
            .block_delimiters("<%", "%>")
            .variable_delimiters("<%=", "%>")
            .comment_delimiters("<%#", "%>")
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let (text, comments) = marks::mark(template);
    let marks = Arc::new(Mutex::new(comments));
    let seen = marks.clone();
    environment.set_formatter(move |out, _, value| {
        let text = encoded::<L>(value)?;
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Encoded text holds no NUL: control characters are escaped, or refused by a rule.
        write!(out, "\0{}\0{}", seen.len(), text.text)?;
        seen.push(Mark::printed(text, template));
        Ok(())
    });
    let marked = environment.template_from_str(&text)?.render(Serde(view))?;
    let marks = marks.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(marks::unmark(template, &marked, &marks))
}

fn encoded<L: Lang>(value: &Value) -> Result<&Encoded, Error> {
    let refused = |what: String| {
        Error::new(
            ErrorKind::BadEscape,
            format!("{what} in a {} template", L::NAME),
        )
    };
    match value.downcast_object_ref::<Encoded>() {
        Some(text) if text.lang == L::NAME => Ok(text),
        Some(text) => Err(refused(format!("{} text", text.lang))),
        None => Err(refused(format!("unencoded {}", value.kind()))),
    }
}
