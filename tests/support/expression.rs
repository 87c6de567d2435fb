//! A small reader of GitHub's expressions, written from their documentation and not from our printer.

use std::fmt;

/// A value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// What is not there.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A string.
    String(String),
    /// A list, as `labels.*.name` gives one.
    List(Vec<String>),
}

/// One symbol of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A string, `''` read.
    String(String),
    /// A name with its dots and stars, or a number.
    Name(String),
    /// An operator, a parenthesis, a comma.
    Symbol(&'static str),
}

/// A piece of a scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What GitHub takes as it stands, and what a constant expression amounts to.
    Text(String),
    /// What it evaluates.
    Expression(Vec<Token>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Boolean(flag) => write!(f, "{flag}"),
            Self::String(text) => f.write_str(text),
            Self::List(_) => f.write_str("Array"),
        }
    }
}

impl Value {
    /// Whether an `if` goes on with it.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Boolean(flag) => *flag,
            Self::String(text) => !text.is_empty(),
            Self::List(_) => true,
        }
    }
}

/// The pieces of the scalar `text`.
///
/// # Panics
/// If an expression is not closed or not one: GitHub would refuse the whole file.
#[must_use]
#[track_caller]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        literal.push_str(before);
        let end = end(after).unwrap_or_else(|| panic!("not closed: {text}"));
        let tokens = folded(&tokens(&after[..end]));
        if let [Token::String(constant)] = tokens.as_slice() {
            literal.push_str(constant);
        } else {
            pieces.push(Piece::Text(std::mem::take(&mut literal)));
            pieces.push(Piece::Expression(tokens));
        }
        rest = &after[end + 2..];
    }
    literal.push_str(rest);
    pieces.push(Piece::Text(literal));
    pieces
}

/// The scalar `text` where GitHub evaluates nothing, as in `name` and `on`: one constant string may be an expression.
/// (actions/runner, `TemplateReader.cs`: "Check if can convert to a literal".)
#[must_use]
#[track_caller]
pub fn literal(text: &str) -> String {
    if !text.contains("${{") {
        return text.to_owned();
    }
    let whole = text
        .strip_prefix("${{")
        .filter(|rest| end(rest).is_some_and(|end| end + 2 == rest.len()))
        .unwrap_or_else(|| panic!("GitHub allows no expression here: {text}"));
    match tokens(&whole[..whole.len() - 2]).as_slice() {
        [Token::String(constant)] => constant.clone(),
        other => panic!("GitHub allows no expression here: {other:?}"),
    }
}

