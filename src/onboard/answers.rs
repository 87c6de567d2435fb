//! The answers to the questions of a template.

use indexmap::IndexMap;

use crate::spec::template::answer::Answer;

/// An answer and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// Where it comes from: `--set`, a line of a file, a file of the repository; `None` if it was typed.
    pub origin: Option<String>,
}

/// Answers by the key of their question, in the order they were given.
pub type Answers = IndexMap<String, Answered>;
