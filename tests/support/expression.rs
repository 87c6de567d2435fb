//! A small evaluator of GitHub's expressions, implemented from their documentation and independently of our printer.

use std::fmt;

/// A value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A value that does not exist.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A string.
    String(String),
    /// A list, such as `labels.*.name`.
    List(Vec<String>),
}

/// A token of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A string, with `''` resolved.
    String(String),
    /// A name with its dots and asterisks, or a number.
    Name(String),
    /// An operator, a parenthesis, a comma.
    Symbol(&'static str),
}

/// A segment of a scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Literal text, including the values of constant expressions.
    Text(String),
    /// An expression that GitHub evaluates.
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
    /// Whether an `if` with this value is met.
    #[must_use]
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Boolean(flag) => *flag,
            Self::String(text) => !text.is_empty(),
            Self::List(_) => true,
        }
    }
}

/// Splits the scalar `text` into segments.
///
/// # Panics
/// If an expression is unclosed or invalid: GitHub would reject the whole file.
#[must_use]
#[track_caller]
pub fn parse_segments(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        literal.push_str(before);
        let end = find_end(after).unwrap_or_else(|| panic!("unclosed expression: {text}"));
        let tokens = fold_constants(&tokenize(&after[..end]));
        if let [Token::String(constant)] = tokens.as_slice() {
            literal.push_str(constant);
        } else {
            segments.push(Segment::Text(std::mem::take(&mut literal)));
            segments.push(Segment::Expression(tokens));
        }
        rest = &after[end + 2..];
    }
    literal.push_str(rest);
    segments.push(Segment::Text(literal));
    segments
}

/// Reads the scalar `text` of a key where GitHub evaluates nothing, such as `name` and `on`. There, an expression may only be one
/// constant string.
/// (actions/runner, `TemplateReader.cs`: "Check if can convert to a literal".)
#[must_use]
#[track_caller]
pub fn read_literal(text: &str) -> String {
    if !text.contains("${{") {
        return text.to_owned();
    }
    let whole = text
        .strip_prefix("${{")
        .filter(|rest| find_end(rest).is_some_and(|end| end + 2 == rest.len()))
        .unwrap_or_else(|| panic!("GitHub allows no expression here: {text}"));
    match tokenize(&whole[..whole.len() - 2]).as_slice() {
        [Token::String(constant)] => constant.clone(),
        other => panic!("GitHub allows no expression here: {other:?}"),
    }
}

/// Evaluates the expressions in the scalar `text`; `look_up` returns the value of a name.
#[must_use]
#[track_caller]
pub fn fill(text: &str, look_up: &dyn Fn(&str) -> Value) -> String {
    let evaluate = |segment: Segment| match segment {
        Segment::Text(text) => text,
        Segment::Expression(tokens) => evaluate_tokens(&tokens, look_up).to_string(),
    };
    parse_segments(text).into_iter().map(evaluate).collect()
}

/// Evaluates `expression`.
#[must_use]
#[track_caller]
pub fn evaluate(expression: &str, look_up: &dyn Fn(&str) -> Value) -> Value {
    evaluate_tokens(&tokenize(expression), look_up)
}

/// The tokens of an `if`, with constants folded.
#[must_use]
#[track_caller]
pub fn parse_condition(text: &str) -> Vec<Token> {
    if !text.contains("${{") {
        return fold_constants(&tokenize(text));
    }
    match parse_segments(text).as_slice() {
        [
            Segment::Text(before),
            Segment::Expression(tokens),
            Segment::Text(after),
        ] if before.is_empty() && after.is_empty() => tokens.clone(),
        _ => panic!("an `if` with more than one `${{{{ }}}}` is text to GitHub: {text}"),
    }
}

/// The offset of the `}}` that closes the expression at the start of `text`.
fn find_end(text: &str) -> Option<usize> {
    let mut in_string = false;
    for (offset, c) in text.char_indices() {
        in_string ^= c == '\'';
        if !in_string && text[offset..].starts_with("}}") {
            return Some(offset);
        }
    }
    None
}

