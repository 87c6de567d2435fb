//! The answers to the questions of a template.

use indexmap::IndexMap;

use crate::spec::template::answer::Answer;

/// An answer, and who gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// Who gave it: `--set`, a line of a file, a file of the repository; nobody where it was typed.
    pub from: Option<String>,
}

/// Answers, by the keys of their questions, in the order in which they were given.
pub type Answers = IndexMap<String, Answered>;
