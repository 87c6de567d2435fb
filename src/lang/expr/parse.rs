//! Parses the expression inside `${{ }}`.

use super::{
    function::Function,
    number,
    tree::{Operator, Tree},
};

/// The names of the contexts (GitHub documentation, "Contexts").
pub const CONTEXTS: &[&str] = &[
    "github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix",
    "needs", "inputs",
];
/// The maximum length in characters (actions/languageservices, `expressions/src/errors.ts`).
pub(super) const MAX_LENGTH: usize = 21_000;
/// The maximum nesting depth (also in `errors.ts`).
const MAX_DEPTH: usize = 50;

/// The error of an expression that GitHub cannot parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// A short description.
    pub message: &'static str,
    /// The byte offset in the text.
    pub offset: usize,
}

impl ExpressionError {
    pub(super) fn new(message: &'static str, offset: usize) -> Self {
        Self { message, offset }
    }
}

/// Parses `expression`.
///
/// # Errors
/// If GitHub cannot parse it.
pub fn parse(expression: &str) -> Result<Tree, ExpressionError> {
    let mut parser = Parser {
        source: expression,
        rest: expression,
        depth: 0,
    };
    if parser.peek().is_none() {
        return Err(ExpressionError::new("empty expression", 0));
    }
    if expression.chars().count() > MAX_LENGTH {
        return Err(ExpressionError::new("too long", 0));
    }
    let tree = parser.parse_expression()?;
    match parser.peek() {
        None => Ok(tree),
        Some(')' | ']') => parser.error("extra closing bracket"),
        Some(_) => parser.error("missing operator"),
    }
}

