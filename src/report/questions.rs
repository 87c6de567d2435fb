//! The questions of `tvgen new`, their answers, and errors in them.

use crate::{
    lang::{
        Text,
        terminal::{self, Style, Styled, Terminal, hang, join_lines},
    },
    onboard::{
        Questionnaire, answers::Answers, gem_packages::AddedPackage, questionnaire::AnswerError,
    },
    spec::template::{NAME, Question},
};

/// The answers, one line each, and their origins, wrapped at `width`.
#[must_use]
pub fn format_answers(answers: &Answers, width: Option<usize>) -> Text<Terminal> {
    let longest = answers.keys().map(String::len).max().unwrap_or_default();
    let lines = answers.iter().map(|(key, answered)| {
        let line = answered.answer.to_line();
        let line = if line.is_empty() { "(not set)" } else { &line };
        let from = answered.origin.as_deref();
        let from = from.filter(|from| !from.is_empty() && !answered.answer.is_empty());
        let from = from.map_or(String::new(), |from| format!("  ({from})"));
        align(key, longest, &format!("{line}{from}"), width)
    });
    join_lines(&lines.collect::<Vec<_>>())
}

/// The packages added for gems, one line for each array and gem, wrapped at `width`.
#[must_use]
pub fn format_packages(added: &[AddedPackage], width: Option<usize>) -> Text<Terminal> {
    let key = |package: &AddedPackage| format!("added to {}", package.place);
    let longest = added.iter().map(|package| key(package).len()).max();
    let lines = added.iter().map(|package| {
        let text = format!(
            "{}  ({} needs it, {})",
            package.name, package.gem, package.origin
        );
        align(&key(package), longest.unwrap_or_default(), &text, width)
    });
    join_lines(&lines.collect::<Vec<_>>())
}

/// The missing and the invalid answers, one line each.
#[must_use]
pub fn describe_errors(errors: &[AnswerError]) -> String {
    let missing = errors.iter().filter(|error| error.reason.is_none()).count();
    let count = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 answer {one}")),
        _ => Some(format!("{count} answers {many}")),
    };
    let counts = [
        count(missing, "is missing", "are missing"),
        count(errors.len() - missing, "is invalid", "are invalid"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let lines = errors.iter().map(|error| {
        let key = &error.key;
        match &error.reason {
            None => {
                let help = error.help.as_ref();
                let help = help.map_or(String::new(), |help| format!(" ({help})"));
                let how = if key == NAME {
                    "run `tvgen new NAME`".to_owned()
                } else {
                    format!("pass --set {key}=…")
                };
                format!("\n  {}{help}: {how}", error.prompt)
            }
            Some(why) => format!("\n  {key}: {why}"),
        }
    });
    let lines: String = lines.collect();
    format!("{}; nothing was written{lines}", counts.join(", "))
}

/// The prompt of `question`, with the allowed answers.
#[must_use]
pub fn format_question(question: &Question) -> String {
    let prompt = question.prompt.as_deref().unwrap_or_default();
    let allowed = question.allowed_answers();
    if allowed.is_empty() {
        prompt.to_owned()
    } else {
        format!("{prompt} ({})", allowed.join(", "))
    }
}

/// The questions of `form`, one line each, and their defaults, wrapped at `width`.
#[must_use]
pub fn format_questions(form: &Questionnaire, width: Option<usize>) -> Text<Terminal> {
    let keys = form.template.keys();
    let longest = keys.iter().map(|key| key.len()).max().unwrap_or_default();
    let lines = keys.into_iter().map(|key| {
        let question = form.question(key);
        let prompt = format_question(&question);
        let default = match form.default_answer(key, &Answers::new()) {
            Some((raw, _)) if !raw.to_line().is_empty() => format!(" [{}]", raw.to_line()),
            Some(_) => " [not set]".to_owned(),
            None if question.is_optional() => " [not set]".to_owned(),
            None => String::new(),
        };
        align(key, longest, &format!("{prompt}{default}"), width)
    });
    join_lines(&lines.collect::<Vec<_>>())
}

/// `key`, aligned with keys of up to `longest` characters, and `text` after it, wrapped at `width`.
fn align(key: &str, longest: usize, text: &str, width: Option<usize>) -> Text<Terminal> {
    let mut first = Styled::default();
    first
        .add(&" ".repeat(longest.saturating_sub(key.len())))
        .paint(Style::Cyan, key)
        .add("  ");
    hang(&first.text(), &terminal::text(text), width)
}

/// The files `existing`, which `tvgen new` does not overwrite, and what to do about them.
#[must_use]
pub fn describe_existing_files(existing: &[String]) -> String {
    let (exist, them) = if existing.len() == 1 {
        ("already exists", "it")
    } else {
        ("already exist", "them")
    };
    format!(
        "{} {exist}, and `tvgen new` does not overwrite files: nothing was written\n\
         help: move {them} away; or write only the spec with --no-render, compare with `tvgen check`, move what you want to \
         keep into the spec, and replace {them} with `tvgen render --force`",
        existing.join(", ")
    )
}
