//! Templates, each compiled once for each language that it is filled in.

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
    super::{Encoded, Lang, origin::is_traced},
    Template,
    marks::{Mark, mark, unmarked},
};

/// A template that is ready to be filled.
pub(super) struct Compiled {
    environment: Environment<'static>,
    comments: Vec<Mark>,
}

/// What a template is called in its environment, where there is no other.
const NAME: &str = "template";

/// The name of a language, where the text of a template begins and how long it is, and whether it is filled with marks.
type Key = (&'static str, usize, usize, bool);

static ALL: LazyLock<Mutex<HashMap<Key, Arc<Compiled>>>> = LazyLock::new(Mutex::default);

thread_local! {
    /// The marks of the template that this thread fills.
    static MARKS: RefCell<Vec<Mark>> = const { RefCell::new(Vec::new()) };
}

/// `template`, to be filled with text of language `L`.
pub(super) fn compiled<L: Lang>(template: Template) -> Result<Arc<Compiled>, Error> {
    let key = (
        L::NAME,
        template.text.as_ptr() as usize,
        template.text.len(),
        is_traced(),
    );
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(compiled) = all.get(&key) {
        return Ok(compiled.clone());
    }
    let compiled = Arc::new(Compiled::new::<L>(template)?);
    all.insert(key, compiled.clone());
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
            if !is_traced() {
                return Ok(out.write_str(&text.text)?);
            }
            MARKS.with_borrow_mut(|marks| {
                // Encoded text holds no NUL: control characters are escaped, or refused by a rule.
                write!(out, "\0{}\0{}", marks.len(), text.text)?;
                marks.push(Mark::printed(text, template));
                Ok(())
            })
        });
        let (text, comments) = if is_traced() {
            mark(template)
        } else {
            (unmarked(template), Vec::new())
        };
        environment.add_template_owned(NAME, text)?;
        Ok(Self {
            environment,
            comments,
        })
    }

    /// What it makes of `view`, and the marks in that if lines are traced.
    pub(super) fn fill(&self, view: &impl Serialize) -> Result<(String, Vec<Mark>), Error> {
        MARKS.set(self.comments.clone());
        let marked = self.environment.get_template(NAME)?.render(Serde(view));
        let marks = MARKS.take();
        Ok((marked?, marks))
    }
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
