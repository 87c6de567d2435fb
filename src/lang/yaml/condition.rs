//! Conditions of jobs and steps, on several lines where they are long.

use super::{LONG, Yaml, origins, quoted};
use crate::lang::{
    Text,
    expr::{Expr, Part},
    line::breaks_yaml,
};

/// A condition: one line, or one term a line where they are several and all must hold.
#[must_use]
pub fn condition(indent: usize, terms: &[Text<Expr>]) -> Text<Yaml> {
    terms_by(indent, terms, "&&")
}

/// A condition: one line, or one term a line where they are several and one of them must hold.
#[must_use]
pub fn alternatives(indent: usize, terms: &[Text<Expr>]) -> Text<Yaml> {
    terms_by(indent, terms, "||")
}

fn terms_by(indent: usize, terms: &[Text<Expr>], operator: &str) -> Text<Yaml> {
    let parts: Vec<Part> = terms.iter().cloned().map(Part::Expr).collect();
    let origins = origins(&parts, 0);
    let one = terms
        .iter()
        .map(Text::as_str)
        .collect::<Vec<_>>()
        .join(&format!(" {operator} "));
    let safe = !one.contains([':', '#', '"', '\\', '\t'])
        && !one.contains(breaks_yaml)
        && one.starts_with(char::is_alphabetic);
    if safe && one.len() <= 80 {
        return Text::traced(one, origins);
    }
    if one.contains(breaks_yaml) {
        return Text::traced(quoted(&one), origins);
    }
    let pad = " ".repeat(indent);
    let folded = terms
        .iter()
        .map(|term| wrapped(term.as_str(), &pad))
        .collect::<Vec<_>>()
        .join(&format!("\n{pad}{operator} "));
    let origins = parts
        .iter()
        .enumerate()
        .flat_map(|(line, part)| self::origins(std::slice::from_ref(part), line + 1));
    Text::traced(format!(">-\n{pad}{folded}"), origins)
}

/// `term`, cut before its outermost operators where it is long; folding puts the one blank back that each cut takes.
pub(super) fn wrapped(term: &str, pad: &str) -> String {
    let words: Vec<&str> = term.split(' ').collect();
    let mut depth = 0;
    let deep = words.iter().map(|word| {
        let here = depth;
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        (*word, here)
    });
    let lines = cut(&deep.collect::<Vec<_>>());
    lines.join(&format!("\n{pad}"))
}

/// The lines of `words`, each of which stands in so many parentheses.
fn cut(words: &[(&str, usize)]) -> Vec<String> {
    let line = || {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        words.join(" ")
    };
    // A blank at the end of a line would be two when the line is folded, so a cut is not beside another blank.
    let operators = (1..words.len())
        .filter(|at| ["&&", "||"].contains(&words[*at].0) && !words[at - 1].0.is_empty());
    let outermost = operators.clone().map(|at| words[at].1).min();
    let Some(outermost) = outermost.filter(|_| line().len() > LONG) else {
        return vec![line()];
    };
    let mut lines = Vec::new();
    let mut start = 0;
    for at in operators.filter(|at| words[*at].1 == outermost) {
        lines.extend(cut(&words[start..at]));
        start = at;
    }
    lines.extend(cut(&words[start..]));
    lines
}
