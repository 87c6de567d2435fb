//! Parses the user's expressions, and text that contains expressions.

use super::tree::{Operator, Tree};

/// The contexts (GitHub documentation, "Contexts").
const CONTEXTS: &[&str] = &[
    "github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix",
    "needs", "inputs",
];
/// The functions (GitHub documentation, "Evaluate expressions").
const FUNCTIONS: &[&str] = &[
    "contains",
    "startswith",
    "endswith",
    "format",
    "join",
    "tojson",
    "fromjson",
    "hashfiles",
    "case",
    "always",
    "cancelled",
    "success",
    "failure",
];
/// Binary operators, the lowest precedence first (GitHub documentation, "Evaluate expressions").
const OPERATORS: &[&[(&str, Operator)]] = &[
    &[("||", Operator::Or)],
    &[("&&", Operator::And)],
    &[("==", Operator::Equal), ("!=", Operator::Unequal)],
    // `<=` comes before its prefix `<`.
    &[
        ("<=", Operator::Order),
        (">=", Operator::Order),
        ("<", Operator::Order),
        (">", Operator::Order),
    ],
];
/// How long an expression can be, and how deep (actions/languageservices, `expressions/src/errors.ts`).
const LONGEST: usize = 21_000;
const DEEPEST: usize = 50;

/// Parses `expression`, the inside of `${{ }}`.
///
/// # Errors
/// The fault in a few words, if GitHub cannot parse it.
pub fn parse(expression: &str) -> Result<Tree, &'static str> {
    if expression.trim().is_empty() {
        return Err("blank");
    }
    if expression.chars().count() > LONGEST {
        return Err("too long");
    }
    let mut reader = Reader {
        rest: expression,
        open: 0,
    };
    let tree = reader.binary(0)?;
    match reader.next() {
        None => Ok(tree),
        Some(')' | ']') => Err("a bracket too many"),
        Some(_) => Err("an operator missing"),
    }
}

/// The expressions in `text`, each the inside of a `${{ }}`; what is wrong with the first that is none.
///
/// # Errors
/// In a few words, if GitHub cannot read one of them.
pub fn holes(text: &str) -> Result<Vec<&str>, &'static str> {
    let mut holes = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${{") {
        let end = end(after).ok_or("`${{` not closed")?;
        let inside = &after[..end];
        parse(inside)?;
        holes.push(inside);
        rest = &after[end + 2..];
    }
    Ok(holes)
}

/// The expressions in `text`; empty if GitHub cannot parse one of them.
#[must_use]
pub fn trees(text: &str) -> Vec<Tree> {
    let holes = holes(text).unwrap_or_default();
    holes
        .into_iter()
        .filter_map(|hole| parse(hole).ok())
        .collect()
}

/// The expression that the condition `text` is, which can stand in one `${{ }}`.
///
/// # Errors
/// In a few words, if GitHub cannot read it, or would read it as a text, which is always true.
pub fn condition(text: &str) -> Result<&str, &'static str> {
    let text = text.trim();
    let inside = match text.strip_prefix("${{") {
        Some(after) => {
            let end = end(after).ok_or("`${{` not closed")?;
            if !after[end + 2..].is_empty() {
                return Err("text after `${{ }}`");
            }
            after[..end].trim()
        }
        None if text.contains("${{") => return Err("text before `${{ }}`"),
        None => text,
    };
    parse(inside).map(|_| inside)
}

/// Where the `}}` stands that ends the expression at the start of `text`; one in a string does not.
fn end(text: &str) -> Option<usize> {
    let mut in_string = false;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\'' => in_string = !in_string,
            b'}' if !in_string && bytes.get(at + 1) == Some(&b'}') => return Some(at),
            _ => {}
        }
    }
    None
}

struct Reader<'a> {
    rest: &'a str,
    /// How many brackets are open.
    open: usize,
}

impl<'a> Reader<'a> {
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