/// What the scalar `text` amounts to, where a name has the value that `look_up` gives.
#[must_use]
#[track_caller]
pub fn fill(text: &str, look_up: &dyn Fn(&str) -> Value) -> String {
    let piece = |piece: Piece| match piece {
        Piece::Text(text) => text,
        Piece::Expression(tokens) => evaluate_tokens(&tokens, look_up).to_string(),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// The value of `expression`.
#[must_use]
#[track_caller]
pub fn evaluate(expression: &str, look_up: &dyn Fn(&str) -> Value) -> Value {
    evaluate_tokens(&tokens(expression), look_up)
}

/// The symbols of an `if`, constants folded.
#[must_use]
#[track_caller]
pub fn condition(text: &str) -> Vec<Token> {
    if !text.contains("${{") {
        return folded(&tokens(text));
    }
    match pieces(text).as_slice() {
        [
            Piece::Text(before),
            Piece::Expression(tokens),
            Piece::Text(after),
        ] if before.is_empty() && after.is_empty() => tokens.clone(),
        _ => panic!("an `if` with more than one `${{{{ }}}}` is text to GitHub: {text}"),
    }
}

/// Where the `}}` is that closes the expression which `text` begins with.
fn end(text: &str) -> Option<usize> {
    let mut in_string = false;
    for (at, c) in text.char_indices() {
        in_string ^= c == '\'';
        if !in_string && text[at..].starts_with("}}") {
            return Some(at);
        }
    }
    None
}

#[track_caller]
fn tokens(text: &str) -> Vec<Token> {
    const SYMBOLS: &[&str] = &["==", "!=", "&&", "||", "!", "(", ")", ","];
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.-*".contains(c);
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(mut after) = rest.strip_prefix('\'') {
            let mut string = String::new();
            loop {
                let (piece, next) = after
                    .split_once('\'')
                    .unwrap_or_else(|| panic!("a string is not closed: {text}"));
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
            assert!(end > 0, "not an expression: {text}");
            tokens.push(Token::Name(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    tokens
}

/// `tokens`, each `format` of strings alone replaced by the string that it makes.
fn folded(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        let end = after
            .iter()
            .position(|token| *token == Token::Symbol(")"))
            .filter(|_| *first == Token::Name("format".to_owned()));
        let constant = |token: &Token| matches!(token, Token::String(_) | Token::Symbol("(" | ","));
        match end {
            Some(end) if after[..end].iter().all(constant) => {
                let value = evaluate_tokens(&rest[..end + 2], &|_| Value::Null);
                out.push(Token::String(value.to_string()));
                rest = &after[end + 1..];
            }
            _ => {
                out.push(first.clone());
                rest = after;
            }
        }
    }
    out
}

#[track_caller]
fn evaluate_tokens(tokens: &[Token], look_up: &dyn Fn(&str) -> Value) -> Value {
    let mut reader = Reader { tokens, look_up };
    let value = reader.any();
    assert!(
        reader.tokens.is_empty(),
        "more than one expression: {tokens:?}"
    );
    value
}

struct Reader<'a> {
    tokens: &'a [Token],
    look_up: &'a dyn Fn(&str) -> Value,
}

impl Reader<'_> {
    fn takes(&mut self, symbol: &str) -> bool {
        let found = matches!(self.tokens.first(), Some(Token::Symbol(next)) if *next == symbol);
        self.tokens = &self.tokens[usize::from(found)..];
        found
    }

    fn any(&mut self) -> Value {
        let mut value = self.all();
        while self.takes("||") {
            let other = self.all();
            value = if value.holds() { value } else { other };
        }
        value
    }

    fn all(&mut self) -> Value {
        let mut value = self.comparison();
        while self.takes("&&") {
            let other = self.comparison();
            value = if value.holds() { other } else { value };
        }
        value
    }

    fn comparison(&mut self) -> Value {
        let left = self.term();
        if self.takes("==") {
            Value::Boolean(same(&left, &self.term()))
        } else if self.takes("!=") {
            Value::Boolean(!same(&left, &self.term()))
        } else {
            left
        }
    }

    fn term(&mut self) -> Value {
        if self.takes("!") {
            return Value::Boolean(!self.term().holds());
        }
        if self.takes("(") {
            let value = self.any();
            assert!(self.takes(")"), "`)` is missing before {:?}", self.tokens);
            return value;
        }
        let (first, rest) = self.tokens.split_first().expect("an expression goes on");
        self.tokens = rest;
        match first {
            Token::String(text) => Value::String(text.clone()),
            Token::Symbol(symbol) => panic!("`{symbol}` is no value"),
            Token::Name(name) if self.takes("(") => {
                let mut arguments = Vec::new();
                while !self.takes(")") {
                    arguments.push(self.any());
                    self.takes(",");
                }
                // What a run has come to is known to whoever asks.
                if arguments.is_empty() && name != "always" {
                    return (self.look_up)(&format!("{name}()"));
                }
                call(name, &arguments)
            }
            Token::Name(name) => match name.as_str() {
                "true" => Value::Boolean(true),
                "false" => Value::Boolean(false),
                "null" => Value::Null,
                name => (self.look_up)(name),
            },
        }
    }
}

/// GitHub compares strings without regard to case.
fn same(left: &Value, right: &Value) -> bool {
    left.to_string().to_lowercase() == right.to_string().to_lowercase()
}

fn call(name: &str, arguments: &[Value]) -> Value {
    match (name, arguments) {
        ("format", [pattern, holes @ ..]) => Value::String(format(&pattern.to_string(), holes)),
        ("contains", [Value::List(items), item]) => {
            let item = item.to_string().to_lowercase();
            Value::Boolean(items.iter().any(|other| other.to_lowercase() == item))
        }
        ("contains", [text, part]) => {
            let part = part.to_string().to_lowercase();
            Value::Boolean(text.to_string().to_lowercase().contains(&part))
        }
        ("startsWith", [text, start]) => {
            let start = start.to_string().to_lowercase();
            Value::Boolean(text.to_string().to_lowercase().starts_with(&start))
        }
        ("always", []) => Value::Boolean(true),
        (name, arguments) => panic!("this reader does not know {name} of {arguments:?}"),
    }
}

/// `{{` and `}}` are braces, `{0}` is the first of `holes`.
fn format(pattern: &str, holes: &[Value]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            out.push_str(&rest[..1]);
            rest = &rest[2..];
        } else {
            let (number, after) = rest[1..]
                .split_once('}')
                .unwrap_or_else(|| panic!("a lone brace in {pattern}"));
            let number: usize = number
                .parse()
                .unwrap_or_else(|_| panic!("a lone brace in {pattern}"));
            out.push_str(&holes[number].to_string());
            rest = after;
        }
    }
    out + rest
}

#[test]
fn a_string_is_closed_by_a_single_quote_alone() {
    let none = |_: &str| Value::Null;
    let text = |text: &str| Value::String(text.to_owned());
    assert_eq!(evaluate("'it''s'", &none), text("it's"));
    assert_eq!(evaluate("format('{{{0}}}', 'a')", &none), text("{a}"));
    assert_eq!(evaluate("'' || 'a' && 'b'", &none), text("b"));
    assert_eq!(fill("a ${{ '${{' }} b }}", &none), "a ${{ b }}");
    assert_eq!(literal("${{ 'a ${{ ''b'' }}' }}"), "a ${{ 'b' }}");
}
