//! Parses an expression, the inside of `${{ }}`.

use super::{
    function::Function,
    number,
    tree::{Operator, Tree},
};

/// The contexts (GitHub documentation, "Contexts").
pub const CONTEXTS: &[&str] = &[
    "github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix",
    "needs", "inputs",
];
/// How long an expression can be, and how deep (actions/languageservices, `expressions/src/errors.ts`).
pub(super) const LONGEST: usize = 21_000;
const DEEPEST: usize = 50;

/// Why GitHub cannot parse an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, in a few words.
    pub what: &'static str,
    /// The byte of the text at which it is.
    pub at: usize,
}

impl Fault {
    pub(super) fn new(what: &'static str, at: usize) -> Self {
        Self { what, at }
    }
}

/// Parses `expression`.
///
/// # Errors
/// The fault, if GitHub cannot parse it.
pub fn parse(expression: &str) -> Result<Tree, Fault> {
    let mut parser = Parser {
        whole: expression,
        rest: expression,
        depth: 0,
    };
    if parser.next().is_none() {
        return Err(Fault::new("blank", 0));
    }
    if expression.chars().count() > LONGEST {
        return Err(Fault::new("too long", 0));
    }
    let tree = parser.expression()?;
    match parser.next() {
        None => Ok(tree),
        Some(')' | ']') => parser.fault("a bracket too many"),
        Some(_) => parser.fault("an operator missing"),
    }
}

struct Parser<'a> {
    whole: &'a str,
    rest: &'a str,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn fault<T>(&self, what: &'static str) -> Result<T, Fault> {
        Err(Fault::new(what, self.whole.len() - self.rest.len()))
    }

    /// The first character that is no blank.
    fn next(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    /// Consumes `symbol` if it comes next.
    fn takes(&mut self, symbol: &str) -> bool {
        self.next();
        let after = self.rest.strip_prefix(symbol);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Goes one level deeper. Chains of operators, each `!` and each property is a level, as GitHub counts them.
    fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.fault("nested too deep");
        }
        Ok(())
    }

    fn expression(&mut self) -> Result<Tree, Fault> {
        self.enter()?;
        let tree = self.binary(0)?;
        self.depth -= 1;
        Ok(tree)
    }

    /// Parses terms joined by operators of `level` or of higher precedence.
    fn binary(&mut self, level: usize) -> Result<Tree, Fault> {
        let Some(operators) = Operator::LEVELS.get(level) else {
            return self.term();
        };
        let first = self.binary(level + 1)?;
        let before = self.depth;
        let mut others = Vec::new();
        while let Some(operator) = operators.iter().find(|known| self.takes(known.symbol())) {
            if others.is_empty() && operator.is_logical() {
                self.enter()?;
            }
            others.push((*operator, self.binary(level + 1)?));
        }
        self.depth = before;
        Ok(if others.is_empty() {
            first
        } else {
            Tree::Chain(Box::new(first), others)
        })
    }

    fn term(&mut self) -> Result<Tree, Fault> {
        let before = self.depth;
        while self.takes("!") {
            self.enter()?;
        }
        let mut tree = self.value()?;
        for _ in before..self.depth {
            tree = Tree::Not(Box::new(tree));
        }
        self.depth = before;
        Ok(tree)
    }

    fn value(&mut self) -> Result<Tree, Fault> {
        match self.next() {
            None => self.fault("ends too early"),
            Some('(') => {
                self.takes("(");
                let tree = self.expression()?;
                self.closes(")")?;
                self.indexed(tree)
            }
            Some('\'') => self.string(),
            Some('"') => self.fault("double quotes"),
            Some(c) if c.is_ascii_digit() || "+-.".contains(c) => self.number(),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => self.name(),
            Some(_) => self.fault("a value missing"),
        }
    }

    /// Parses the properties and indices after `value`.
    fn indexed(&mut self, mut value: Tree) -> Result<Tree, Fault> {
        let before = self.depth;
        loop {
            let index = if self.takes(".") {
                match self.next() {
                    Some('*') => {
                        self.takes("*");
                        None
                    }
                    Some(c) if c.is_ascii_alphabetic() || c == '_' => {
                        Some(Tree::Text(self.word(is_part_of_name).to_owned()))
                    }
                    Some(_) | None => return self.fault("a name missing"),
                }
            } else if self.takes("[") {
                let index = if self.takes("*") {
                    None
                } else {
                    Some(self.expression()?)
                };
                self.closes("]")?;
                index
            } else {
                self.depth = before;
                return Ok(value);
            };
            self.enter()?;
            value = value.index(index);
        }
    }

    fn closes(&mut self, bracket: &'static str) -> Result<(), Fault> {
        if self.takes(bracket) {
            return Ok(());
        }
        match self.next() {
            None => self.fault("a bracket not closed"),
            Some(')' | ']') => self.fault("a bracket too many"),
            Some(_) => self.fault("an operator missing"),
        }
    }

    /// A string; a `''` in it is a quote.
    fn string(&mut self) -> Result<Tree, Fault> {
        let mut text = String::new();
        let mut rest = &self.rest[1..];
        loop {
            let Some((piece, after)) = rest.split_once('\'') else {
                return self.fault("a quote not closed");
            };
            text.push_str(piece);
            let Some(more) = after.strip_prefix('\'') else {
                self.rest = after;
                return Ok(Tree::Text(text));
            };
            text.push('\'');
            rest = more;
        }
    }

    fn number(&mut self) -> Result<Tree, Fault> {
        let start = self.rest;
        let ends = |c: char| c.is_whitespace() || "()[],!<>=&|".contains(c);
        let number = number::parse(self.word(|c| !ends(c)));
        if number.is_nan() {
            self.rest = start;
            return self.fault("not a number");
        }
        Ok(Tree::Number(number))
    }

    /// A context, a constant, or a call.
    fn name(&mut self) -> Result<Tree, Fault> {
        let start = self.rest;
        let name = self.word(is_part_of_name);
        let tree = match name {
            _ if self.takes("(") => {
                let Some(function) = Function::parse(name) else {
                    self.rest = start;
                    return self.fault("an unknown function");
                };
                let arguments = self.arguments()?;
                if let Some(fault) = function.fault(arguments.len()) {
                    self.rest = start;
                    return self.fault(fault);
                }
                Tree::Call(function, arguments)
            }
            "true" => return Ok(Tree::Flag(true)),
            "false" => return Ok(Tree::Flag(false)),
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
                return self.fault("an unknown name");
            }
        };
        self.indexed(tree)
    }

    /// Parses the arguments of a call after its opening bracket.
    fn arguments(&mut self) -> Result<Vec<Tree>, Fault> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression()?);
            if !self.takes(",") {
                self.closes(")")?;
                return Ok(arguments);
            }
        }
    }

    /// Consumes the leading characters that `takes` accepts.
    fn word(&mut self, takes: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !takes(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

/// Whether `text` can be a property: `github.text`.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(is_part_of_name)
}

fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c)
}