    /// Parses terms joined by operators of `level` or of higher precedence.
    fn binary(&mut self, level: usize) -> Result<Tree, &'static str> {
        let Some(operators) = OPERATORS.get(level) else {
            return self.term();
        };
        let first = self.binary(level + 1)?;
        let mut others = Vec::new();
        while let Some((_, operator)) = operators.iter().find(|(symbol, _)| self.takes(symbol)) {
            others.push((*operator, self.binary(level + 1)?));
        }
        Ok(if others.is_empty() {
            first
        } else {
            Tree::Chain(Box::new(first), others)
        })
    }

    fn term(&mut self) -> Result<Tree, &'static str> {
        let mut opposites = 0;
        while self.takes("!") {
            opposites += 1;
        }
        let value = self.value()?;
        let mut tree = self.indexed(value)?;
        // `!!!` is the same as `!`.
        for _ in 0..opposites.min(2 - opposites % 2) {
            tree = Tree::Not(Box::new(tree));
        }
        Ok(tree)
    }

    fn value(&mut self) -> Result<Tree, &'static str> {
        match self.next() {
            None => Err("ends too early"),
            Some('(') => {
                self.takes("(");
                self.opens()?;
                let tree = self.binary(0)?;
                self.closes(")")?;
                Ok(tree)
            }
            Some('\'') => self.string(),
            Some('"') => Err("double quotes"),
            Some(c) if c.is_ascii_digit() || "+-.".contains(c) => self.number(),
            Some(c) if c.is_ascii_alphabetic() || c == '_' => self.name(),
            Some(_) => Err("a value missing"),
        }
    }

    /// Parses the properties and indices after `value`.
    fn indexed(&mut self, mut value: Tree) -> Result<Tree, &'static str> {
        loop {
            if self.takes(".") {
                let name = match self.next() {
                    Some('*') => {
                        self.takes("*");
                        "*"
                    }
                    Some(c) if c.is_ascii_alphabetic() || c == '_' => self.word(is_part_of_name),
                    _ => return Err("a name missing"),
                };
                value = value.property(name);
            } else if self.takes("[") {
                self.opens()?;
                let index = if self.takes("*") {
                    Tree::Text("*".to_owned())
                } else {
                    self.binary(0)?
                };
                self.closes("]")?;
                value = value.index(index);
            } else {
                return Ok(value);
            }
        }
    }

    fn opens(&mut self) -> Result<(), &'static str> {
        self.open += 1;
        if self.open > DEEPEST {
            return Err("nested too deep");
        }
        Ok(())
    }

    fn closes(&mut self, bracket: &'static str) -> Result<(), &'static str> {
        if self.takes(bracket) {
            self.open -= 1;
            return Ok(());
        }
        Err(match self.next() {
            None => "a bracket not closed",
            Some(')' | ']') => "a bracket too many",
            Some(_) => "an operator missing",
        })
    }

    /// A string; a `''` in it is a quote.
    fn string(&mut self) -> Result<Tree, &'static str> {
        let mut text = String::new();
        self.takes("'");
        loop {
            let (piece, rest) = self.rest.split_once('\'').ok_or("a quote not closed")?;
            text.push_str(piece);
            let Some(more) = rest.strip_prefix('\'') else {
                self.rest = rest;
                return Ok(Tree::Text(text));
            };
            text.push('\'');
            self.rest = more;
        }
    }

    fn number(&mut self) -> Result<Tree, &'static str> {
        let word = self.word(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let digits = word.trim_start_matches(['+', '-']);
        let hexadecimal = word
            .strip_prefix("0x")
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let decimal = || {
            let number: f64 = word.parse().ok()?;
            digits
                .contains(|c: char| c.is_ascii_digit())
                .then_some(number)
        };
        let number = hexadecimal.map(f64::from).or_else(decimal);
        number.map(Tree::Number).ok_or("not a number")
    }

    /// A context, a word, or a call.
    fn name(&mut self) -> Result<Tree, &'static str> {
        let name = self.word(is_part_of_name).to_ascii_lowercase();
        if self.takes("(") {
            if !FUNCTIONS.contains(&name.as_str()) {
                return Err("an unknown function");
            }
            self.opens()?;
            return Ok(Tree::Call(name, self.arguments()?));
        }
        match name.as_str() {
            "true" => Ok(Tree::Flag(true)),
            "false" => Ok(Tree::Flag(false)),
            "null" => Ok(Tree::Null),
            "nan" => Ok(Tree::Number(f64::NAN)),
            "infinity" => Ok(Tree::Number(f64::INFINITY)),
            context if CONTEXTS.contains(&context) => Ok(Tree::Context(vec![name])),
            _ => Err("an unknown name"),
        }
    }

    /// Parses the arguments of a call after its opening bracket.
    fn arguments(&mut self) -> Result<Vec<Tree>, &'static str> {
        let mut arguments = Vec::new();
        if self.next() == Some(')') {
            self.closes(")")?;
            return Ok(arguments);
        }
        loop {
            arguments.push(self.binary(0)?);
            if !self.takes(",") {
                self.closes(")")?;
                return Ok(arguments);
            }
        }
    }

    /// Consumes the leading characters that `takes` accepts.
    fn word(&mut self, takes: fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !takes(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c)
}
