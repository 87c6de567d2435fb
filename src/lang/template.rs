//! A template filled with text of its own language is text of that language.

use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{
    Environment, Error, ErrorKind, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde,
};
use serde::Serialize;

use super::{Encoded, Lang, Origin, Text};

/// Fills `template` with `view`. Prints nothing but [`Text`] of language `L`, and knows where each line came from.
///
/// # Panics
/// If the template shows what the view does not have: a fault of ours that any test of the emitter meets.
#[must_use]
pub fn fill<L: Lang>(template: &str, view: &impl Serialize) -> Text<L> {
    try_fill(template, view).expect("template and view agree")
}

/// [`fill`], with the error that it panics on.
///
/// # Errors
/// If the template is malformed, shows what the view does not have, or prints what is not [`Text`] of language `L`.
pub fn try_fill<L: Lang>(template: &str, view: &impl Serialize) -> Result<Text<L>, Error> {
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
    let printed: Arc<Mutex<Vec<Arc<[Origin]>>>> = Arc::default();
    let seen = printed.clone();
    environment.set_formatter(move |out, _, value| {
        let text = encoded::<L>(value)?;
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        // Encoded text holds no NUL: control characters are escaped, or refused by a rule.
        write!(out, "\0{}\0{}", seen.len(), text.text)?;
        seen.push(text.origins.clone());
        Ok(())
    });
    let marked = environment
        .template_from_str(template)?
        .render(Serde(view))?;
    let printed = printed.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(unmark(&marked, &printed))
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

/// Takes the marks `NUL number NUL` out of `marked`; each told what was printed after it.
fn unmark<L: Lang>(marked: &str, printed: &[Arc<[Origin]>]) -> Text<L> {
    let mut text = String::with_capacity(marked.len());
    let mut origins = Vec::new();
    let mut line = 0;
    for (position, piece) in marked.split('\0').enumerate() {
        if position % 2 == 0 {
            text.push_str(piece);
            line += piece.matches('\n').count();
        } else if let Some(found) = piece
            .parse::<usize>()
            .ok()
            .and_then(|number| printed.get(number))
        {
            origins.extend(found.iter().map(|origin| Origin {
                line: line + origin.line,
                place: origin.place.clone(),
            }));
        }
    }
    Text::traced(text, origins)
}
