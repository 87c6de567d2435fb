//! Tokens, and the tree that they are.

use super::{Tree, hole};

/// Reads the expression `text`.
pub(super) fn tree(text: &str) -> Option<Tree> {
    let tokens = tokens(text)?;
    let mut reader = Reader { rest: &tokens };
    let tree = reader.any()?;
    reader.rest.is_empty().then_some(tree)
}

/// One symbol of an expression.
#[derive(Debug, PartialEq)]
enum Token {
    /// A string, `''` read.
    String(String),
    /// A name with its dots and stars, or a number.
    Name(String),
    /// An operator, a bracket, a comma.
    Symbol(&'static str),
}

const SYMBOLS: &[&str] = &[
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")", "[", "]", ",",
];

fn tokens(text: &str) -> Option<Vec<Token>> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.-*".contains(c);
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(mut after) = rest.strip_prefix('\'') {
            let mut string = String::new();
            loop {
                let (piece, next) = after.split_once('\'')?;
                string.push_str(piece);
                let Some(next) = next.strip_prefix('\'') else {
                    rest = next;
                    break;
                };
                string.push('\'');
                after = next;
            }
            tokens.push(Token::String(string));
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            tokens.push(Token::Symbol(symbol));
            rest = &rest[symbol.len()..];
        } else {
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            tokens.push(Token::Name(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    Some(tokens)
}

struct Reader<'a> {
    rest: &'a [Token],
}

impl Reader<'_> {
    fn takes(&mut self, symbol: &str) -> bool {
        let found = matches!(self.rest.first(), Some(Token::Symbol(next)) if *next == symbol);
        self.rest = &self.rest[usize::from(found)..];
        found
    }

    fn any(&mut self) -> Option<Tree> {
        let mut trees = vec![self.all()?];
        while self.takes("||") {
            trees.push(self.all()?);
        }
        Some(Tree::any(trees))
    }

    fn all(&mut self) -> Option<Tree> {
        let mut trees = vec![self.comparison()?];
        while self.takes("&&") {
            trees.push(self.comparison()?);
        }
        Some(Tree::all(trees))
    }

    fn comparison(&mut self) -> Option<Tree> {
        let left = self.term()?;
        if self.takes("==") {
            return Some(Tree::same(left, self.term()?));
        }
        if self.takes("!=") {
            return Some(Tree::opposite(Tree::same(left, self.term()?)));
        }
        for symbol in ["<=", ">=", "<", ">"] {
            if self.takes(symbol) {
                return Some(Tree::Call(symbol.to_owned(), vec![left, self.term()?]));
            }
        }
        Some(left)
    }

    fn term(&mut self) -> Option<Tree> {
        if self.takes("!") {
            return Some(Tree::opposite(self.term()?));
        }
        if self.takes("(") {
            let tree = self.any()?;
            return self.takes(")").then_some(tree);
        }
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        match first {
            Token::String(text) => Some(Tree::Text(text.clone())),
            Token::Symbol(_) => None,
            Token::Name(name) if self.takes("(") => {
                let mut arguments = Vec::new();
                while !self.takes(")") {
                    arguments.push(self.any()?);
                    self.takes(",");
                }
                Some(call(name, arguments))
            }
            Token::Name(name) => {
                let mut name = name.clone();
                // `context['key']` is `context.key`.
                while self.takes("[") {
                    let key = self.any()?;
                    if let Tree::Text(key) = key {
                        name.extend([".", &key]);
                    } else {
                        name.extend(["[", &key.to_string(), "]"]);
                    }
                    if !self.takes("]") {
                        return None;
                    }
                }
                Some(Tree::Name(name))
            }
        }
    }
}

/// The function `name`; `format` of a known pattern is a text with holes.
fn call(name: &str, arguments: Vec<Tree>) -> Tree {
    if name == "format"
        && let Some((Tree::Text(pattern), holes)) = arguments.split_first()
        && let Some(text) = format(pattern, holes)
    {
        return Tree::Text(text);
    }
    Tree::Call(name.to_owned(), arguments)
}

/// `{{` and `}}` are braces, `{0}` is the first of `holes`.
fn format(pattern: &str, holes: &[Tree]) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            out.push_str(&rest[..1]);
            rest = &rest[2..];
        } else {
            let (number, after) = rest.strip_prefix('{')?.split_once('}')?;
            out.push_str(&hole(holes.get(number.parse::<usize>().ok()?)?));
            rest = after;
        }
    }
    Some(out + rest)
}
