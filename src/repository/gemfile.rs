//! `Gemfile`: which Ruby it wants, and which groups its gems are in.

use super::{
    Said,
    requirement::{Comparison, Requirement, Wanted},
    statement::{Statement, Token, statements},
};

/// The file.
pub const FILE: &str = "Gemfile";

/// What reads other files, or makes code as it runs: what it adds is not known.
const ELSEWHERE: &[&str] = &[
    "eval",
    "eval_gemfile",
    "instance_eval",
    "load",
    "require_relative",
    "send",
];

/// The Rubies that it wants, each of which it may want under some condition; none where that is not plain.
#[must_use]
pub fn rubies(text: &str) -> Vec<Wanted> {
    let all = statements(text).into_iter();
    let ruby = all.filter(|statement| statement.tokens[0] == word("ruby"));
    let wanted: Option<Vec<Wanted>> = ruby.map(|statement| ruby_of(&statement)).collect();
    wanted.unwrap_or_default()
}

/// The Ruby that a statement `ruby "3.4.7"` wants; `None` for one that takes it from elsewhere, and for another engine.
fn ruby_of(statement: &Statement) -> Option<Wanted> {
    let arguments = &statement.tokens[1..];
    let is_option = |token: &Token| matches!(token, Token::Label(_) | Token::Symbol(_));
    let options = arguments.iter().position(is_option);
    let (versions, options) = arguments.split_at(options.unwrap_or(arguments.len()));
    let is_plain = |token: &Token| match token {
        Token::Word(_) => false,
        Token::Text(text) => !text.contains("#{"),
        Token::Symbol(name) | Token::Label(name) => name != "file",
        Token::Mark(c) => "()[],".contains(*c),
    };
    let engine = options.iter().position(|token| is_named(token, "engine"));
    let engine = engine.and_then(|key| texts(&options[key..]).next());
    if !arguments.iter().all(is_plain) || engine.is_some_and(|engine| engine != "ruby") {
        return None;
    }
    let versions: Vec<&str> = texts(versions).collect();
    let each: Option<Vec<Comparison>> = versions
        .iter()
        .map(|text| Comparison::parse(text))
        .collect();
    let said = Said::new(FILE, statement.line, &versions.join(", "));
    each.filter(|each| !each.is_empty()).map(|each| Wanted {
        said,
        requirement: Requirement::Each(each),
    })
}

/// The names of all groups that gems are in, in order, some of them more than once; `None` where they cannot all be known.
#[must_use]
pub fn groups(text: &str) -> Option<Vec<String>> {
    // What is in no group is in this one.
    let mut groups = vec!["default".to_owned()];
    for Statement { tokens, .. } in statements(text) {
        let is_elsewhere = |token: &Token| match token {
            Token::Word(name) => ELSEWHERE.contains(&name.as_str()),
            Token::Symbol(_) | Token::Label(_) | Token::Text(_) | Token::Mark(_) => false,
        };
        if tokens.iter().any(is_elsewhere) {
            return None;
        }
        if tokens[0] == word("gemspec") {
            groups.push("development".to_owned());
        }
        for (place, token) in tokens.iter().enumerate() {
            if *token == word("group") {
                groups.extend(names(&tokens[place + 1..])?);
            }
            let keys = ["group", "groups", "development_group"];
            if keys.into_iter().any(|key| is_named(token, key)) {
                let value = &tokens[place + 1..];
                let arrow = [Token::Mark('='), Token::Mark('>')];
                match token {
                    Token::Label(_) => groups.extend(names(value)?),
                    Token::Symbol(_) if value.starts_with(&arrow) => {
                        groups.extend(names(&value[2..])?);
                    }
                    Token::Word(_) | Token::Symbol(_) | Token::Text(_) | Token::Mark(_) => {}
                }
            }
        }
    }
    Some(groups)
}

/// The names that `tokens` begin with, up to a block, a condition or the next option; `None` where one is no plain name.
fn names(tokens: &[Token]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) if ["do", "if", "unless"].contains(&word.as_str()) => break,
            Token::Word(_) => return None,
            Token::Label(_) | Token::Mark('{') => break,
            Token::Symbol(_) if tokens.get(place + 1) == Some(&Token::Mark('=')) => break,
            Token::Text(text) if text.contains("#{") => return None,
            Token::Symbol(name) | Token::Text(name) => names.push(name.clone()),
            Token::Mark(_) => {}
        }
    }
    Some(names)
}

fn texts(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().filter_map(|token| match token {
        Token::Text(text) => Some(text.as_str()),
        Token::Word(_) | Token::Symbol(_) | Token::Label(_) | Token::Mark(_) => None,
    })
}

/// Whether `token` is the key `name` of an option.
fn is_named(token: &Token, name: &str) -> bool {
    match token {
        Token::Label(key) | Token::Symbol(key) => key == name,
        Token::Word(_) | Token::Text(_) | Token::Mark(_) => false,
    }
}

fn word(name: &str) -> Token {
    Token::Word(name.to_owned())
}
