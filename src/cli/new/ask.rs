//! A question at a terminal: what is typed is completed and judged as it is typed.

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
    lang::{line::plain, terminal::is_obeyed},
    onboard::{Form, answers::Answers},
    report::questions,
    spec::template::{Question, Type, answer::Raw},
};

/// Asks the question of `key`, of which `default` is the answer where none is typed: the answer, or `None` if the person
/// leaves or the terminal goes away.
pub(super) fn ask(
    form: &Form,
    key: &str,
    default: Option<&(Raw, String)>,
    answers: &Answers,
) -> Option<Raw> {
    let question = form.question(key);
    let config = Config::builder()
        .behavior(Behavior::PreferTerm)
        .completion_type(CompletionType::List)
        .build();
    let mut editor: Editor<Asked, MemHistory> =
        Editor::with_history(config, MemHistory::new()).ok()?;
    let prompt = prompt(&question);
    editor.set_helper(Some(Asked {
        form,
        key,
        default: default.map(|(raw, from)| (raw.line(), from.as_str())),
        words: question.words().into_iter().map(str::to_owned).collect(),
        is_list: question.kind() == Type::List,
        answers,
    }));
    match editor.readline(&prompt) {
        Ok(line) if line.trim().is_empty() => {
            Some(default.map_or(Raw::Text(String::new()), |(raw, _)| raw.clone()))
        }
        // What leaves a default of its own open.
        Ok(line) if line.trim() == OPEN => Some(Raw::Text(String::new())),
        Ok(line) => Some(Raw::Text(line)),
        Err(ReadlineError::Eof | ReadlineError::Interrupted | _) => None,
    }
}

/// What a person is told before the first question.
pub(super) const KEYS: &str = "\
Enter takes what stands behind a question, the right arrow key puts it into the line, Tab completes a word, `-` leaves an answer
out, Ctrl-C leaves without a trace.";

/// How many characters of what is wrong stand behind the cursor; Enter shows them all.
const MOST_SHOWN: usize = 60;

/// What is typed to leave a question open that has a default.
const OPEN: &str = "-";

/// What a person reads, with the answers that there are.
fn prompt(question: &Question) -> String {
    format!("{}: ", plain(&questions::asked(question)))
}

/// What is asked, while an answer is typed.
struct Asked<'a> {
    form: &'a Form<'a>,
    key: &'a str,
    default: Option<(String, &'a str)>,
    words: Vec<String>,
    is_list: bool,
    answers: &'a Answers,
}

impl Asked<'_> {
    /// Why `line` is no answer, if it is none.
    fn wrong(&self, line: &str) -> Option<String> {
        let is_open = line.trim().is_empty() || line.trim() == OPEN;
        let raw = match &self.default {
            Some((default, _)) if line.trim().is_empty() => Raw::Text(default.clone()),
            _ if is_open => Raw::Text(String::new()),
            _ => Raw::Text(line.to_owned()),
        };
        self.form.read(self.key, &raw, self.answers).err()
    }

    /// The word that `line` ends in, and where it begins.
    fn word<'b>(&self, line: &'b str) -> (usize, &'b str) {
        let start = if self.is_list {
            line.rfind([',', ' ']).map_or(0, |at| at + 1)
        } else {
            0
        };
        (start, &line[start..])
    }
}

/// What stands behind the cursor.
struct Told {
    shown: String,
    rest: Option<String>,
}

impl Hint for Told {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.rest.as_deref()
    }
}

impl Hinter for Asked<'_> {
    type Hint = Told;

    fn hint(&self, line: &str, at: usize, _: &Context<'_>) -> Option<Told> {
        if line.is_empty() {
            let (default, from) = self.default.as_ref()?;
            let from = if from.is_empty() {
                String::new()
            } else {
                format!("  ({from})")
            };
            return Some(Told {
                shown: plain(&format!("{default}{from}")),
                rest: Some(default.clone()),
            });
        }
        if at < line.len() {
            return None;
        }
        let (_, word) = self.word(line);
        let mut words = self.words.iter();
        let rest = words.find_map(|known| known.strip_prefix(word).filter(|rest| !rest.is_empty()));
        if let Some(rest) = rest.filter(|_| !word.is_empty()) {
            return Some(Told {
                shown: plain(rest),
                rest: Some(rest.to_owned()),
            });
        }
        let mut wrong = self.wrong(line)?;
        if let Some((end, _)) = wrong.char_indices().nth(MOST_SHOWN) {
            wrong.truncate(end);
            wrong.push('…');
        }
        Some(Told {
            shown: plain(&format!("  {wrong}")),
            rest: None,
        })
    }
}

impl Completer for Asked<'_> {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        at: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let (start, word) = self.word(&line[..at]);
        let words = self.words.iter().filter(|known| known.starts_with(word));
        let mut words: Vec<String> = words.cloned().collect();
        let is_safe = |word: &String| !word.contains(is_obeyed);
        if let Some((default, _)) = self.default.as_ref().filter(|_| self.words.is_empty())
            && default.starts_with(line)
        {
            words.push(default.clone());
        }
        words.retain(is_safe);
        Ok((start, words))
    }
}

impl Validator for Asked<'_> {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        Ok(match self.wrong(context.input()) {
            Some(wrong) => ValidationResult::Invalid(Some(plain(&format!("  {wrong}")))),
            None => ValidationResult::Valid(None),
        })
    }
}

impl Highlighter for Asked<'_> {
    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        // Dim, so that nobody takes it for what was typed.
        Cow::Owned(format!("\x1b[2m{hint}\x1b[0m"))
    }
}

impl Helper for Asked<'_> {}