#[track_caller]
fn tokenize(text: &str) -> Vec<Token> {
    const SYMBOLS: &[&str] = &["==", "!=", "&&", "||", "!", "(", ")", ","];
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.-*".contains(c);
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if let Some(mut after) = rest.strip_prefix('\'') {
            let mut string = String::new();
            loop {
                let (part, next) = after
                    .split_once('\'')
                    .unwrap_or_else(|| panic!("unclosed string: {text}"));
                string.push_str(part);
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

/// Replaces each call of `format` with only strings by the resulting string.
fn fold_constants(tokens: &[Token]) -> Vec<Token> {
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
    let mut evaluator = Evaluator { tokens, look_up };
    let value = evaluator.evaluate_or();
    assert!(
        evaluator.tokens.is_empty(),
        "tokens after the expression: {tokens:?}"
    );
    value
}

struct Evaluator<'a> {
    tokens: &'a [Token],
    look_up: &'a dyn Fn(&str) -> Value,
}

impl Evaluator<'_> {
    fn skip(&mut self, symbol: &str) -> bool {
        let found = matches!(self.tokens.first(), Some(Token::Symbol(next)) if *next == symbol);
        self.tokens = &self.tokens[usize::from(found)..];
        found
    }

    fn evaluate_or(&mut self) -> Value {
        let mut value = self.evaluate_and();
        while self.skip("||") {
            let other = self.evaluate_and();
            value = if value.is_truthy() { value } else { other };
        }
        value
    }

    fn evaluate_and(&mut self) -> Value {
        let mut value = self.evaluate_comparison();
        while self.skip("&&") {
            let other = self.evaluate_comparison();
            value = if value.is_truthy() { other } else { value };
        }
        value
    }

    fn evaluate_comparison(&mut self) -> Value {
        let left = self.evaluate_operand();
        if self.skip("==") {
            Value::Boolean(is_equal(&left, &self.evaluate_operand()))
        } else if self.skip("!=") {
            Value::Boolean(!is_equal(&left, &self.evaluate_operand()))
        } else {
            left
        }
    }

    fn evaluate_operand(&mut self) -> Value {
        if self.skip("!") {
            return Value::Boolean(!self.evaluate_operand().is_truthy());
        }
        if self.skip("(") {
            let value = self.evaluate_or();
            assert!(self.skip(")"), "`)` is missing before {:?}", self.tokens);
            return value;
        }
        let (first, rest) = self.tokens.split_first().expect("an operand");
        self.tokens = rest;
        match first {
            Token::String(text) => Value::String(text.clone()),
            Token::Symbol(symbol) => panic!("`{symbol}` is not an operand"),
            Token::Name(name) if self.skip("(") => {
                let mut arguments = Vec::new();
                while !self.skip(")") {
                    arguments.push(self.evaluate_or());
                    self.skip(",");
                }
                // The status functions depend on the run, so the caller answers them.
                if arguments.is_empty() && name != "always" {
                    return (self.look_up)(&format!("{name}()"));
                }
                call_function(name, &arguments)
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

/// Compares without regard to case, as GitHub does.
fn is_equal(left: &Value, right: &Value) -> bool {
    left.to_string().to_lowercase() == right.to_string().to_lowercase()
}

fn call_function(name: &str, arguments: &[Value]) -> Value {
    match (name, arguments) {
        ("format", [pattern, values @ ..]) => {
            Value::String(fill_format(&pattern.to_string(), values))
        }
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
        (name, arguments) => panic!("this evaluator does not support {name} of {arguments:?}"),
    }
}

/// Fills `pattern`: `{{` and `}}` are braces, `{0}` is the first of `values`.
fn fill_format(pattern: &str, values: &[Value]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(offset) = rest.find(['{', '}']) {
        out.push_str(&rest[..offset]);
        rest = &rest[offset..];
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
            out.push_str(&values[number].to_string());
            rest = after;
        }
    }
    out + rest
}

#[test]
fn only_a_single_quote_closes_a_string() {
    let none = |_: &str| Value::Null;
    let text = |text: &str| Value::String(text.to_owned());
    assert_eq!(evaluate("'it''s'", &none), text("it's"));
    assert_eq!(evaluate("format('{{{0}}}', 'a')", &none), text("{a}"));
    assert_eq!(evaluate("'' || 'a' && 'b'", &none), text("b"));
    assert_eq!(fill("a ${{ '${{' }} b }}", &none), "a ${{ b }}");
    assert_eq!(read_literal("${{ 'a ${{ ''b'' }}' }}"), "a ${{ 'b' }}");
}
