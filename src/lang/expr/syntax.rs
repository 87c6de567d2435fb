//! Whether GitHub can read an expression, or a text with expressions in it, that somebody else wrote.

/// The names that an expression can begin with (GitHub documentation, "Contexts"), and its words.
const NAMES: &[&str] = &[
    "github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix",
    "needs", "inputs", "true", "false", "null", "nan", "infinity",
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
/// How long an expression can be, and how deep (actions/languageservices, `expressions/src/errors.ts`).
const LONGEST: usize = 21_000;
const DEEPEST: usize = 50;

/// What keeps GitHub from reading `expression`, the inside of `${{ }}`, in a few words.
#[must_use]
pub fn fault(expression: &str) -> Option<&'static str> {
    if expression.trim().is_empty() {
        return Some("blank");
    }
    if expression.chars().count() > LONGEST {
        return Some("too long");
    }
    let mut reader = Reader {
        rest: expression,
        open: Vec::new(),
        expects: Expects::Value,
    };
    while let Some(first) = reader.skip_blanks() {
        if let Err(fault) = reader.token(first) {
            return Some(fault);
        }
    }
    match (reader.expects, reader.open.is_empty()) {
        (Expects::Value | Expects::Argument | Expects::Index, _) => Some("ends too early"),
        (Expects::More, false) => Some("a bracket not closed"),
        (Expects::More, true) => None,
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
        if let Some(fault) = fault(inside) {
            return Err(fault);
        }
        holes.push(inside);
        rest = &after[end + 2..];
    }
    Ok(holes)
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
    fault(inside).map_or(Ok(inside), Err)
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
    open: Vec<Bracket>,
    expects: Expects,
}

/// What comes next.
#[derive(Clone, Copy)]
enum Expects {
    /// A value.
    Value,
    /// A value, or the end of a call without one.
    Argument,
    /// A value, or the `*` of an index.
    Index,
    /// An operator, a property, an index, or the end of something.
    More,
}

/// A bracket that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Group,
    Call,
    Index,
}

impl Reader<'_> {
    /// The first character that is no blank.
    fn skip_blanks(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn token(&mut self, first: char) -> Result<(), &'static str> {
        match self.expects {
            Expects::Argument if first == ')' => self.close(Bracket::Call),
            Expects::Index if first == '*' => {
                self.step(1);
                self.expects = Expects::More;
                Ok(())
            }
            Expects::Value | Expects::Argument | Expects::Index => self.value(first),
            Expects::More => self.more(first),
        }
    }

    fn value(&mut self, first: char) -> Result<(), &'static str> {
        match first {
            '!' => {
                self.step(1);
                self.expects = Expects::Value;
                Ok(())
            }
            '(' => self.open(Bracket::Group, Expects::Value),
            '\'' => self.string(),
            '"' => Err("double quotes"),
            c if c.is_ascii_digit() || "+-.".contains(c) => self.number(),
            c if c.is_ascii_alphabetic() || c == '_' => self.name(),
            _ => Err("a value missing"),
        }
    }

    fn more(&mut self, first: char) -> Result<(), &'static str> {
        if let Some(length) = ["==", "!=", "<=", ">=", "&&", "||", "<", ">"]
            .iter()
            .find(|operator| self.rest.starts_with(**operator))
            .map(|operator| operator.len())
        {
            self.step(length);
            self.expects = Expects::Value;
            return Ok(());
        }
        match first {
            '.' => self.property(),
            '[' => self.open(Bracket::Index, Expects::Index),
            ']' => self.close(Bracket::Index),
            ')' => match self.open.last() {
                Some(Bracket::Call) => self.close(Bracket::Call),
                Some(Bracket::Group | Bracket::Index) | None => self.close(Bracket::Group),
            },
            ',' if self.open.last() == Some(&Bracket::Call) => {
                self.step(1);
                self.expects = Expects::Value;
                Ok(())
            }
            _ => Err("an operator missing"),
        }
    }

    fn open(&mut self, bracket: Bracket, expects: Expects) -> Result<(), &'static str> {
        self.step(1);
        self.open.push(bracket);
        self.expects = expects;
        if self.open.len() > DEEPEST {
            return Err("nested too deep");
        }
        Ok(())
    }

    fn close(&mut self, bracket: Bracket) -> Result<(), &'static str> {
        if self.open.pop() != Some(bracket) {
            return Err("a bracket too many");
        }
        self.step(1);
        self.expects = Expects::More;
        Ok(())
    }

    /// A string; a `''` in it is a quote.
    fn string(&mut self) -> Result<(), &'static str> {
        let mut after = &self.rest[1..];
        loop {
            let (_, rest) = after.split_once('\'').ok_or("a quote not closed")?;
            let Some(more) = rest.strip_prefix('\'') else {
                self.rest = rest;
                self.expects = Expects::More;
                return Ok(());
            };
            after = more;
        }
    }

    fn number(&mut self) -> Result<(), &'static str> {
        let word = self.word(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let digits = word.trim_start_matches(['+', '-']);
        let hexadecimal = word
            .strip_prefix("0x")
            .is_some_and(|digits| u32::from_str_radix(digits, 16).is_ok());
        let decimal = digits.contains(|c: char| c.is_ascii_digit()) && word.parse::<f64>().is_ok();
        if !hexadecimal && !decimal {
            return Err("not a number");
        }
        self.step(word.len());
        self.expects = Expects::More;
        Ok(())
    }

    /// A context, a word, or a call.
    fn name(&mut self) -> Result<(), &'static str> {
        let name = self.word(is_part_of_name).to_ascii_lowercase();
        self.step(name.len());
        if self.skip_blanks() == Some('(') {
            if !FUNCTIONS.contains(&name.as_str()) {
                return Err("an unknown function");
            }
            return self.open(Bracket::Call, Expects::Argument);
        }
        if !NAMES.contains(&name.as_str()) {
            return Err("an unknown name");
        }
        self.expects = Expects::More;
        Ok(())
    }

    fn property(&mut self) -> Result<(), &'static str> {
        self.step(1);
        let length = match self.skip_blanks() {
            Some('*') => 1,
            Some(c) if c.is_ascii_alphabetic() || c == '_' => self.word(is_part_of_name).len(),
            _ => return Err("a name missing"),
        };
        self.step(length);
        Ok(())
    }

    /// The characters at the start that `takes` takes.
    fn word(&self, takes: fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !takes(c)).unwrap_or(self.rest.len());
        &self.rest[..end]
    }

    fn step(&mut self, length: usize) {
        self.rest = &self.rest[length..];
    }
}

fn is_part_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c)
}
