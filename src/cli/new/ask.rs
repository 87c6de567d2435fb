//! Prompts for an answer at a terminal, with completion, hints and validation.

use std::borrow::Cow;

use rustyline::{
    Behavior, CompletionType, Config, Context, Editor, Helper,
    completion::Completer,
    error::ReadlineError,
    highlight::Highlighter,
    hint::{Hint, Hinter},
    history::MemHistory,
    validate::{ValidationContext, ValidationResult, Validator},
};

use crate::{
    lang::{line::escape_line, terminal::is_terminal_control},
    onboard::{Questionnaire, answers::Answers},
    report::questions,
    spec::template::{AnswerType, Question, answer::RawAnswer},
};

/// Prompts for the answer to the question `key`. An empty line accepts `default`. Returns `None` if the user cancels or
/// the terminal is closed.
pub(super) fn ask(
    questionnaire: &Questionnaire,
    key: &str,
    default: Option<&(RawAnswer, String)>,
    answers: &Answers,
) -> Option<RawAnswer> {
    let question = questionnaire.question(key);
    let config = Config::builder()
        .behavior(Behavior::PreferTerm)
        .completion_type(CompletionType::List)
        .build();
    let mut editor: Editor<PromptHelper, MemHistory> =
        Editor::with_history(config, MemHistory::new()).ok()?;
    let prompt = prompt(&question);
    editor.set_helper(Some(PromptHelper {
        questionnaire,
        key,
        default: default.map(|(raw, from)| (raw.to_line(), from.as_str())),
        words: question
            .allowed_answers()
            .into_iter()
            .map(str::to_owned)
            .collect(),
        is_list: question.kind() == AnswerType::List,
        answers,
    }));
    match editor.readline(&prompt) {
        Ok(line) if line.trim().is_empty() => {
            Some(default.map_or(RawAnswer::Text(String::new()), |(raw, _)| raw.clone()))
        }
        // Leaves the question unanswered, despite its default.
        Ok(line) if line.trim() == SKIP => Some(RawAnswer::Text(String::new())),
        Ok(line) => Some(RawAnswer::Text(line)),
        Err(ReadlineError::Eof | ReadlineError::Interrupted | _) => None,
    }
}

/// The keyboard shortcuts, printed before the first question.
pub(super) const KEY_HELP: &str = "\
Enter accepts the default, the right arrow key inserts it, Tab completes a word,
`-` skips a question, Ctrl-C cancels and writes nothing.";

/// The maximum number of characters of an error after the cursor; Enter shows the whole error.
const MAX_HINT: usize = 60;

/// The answer that leaves a question unanswered, despite its default.
const SKIP: &str = "-";

/// The text before the cursor, with the allowed answers.
fn prompt(question: &Question) -> String {
    format!("{}: ", escape_line(&questions::format_question(question)))
}

/// Completes and validates the answer as it is typed.
struct PromptHelper<'a> {
    questionnaire: &'a Questionnaire<'a>,
    key: &'a str,
    default: Option<(String, &'a str)>,
    words: Vec<String>,
    is_list: bool,
    answers: &'a Answers,
}

impl PromptHelper<'_> {
    /// The error in `line`, if it is not a valid answer.
    fn validate_line(&self, line: &str) -> Option<String> {
        let is_open = line.trim().is_empty() || line.trim() == SKIP;
        let raw = match &self.default {
            Some((default, _)) if line.trim().is_empty() => RawAnswer::Text(default.clone()),
            _ if is_open => RawAnswer::Text(String::new()),
            _ => RawAnswer::Text(line.to_owned()),
        };
        self.questionnaire
            .parse_answer(self.key, &raw, self.answers)
            .err()
    }

    /// The start of the last word of `line`, and the word.
    fn last_word<'b>(&self, line: &'b str) -> (usize, &'b str) {
        let start = if self.is_list {
            line.rfind([',', ' ']).map_or(0, |at| at + 1)
        } else {
            0
        };
        (start, &line[start..])
    }
}

/// The dimmed text after the cursor.
struct PromptHint {
    shown: String,
    rest: Option<String>,
}

impl Hint for PromptHint {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.rest.as_deref()
    }
}

impl Hinter for PromptHelper<'_> {
    type Hint = PromptHint;

    fn hint(&self, line: &str, at: usize, _: &Context<'_>) -> Option<PromptHint> {
        if line.is_empty() {
            let (default, from) = self.default.as_ref()?;
            let from = if from.is_empty() {
                String::new()
            } else {
                format!("  ({from})")
            };
            return Some(PromptHint {
                shown: escape_line(&format!("{default}{from}")),
                rest: Some(default.clone()),
            });
        }
        if at < line.len() {
            return None;
        }
        let (_, word) = self.last_word(line);
        let mut words = self.words.iter();
        let rest = words.find_map(|known| known.strip_prefix(word).filter(|rest| !rest.is_empty()));
        if let Some(rest) = rest.filter(|_| !word.is_empty()) {
            return Some(PromptHint {
                shown: escape_line(rest),
                rest: Some(rest.to_owned()),
            });
        }
        let mut error = self.validate_line(line)?;
        if let Some((end, _)) = error.char_indices().nth(MAX_HINT) {
            error.truncate(end);
            error.push('…');
        }
        Some(PromptHint {
            shown: escape_line(&format!("  {error}")),
            rest: None,
        })
    }
}

impl Completer for PromptHelper<'_> {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let (start, word) = self.last_word(&line[..at]);
        let words = self.words.iter().filter(|known| known.starts_with(word));
        let mut words: Vec<String> = words.cloned().collect();
        let is_safe = |word: &String| !word.contains(is_terminal_control);
        if let Some((default, _)) = self.default.as_ref().filter(|_| self.words.is_empty())
            && default.starts_with(line)
        {
            words.push(default.clone());
        }
        words.retain(is_safe);
        Ok((start, words))
    }
}

impl Validator for PromptHelper<'_> {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        Ok(match self.validate_line(context.input()) {
            Some(error) => ValidationResult::Invalid(Some(escape_line(&format!("  {error}")))),
            None => ValidationResult::Valid(None),
        })
    }
}

impl Highlighter for PromptHelper<'_> {
    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        // Dimmed, to differ from typed text.
        Cow::Owned(format!("\x1b[2m{hint}\x1b[0m"))
    }
}

impl Helper for PromptHelper<'_> {}