struct Parser<'a> {
    source: &'a str,
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn error<T>(&self, message: &'static str) -> Result<T, ExpressionError> {
        Err(ExpressionError::new(
            message,
            self.source.len() - self.rest.len(),
        ))
    }

    /// The next character after any whitespace.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    /// Consumes `symbol` if it comes next.
    fn consume(&mut self, symbol: &str) -> bool {
        self.peek();
        let after = self.rest.strip_prefix(symbol);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Enters a nesting level. As in GitHub's parser, each chain of `&&` or `||`, each `!` and each property is a
    /// level.
    fn enter(&mut self) -> Result<(), ExpressionError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.error("nested too deeply");
        }
        Ok(())
    }

    fn parse_expression(&mut self) -> Result<Tree, ExpressionError> {
        self.enter()?;
        let tree = self.parse_binary(0)?;
        self.depth -= 1;
        Ok(tree)
    }

    /// Parses terms joined by operators of `level` or of higher precedence.
    fn parse_binary(&mut self, level: usize) -> Result<Tree, ExpressionError> {
        let Some(operators) = Operator::LEVELS.get(level) else {
            return self.parse_term();
        };
        let first = self.parse_binary(level + 1)?;
        let before = self.depth;
        let mut others = Vec::new();
        while let Some(operator) = operators.iter().find(|known| self.consume(known.symbol())) {
            if others.is_empty() && operator.is_logical() {
                self.enter()?;
            }
            others.push((*operator, self.parse_binary(level + 1)?));
        }
        self.depth = before;
        Ok(if others.is_empty() {
            first
        } else {
            Tree::Chain(Box::new(first), others)
        })
    }

    fn parse_term(&mut self) -> Result<Tree, ExpressionError> {
        let before = self.depth;
        while self.consume("!") {
            self.enter()?;
        }
        let mut tree = self.parse_value()?;
        for _ in before..self.depth {
            tree = Tree::Not(Box::new(tree));
        }
        self.depth = before;
        Ok(tree)
    }

    fn parse_value(&mut self) -> Result<Tree, ExpressionError> {
        match self.peek() {
            None => self.error("unexpected end"),
            Some('(') => {
                self.consume("(");
                let tree = self.parse_expression()?;
                self.expect_closing(")")?;
                self.parse_indices(tree)
            }
            Some('\'') => self.parse_string(),
            Some('"') => self.error("double quotes"),
            Some(c) if c.is_ascii_digit() || "+-.".contains(c) => self.parse_number(),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => self.parse_name(),
            Some(_) => self.error("missing value"),
        }
    }

    /// Parses the properties and indices after `value`.
    fn parse_indices(&mut self, mut value: Tree) -> Result<Tree, ExpressionError> {
        let before = self.depth;
        loop {
            let index = if self.consume(".") {
                match self.peek() {
                    Some('*') => {
                        self.consume("*");
                        None
                    }
                    Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                        Some(Tree::Text(self.take_while(is_part_of_name).to_owned()))
                    }
                    Some(_) | None => return self.error("missing name"),
                }
            } else if self.consume("[") {
                let index = if self.consume("*") {
                    None
                } else {
                    Some(self.parse_expression()?)
                };
                self.expect_closing("]")?;
                index
            } else {
                self.depth = before;
                return Ok(value);
            };
            self.enter()?;
            value = value.index(index);
        }
    }

    fn expect_closing(&mut self, bracket: &'static str) -> Result<(), ExpressionError> {
        if self.consume(bracket) {
            return Ok(());
        }
        match self.peek() {
            None => self.error("unclosed bracket"),
            Some(')' | ']') => self.error("extra closing bracket"),
            Some(_) => self.error("missing operator"),
        }
    }

    /// Parses a string; `''` in it is a quote.
    fn parse_string(&mut self) -> Result<Tree, ExpressionError> {
        let mut text = String::new();
        let mut rest = &self.rest[1..];
        loop {
            let Some((literal, after)) = rest.split_once('\'') else {
                return self.error("unclosed quote");
            };
            text.push_str(literal);
            let Some(more) = after.strip_prefix('\'') else {
                self.rest = after;
                return Ok(Tree::Text(text));
            };
            text.push('\'');
            rest = more;
        }
    }

    fn parse_number(&mut self) -> Result<Tree, ExpressionError> {
        let start = self.rest;
        let ends = |c: char| c.is_whitespace() || "()[],!<>=&|".contains(c);
        let number = number::parse(self.take_while(|c| !ends(c)));
        if number.is_nan() {
            self.rest = start;
            return self.error("invalid number");
        }
        Ok(Tree::Number(number))
    }

    /// Parses a context, a constant or a call.
    fn parse_name(&mut self) -> Result<Tree, ExpressionError> {
        let start = self.rest;
        let name = self.take_while(is_part_of_name);
        let tree = match name {
            _ if self.consume("(") => {
                let Some(function) = Function::parse(name) else {
                    self.rest = start;
                    return self.error("unknown function");
                };
                let arguments = self.parse_arguments()?;
                if let Some(error) = function.argument_error(arguments.len()) {
                    self.rest = start;
                    return self.error(error);
                }
                Tree::Call(function, arguments)
            }
            "true" => return Ok(Tree::Boolean(true)),
            "false" => return Ok(Tree::Boolean(false)),
            "null" => return Ok(Tree::Null),
            "NaN" => return Ok(Tree::Number(f64::NAN)),
            "Infinity" => return Ok(Tree::Number(f64::INFINITY)),
            _ if CONTEXTS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name)) =>
            {
                Tree::Context(vec![name.to_owned()])
            }
            _ => {
                self.rest = start;
                return self.error("unknown name");
            }
        };
        self.parse_indices(tree)
    }

    /// Parses the arguments of a call after its opening bracket.
    fn parse_arguments(&mut self) -> Result<Vec<Tree>, ExpressionError> {
        let mut arguments = Vec::new();
        if self.consume(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.parse_expression()?);
            if !self.consume(",") {
                self.expect_closing(")")?;
                return Ok(arguments);
            }
        }
    }

    /// Consumes the leading characters that `accepts` accepts.
    fn take_while(&mut self, accepts: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !accepts(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

/// Whether `text` can be written as a property: `github.text`.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(is_part_of_name)
}

fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c)
}
