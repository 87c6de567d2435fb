//! Reads the gems that a `Gemfile` lists, with their groups.

use super::{
    gemfile::parse_names,
    statement::{Statement, Token, parse_statements},
};

/// A gem that a `Gemfile` lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedGem {
    /// The name.
    pub name: String,
    /// Its groups; `None` if they are not literal names.
    pub groups: Option<Vec<String>>,
    /// Whether it is only for other platforms, such as Windows, or in an optional group.
    pub is_skipped: bool,
}

/// The settings of a block, for the gems inside it.
#[derive(Clone, Debug, Default)]
struct Block {
    groups: Groups,
    is_skipped: bool,
}

/// The groups of a block or a gem.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Groups {
    #[default]
    Unset,
    Names(Vec<String>),
    Dynamic,
}

/// Words that start a statement with an `end`.
const OPENERS: &[&str] = &[
    "begin", "case", "class", "def", "for", "if", "module", "unless", "until", "while",
];

/// The maximum number of nested blocks whose settings are read.
const MAX_NESTING: usize = 50;

/// Platforms of Bundler other than Ruby on Linux.
const FOREIGN: &[&str] = &["jruby", "mingw", "mswin", "truffleruby", "windows", "x64"];

/// The gems in the text of a `Gemfile`. A gem with a computed name is omitted.
#[must_use]
pub fn listed_gems(text: &str) -> Vec<ListedGem> {
    let (mut gems, mut blocks) = (Vec::new(), Vec::<Block>::new());
    for Statement { tokens, .. } in parse_statements(text) {
        let is_word = |word: &str| tokens.iter().any(|token| token.is_word(word));
        let first = match &tokens[0] {
            Token::Word(word) => word.as_str(),
            Token::Punctuation('}') => "end",
            Token::Symbol(_) | Token::Label(_) | Token::Text(_) | Token::Punctuation(_) => "",
        };
        if first == "end" {
            blocks.pop();
            continue;
        }
        let block = parse_block(&tokens);
        let opens =
            tokens.contains(&Token::Punctuation('{')) && !tokens.contains(&Token::Punctuation('}'));
        let is_open = opens || (is_word("do") || OPENERS.contains(&first)) && !is_word("end");
        blocks.push(block);
        gems.extend(parse_gem(&tokens, &blocks));
        if !is_open {
            blocks.pop();
        }
    }
    gems
}

/// The settings that `group`, `platforms` and similar calls at the start of a statement make.
fn parse_block(tokens: &[Token]) -> Block {
    let Token::Word(method) = &tokens[0] else {
        return Block::default();
    };
    let names = || parse_names(&tokens[1..]);
    match method.as_str() {
        "group" => Block {
            groups: names().map_or(Groups::Dynamic, Groups::Names),
            is_skipped: option(tokens, &["optional"])
                .is_some_and(|value| value.first().is_some_and(|value| value.is_word("true"))),
        },
        "platform" | "platforms" => Block {
            is_skipped: names().is_some_and(|names| is_foreign(&names)),
            ..Block::default()
        },
        "gem" => Block::default(),
        _ => Block {
            groups: option_groups(tokens),
            ..Block::default()
        },
    }
}

/// The gem that the statement with `tokens` lists, inside `blocks`.
fn parse_gem(tokens: &[Token], blocks: &[Block]) -> Option<ListedGem> {
    let gem = tokens.iter().position(|token| token.is_word("gem"))?;
    let arguments = &tokens[gem + 1..];
    let name = arguments.iter().find_map(|token| match token {
        Token::Punctuation('(') => None,
        Token::Text(name) => Some(name.as_str()),
        Token::Word(_) | Token::Symbol(_) | Token::Label(_) | Token::Punctuation(_) => Some(""),
    });
    let name = name.filter(|name| !name.is_empty() && !name.contains("#{"))?;
    let own = Block {
        groups: option_groups(arguments),
        is_skipped: option(arguments, &["platform", "platforms"])
            .and_then(parse_names)
            .is_some_and(|names| is_foreign(&names)),
    };
    let (mut groups, mut is_skipped) = (Some(Vec::new()), false);
    let nearest = &blocks[blocks.len().saturating_sub(MAX_NESTING)..];
    for block in nearest.iter().chain([&own]) {
        is_skipped |= block.is_skipped;
        match &block.groups {
            Groups::Unset => {}
            Groups::Names(names) => {
                if let Some(groups) = &mut groups {
                    groups.extend(names.clone());
                }
            }
            Groups::Dynamic => groups = None,
        }
    }
    if groups.as_ref().is_some_and(Vec::is_empty) {
        groups = Some(vec!["default".to_owned()]);
    }
    Some(ListedGem {
        name: name.to_owned(),
        groups,
        is_skipped,
    })
}

/// The groups in the option `group` or `groups`.
fn option_groups(tokens: &[Token]) -> Groups {
    match option(tokens, &["group", "groups"]) {
        Some(value) => parse_names(value).map_or(Groups::Dynamic, Groups::Names),
        None => Groups::Unset,
    }
}

/// The tokens after the option key in `keys`, up to the next option.
fn option<'a>(tokens: &'a [Token], keys: &[&str]) -> Option<&'a [Token]> {
    let key = tokens
        .iter()
        .position(|token| keys.iter().any(|key| token.is_option(key)))?;
    let arrow = [Token::Punctuation('='), Token::Punctuation('>')];
    let value = &tokens[key + 1..];
    let value = match &tokens[key] {
        Token::Symbol(_) => value.strip_prefix(&arrow)?,
        Token::Label(_) | Token::Word(_) | Token::Text(_) | Token::Punctuation(_) => value,
    };
    let is_end = |token: &Token| match token {
        Token::Label(_) => true,
        Token::Word(word) => word == "do",
        Token::Symbol(_) | Token::Text(_) | Token::Punctuation(_) => false,
    };
    let end = value.iter().position(is_end).unwrap_or(value.len());
    let value = &value[..end];
    Some(
        value
            .strip_suffix(&[Token::Punctuation(',')])
            .unwrap_or(value),
    )
}

/// Whether all platforms in `names` are other than Ruby on Linux: `x64_mingw`, `jruby`.
fn is_foreign(names: &[String]) -> bool {
    let is_foreign = |name: &String| {
        let family = name.split('_').next().unwrap_or_default();
        FOREIGN.contains(&family.trim_end_matches(|c: char| c.is_ascii_digit()))
            || FOREIGN.contains(&family)
    };
    !names.is_empty() && names.iter().all(is_foreign)
}
