//! Reads the required Ruby and the groups of gems from a `Gemfile`.

use super::{
    Claim,
    requirement::{Comparison, Requirement, RubyRequirement},
    statement::{Statement, Token, parse_statements},
};

/// The name of the file.
pub const FILE: &str = "Gemfile";

/// Methods that load other files or evaluate code, with unknown effects.
const DYNAMIC: &[&str] = &[
    "eval",
    "eval_gemfile",
    "instance_eval",
    "load",
    "require_relative",
    "send",
];

/// The required Ruby versions, which may be alternatives under conditions; empty if one cannot be parsed.
#[must_use]
pub fn ruby_requirements(text: &str) -> Vec<RubyRequirement> {
    let all = parse_statements(text).into_iter();
    let ruby = all.filter(|statement| statement.tokens[0].is_word("ruby"));
    let wanted: Option<Vec<RubyRequirement>> =
        ruby.map(|statement| parse_ruby(&statement)).collect();
    wanted.unwrap_or_default()
}

/// Parses a statement `ruby "3.4.7"`; `None` for a version from another file or of another engine.
fn parse_ruby(statement: &Statement) -> Option<RubyRequirement> {
    let arguments = &statement.tokens[1..];
    let is_option = |token: &Token| matches!(token, Token::Label(_) | Token::Symbol(_));
    let options = arguments.iter().position(is_option);
    let (versions, options) = arguments.split_at(options.unwrap_or(arguments.len()));
    let is_literal = |token: &Token| match token {
        Token::Word(_) => false,
        Token::Text(text) => !text.contains("#{"),
        Token::Symbol(name) | Token::Label(name) => name != "file",
        Token::Punctuation(c) => "()[],".contains(*c),
    };
    let engine = options.iter().position(|token| token.is_option("engine"));
    let engine = engine.and_then(|key| strings(&options[key..]).next());
    if !arguments.iter().all(is_literal) || engine.is_some_and(|engine| engine != "ruby") {
        return None;
    }
    let versions: Vec<&str> = strings(versions).collect();
    let comparisons: Option<Vec<Comparison>> = versions
        .iter()
        .map(|text| Comparison::parse(text))
        .collect();
    let claim = Claim::new(FILE, statement.line, &versions.join(", "));
    comparisons
        .filter(|comparisons| !comparisons.is_empty())
        .map(|comparisons| RubyRequirement {
            claim,
            requirement: Requirement::All(comparisons),
        })
}

/// The names of all groups, in order, possibly repeated; `None` if they cannot all be known.
#[must_use]
pub fn groups(text: &str) -> Option<Vec<String>> {
    // Gems without a group are in the group `default`.
    let mut groups = vec!["default".to_owned()];
    for Statement { tokens, .. } in parse_statements(text) {
        let is_dynamic = |token: &Token| DYNAMIC.iter().any(|name| token.is_word(name));
        if tokens.iter().any(is_dynamic) {
            return None;
        }
        if tokens[0].is_word("gemspec") {
            groups.push("development".to_owned());
        }
        for (index, token) in tokens.iter().enumerate() {
            if token.is_word("group") {
                groups.extend(parse_names(&tokens[index + 1..])?);
            }
            let keys = ["group", "groups", "development_group"];
            if keys.into_iter().any(|key| token.is_option(key)) {
                let value = &tokens[index + 1..];
                let arrow = [Token::Punctuation('='), Token::Punctuation('>')];
                match token {
                    Token::Label(_) => groups.extend(parse_names(value)?),
                    Token::Symbol(_) if value.starts_with(&arrow) => {
                        groups.extend(parse_names(&value[2..])?);
                    }
                    Token::Word(_) | Token::Symbol(_) | Token::Text(_) | Token::Punctuation(_) => {}
                }
            }
        }
    }
    Some(groups)
}

/// Whether the `Gemfile` with `text` also lists the gems of a gemspec.
#[must_use]
pub fn is_gemspec(text: &str) -> bool {
    let statements = parse_statements(text);
    statements
        .iter()
        .any(|statement| statement.tokens[0].is_word("gemspec"))
}

/// The names at the start of `tokens`, up to a block, a condition or the next option; `None` if one is not a literal name.
pub(super) fn parse_names(tokens: &[Token]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) if ["do", "if", "unless"].contains(&word.as_str()) => break,
            Token::Word(_) => return None,
            Token::Label(_) | Token::Punctuation('{') => break,
            Token::Symbol(_) if tokens.get(index + 1) == Some(&Token::Punctuation('=')) => break,
            Token::Text(text) if text.contains("#{") => return None,
            Token::Symbol(name) | Token::Text(name) => names.push(name.clone()),
            Token::Punctuation(_) => {}
        }
    }
    Some(names)
}

fn strings(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().filter_map(Token::text)
}
