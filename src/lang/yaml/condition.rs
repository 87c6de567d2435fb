//! Conditions of jobs and steps, split into lines if they are long.

use super::{MAX_LINE, Yaml, origins, quote};
use crate::lang::{
    Text,
    expr::{Expr, Segment},
    line::is_yaml_line_break,
};

/// A condition of terms joined by `&&`: on one line, or one term per line.
#[must_use]
pub fn condition(indent: usize, terms: &[Text<Expr>]) -> Text<Yaml> {
    join_terms(indent, terms, "&&")
}

/// A condition of terms joined by `||`: on one line, or one term per line.
#[must_use]
pub fn alternatives(indent: usize, terms: &[Text<Expr>]) -> Text<Yaml> {
    join_terms(indent, terms, "||")
}

fn join_terms(indent: usize, terms: &[Text<Expr>], operator: &str) -> Text<Yaml> {
    let parts: Vec<Segment> = terms.iter().cloned().map(Segment::Expr).collect();
    let origins = origins(&parts, 0);
    let line = terms
        .iter()
        .map(Text::as_str)
        .collect::<Vec<_>>()
        .join(&format!(" {operator} "));
    let safe = !line.contains([':', '#', '"', '\\', '\t'])
        && !line.contains(is_yaml_line_break)
        && line.starts_with(char::is_alphabetic);
    if safe && line.len() <= 80 {
        return Text::traced(line, origins);
    }
    if line.contains(is_yaml_line_break) {
        return Text::traced(quote(&line), origins);
    }
    let pad = " ".repeat(indent);
    let folded = terms
        .iter()
        .map(|term| wrap(term.as_str(), &pad))
        .collect::<Vec<_>>()
        .join(&format!("\n{pad}{operator} "));
    let origins = parts
        .iter()
        .enumerate()
        .flat_map(|(line, part)| self::origins(std::slice::from_ref(part), line + 1));
    Text::traced(format!(">-\n{pad}{folded}"), origins)
}

/// Splits `term` before its outermost operators if it is long; YAML folding restores the space at each split.
pub(super) fn wrap(term: &str, pad: &str) -> String {
    let words: Vec<&str> = term.split(' ').collect();
    let mut depth = 0;
    let with_depths = words.iter().map(|word| {
        let current = depth;
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        (*word, current)
    });
    let lines = split(&with_depths.collect::<Vec<_>>());
    lines.join(&format!("\n{pad}"))
}

/// Splits `words`, each with its depth of parentheses, into lines.
fn split(words: &[(&str, usize)]) -> Vec<String> {
    let line = || {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        words.join(" ")
    };
    // YAML folding turns each line break into a space. A split next to another space would change the text.
    let operators = (1..words.len())
        .filter(|index| ["&&", "||"].contains(&words[*index].0) && !words[index - 1].0.is_empty());
    let outermost = operators.clone().map(|index| words[index].1).min();
    let Some(outermost) = outermost.filter(|_| line().len() > MAX_LINE) else {
        return vec![line()];
    };
    let mut lines = Vec::new();
    let mut start = 0;
    for index in operators.filter(|index| words[*index].1 == outermost) {
        lines.extend(split(&words[start..index]));
        start = index;
    }
    lines.extend(split(&words[start..]));
    lines
}
