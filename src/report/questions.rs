//! What was answered, and what is wrong with it, in words.

use crate::{
    onboard::{Form, answers::Answers, form::Fault},
    spec::template::{NAME, Question},
};

/// The answers, a line each, with who gave them.
#[must_use]
pub fn answers(answers: &Answers) -> String {
    let width = answers.keys().map(String::len).max().unwrap_or_default();
    let lines = answers.iter().map(|(key, answered)| {
        let line = answered.answer.line();
        let line = if line.is_empty() { "(left out)" } else { &line };
        let from = answered.from.as_deref();
        let from = from.filter(|from| !from.is_empty() && !answered.answer.is_empty());
        let from = from.map_or(String::new(), |from| format!("  ({from})"));
        format!("{key:>width$}  {line}{from}\n")
    });
    lines.collect()
}

/// All that is missing and all that is wrong, a line each.
#[must_use]
pub fn faults(faults: &[Fault]) -> String {
    let missing = faults.iter().filter(|fault| fault.why.is_none()).count();
    let count = |count: usize, what: &str, what_many: &str| match count {
        0 => None,
        1 => Some(format!("1 answer {what}")),
        _ => Some(format!("{count} answers {what_many}")),
    };
    let counts = [
        count(missing, "is missing", "are missing"),
        count(faults.len() - missing, "does not fit", "do not fit"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    let lines = faults.iter().map(|fault| {
        let key = &fault.key;
        match &fault.why {
            None => {
                let help = fault.help.as_ref();
                let help = help.map_or(String::new(), |help| format!(" ({help})"));
                let how = if key == NAME {
                    "write `tvgen new NAME`".to_owned()
                } else {
                    format!("give it with --set {key}=…")
                };
                format!("\n  {}{help}: {how}", fault.prompt)
            }
            Some(why) => format!("\n  {key}: {why}"),
        }
    });
    let lines: String = lines.collect();
    format!("{}, and nothing was written{lines}", counts.join(", "))
}

/// What is asked, with the answers that there are.
#[must_use]
pub fn asked(question: &Question) -> String {
    let what = question.prompt.as_deref().unwrap_or_default();
    let words = question.words();
    if words.is_empty() {
        what.to_owned()
    } else {
        format!("{what} ({})", words.join(", "))
    }
}

/// What is asked, a line each, with the default that there is.
#[must_use]
pub fn questions(form: &Form) -> String {
    let keys = form.template.keys();
    let width = keys.iter().map(|key| key.len()).max().unwrap_or_default();
    let lines = keys.into_iter().map(|key| {
        let question = form.question(key);
        let asked = asked(&question);
        let default = match form.default(key, &Answers::new()) {
            Some((raw, _)) if !raw.line().is_empty() => format!(" [{}]", raw.line()),
            Some(_) => " [left out]".to_owned(),
            None if question.is_optional() => " [left out]".to_owned(),
            None => String::new(),
        };
        format!("{key:>width$}  {asked}{default}\n")
    });
    lines.collect()
}

/// What to do where the files `taken` are there already.
#[must_use]
pub fn in_the_way(taken: &[String]) -> String {
    let (are, them) = if taken.len() == 1 {
        ("is", "it")
    } else {
        ("are", "them")
    };
    format!(
        "{} {are} there already, and tvgen new writes over no file: nothing was written\n\
         Move {them} away; or write the spec alone with --no-render, compare with `tvgen check`, take into the spec what you \
         want to keep, and replace {them} with `tvgen render --force`",
        taken.join(", ")
    )
}
