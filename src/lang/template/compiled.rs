//! Compiles templates, each once per language.

use std::{
    cell::RefCell,
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use minijinja::{
    Environment, Error, ErrorKind, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde,
};
use serde::Serialize;

use super::{
    super::{Encoded, Lang, origin::is_tracing},
    Template,
    marks::{Mark, insert_marks, without_comments},
};

/// A compiled template.
pub(super) struct Compiled {
    environment: Environment<'static>,
    comments: Vec<Mark>,
}

/// The name of every template: each has its own environment.
const NAME: &str = "template";

/// The name of the language, the address and length of the template's text, and whether it is filled with marks.
type Key = (&'static str, usize, usize, bool);

static CACHE: LazyLock<Mutex<HashMap<Key, Arc<Compiled>>>> = LazyLock::new(Mutex::default);

thread_local! {
    /// The marks of the template that this thread is filling.
    static MARKS: RefCell<Vec<Mark>> = const { RefCell::new(Vec::new()) };
}

/// Compiles `template` for text of language `L`, or returns it from the cache.
pub(super) fn compile<L: Lang>(template: Template) -> Result<Arc<Compiled>, Error> {
    let key = (
        L::NAME,
        template.text.as_ptr() as usize,
        template.text.len(),
        is_tracing(),
    );
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(compiled) = cache.get(&key) {
        return Ok(compiled.clone());
    }
    let compiled = Arc::new(Compiled::new::<L>(template)?);
    cache.insert(key, compiled.clone());
    Ok(compiled)
}

impl Compiled {
    fn new<L: Lang>(template: Template) -> Result<Self, Error> {
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
        environment.set_formatter(move |out, _, value| {
            let text = encoded::<L>(value)?;
            if !is_tracing() {
                return Ok(out.write_str(&text.text)?);
            }
            MARKS.with_borrow_mut(|marks| {
                // Encoded text contains no NUL: control characters are escaped, or rejected by a rule.
                write!(out, "\0{}\0{}", marks.len(), text.text)?;
                marks.push(Mark::printed(text, template));
                Ok(())
            })
        });
        let (text, comments) = if is_tracing() {
            insert_marks(template)
        } else {
            (without_comments(template), Vec::new())
        };
        environment.add_template_owned(NAME, text)?;
        Ok(Self {
            environment,
            comments,
        })
    }

    /// Renders `view`; returns the text and the marks in it, if lines are traced.
    pub(super) fn fill(&self, view: &impl Serialize) -> Result<(String, Vec<Mark>), Error> {
        MARKS.set(self.comments.clone());
        let marked = self.environment.get_template(NAME)?.render(Serde(view));
        let marks = MARKS.take();
        Ok((marked?, marks))
    }
}

fn encoded<L: Lang>(value: &Value) -> Result<&Encoded, Error> {
    let error = |what: String| {
        Error::new(
            ErrorKind::BadEscape,
            format!("{what} in a {} template", L::NAME),
        )
    };
    match value.downcast_object_ref::<Encoded>() {
        Some(text) if text.lang == L::NAME => Ok(text),
        Some(text) => Err(error(format!("{} text", text.lang))),
        None => Err(error(format!("unencoded {}", value.kind()))),
    }
}
