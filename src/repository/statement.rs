//! Ruby code, parted into statements and their words: enough for a Gemfile, which is mostly calls with plain values.

/// A statement, on one line or continued on the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The line that it begins on, from 1.
    pub line: usize,
    /// Its words.
    pub tokens: Vec<Token>,
}

/// A word of Ruby code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A name or a number: `group`.
    Word(String),
    /// `:test`; also each word of `%i[development test]` and of `%w[development test]`.
    Symbol(String),
    /// `group:`.
    Label(String),
    /// What is in quotes.
    Text(String),
    /// Any other character.
    Mark(char),
}

/// The statements of `code`, in order; comments are none.
#[must_use]
pub fn statements(code: &str) -> Vec<Statement> {
    let mut reader = Reader::default();
    let mut lines = code.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line.starts_with("__END__") {
            break;
        }
        if line.starts_with("=begin") {
            lines.find(|(_, line)| line.starts_with("=end"));
            continue;
        }
        reader.line(number + 1, line);
    }
    reader.end();
    reader.statements
}

#[derive(Default)]
struct Reader {
    statements: Vec<Statement>,
    line: usize,
    tokens: Vec<Token>,
    /// How many `(` and `[` are open.
    depth: usize,
    /// Closing characters that the rest of the line does not contain: searching again for each list would be quadratic.
    unclosed: String,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        let mut rest = line;
        self.unclosed.clear();
        while let Some(c) = rest.chars().next() {
            if c == '#' {
                break;
            }
            if c.is_whitespace() {
                rest = &rest[c.len_utf8()..];
            } else if c == ';' && self.depth == 0 {
                self.end();
                rest = &rest[1..];
            } else {
                if self.tokens.is_empty() {
                    self.line = number;
                }
                rest = self.token(c, rest);
            }
        }
        let goes_on = matches!(self.tokens.last(), Some(Token::Mark(',' | '\\')));
        if self.depth == 0 && !goes_on {
            self.end();
        }
    }

    /// Reads the token that `rest` begins with, by its first character; what follows it.
    fn token<'a>(&mut self, c: char, rest: &'a str) -> &'a str {
        let behind = &rest[c.len_utf8()..];
        if let Some(word) = name(rest) {
            return self.named(word, &rest[word.len()..]);
        }
        match c {
            '\'' | '"' => {
                let (text, behind) = quoted(c, behind);
                self.named_or(text, behind, Token::Text)
            }
            ':' if behind.starts_with(':') => &behind[1..],
            ':' => self.symbol(behind),
            '%' => self.list(behind),
            _ => {
                match c {
                    '(' | '[' => self.depth += 1,
                    ')' | ']' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                self.tokens.push(Token::Mark(c));
                behind
            }
        }
    }

    fn named<'a>(&mut self, word: &str, behind: &'a str) -> &'a str {
        self.named_or(word, behind, Token::Word)
    }

    /// A label, if a single colon follows `word`; else what `other` makes of it.
    fn named_or<'a>(
        &mut self,
        word: &str,
        behind: &'a str,
        other: impl FnOnce(String) -> Token,
    ) -> &'a str {
        match behind.strip_prefix(':') {
            Some(after) if !after.starts_with(':') => {
                self.tokens.push(Token::Label(word.to_owned()));
                after
            }
            Some(_) | None => {
                self.tokens.push(other(word.to_owned()));
                behind
            }
        }
    }

    /// What follows a colon.
    fn symbol<'a>(&mut self, rest: &'a str) -> &'a str {
        if let Some(word) = name(rest) {
            self.tokens.push(Token::Symbol(word.to_owned()));
            return &rest[word.len()..];
        }
        let quote = rest.chars().next().filter(|c| "'\"".contains(*c));
        let Some(quote) = quote else {
            self.tokens.push(Token::Mark(':'));
            return rest;
        };
        let (text, behind) = quoted(quote, &rest[1..]);
        self.tokens.push(Token::Symbol(text.to_owned()));
        behind
    }

    /// What follows a `%`: a list of words, or anything.
    fn list<'a>(&mut self, rest: &'a str) -> &'a str {
        let inside = rest.strip_prefix(['i', 'I', 'w', 'W']).and_then(|list| {
            let open = list.chars().next()?;
            let close = match open {
                '[' => ']',
                '(' => ')',
                '{' => '}',
                '<' => '>',
                '|' | '/' | '!' => open,
                _ => return None,
            };
            if self.unclosed.contains(close) {
                return None;
            }
            let inside = list[1..].split_once(close);
            if inside.is_none() {
                self.unclosed.push(close);
            }
            inside
        });
        let Some((words, behind)) = inside else {
            self.tokens.push(Token::Mark('%'));
            return rest;
        };
        let words = words.split_whitespace().map(str::to_owned);
        self.tokens.extend(words.map(Token::Symbol));
        behind
    }

    fn end(&mut self) {
        let tokens = std::mem::take(&mut self.tokens);
        if !tokens.is_empty() {
            let line = self.line;
            self.statements.push(Statement { line, tokens });
        }
        self.depth = 0;
    }
}

/// The name or the number that `text` begins with.
fn name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let word = &text[..end.unwrap_or(text.len())];
    (!word.is_empty()).then_some(word)
}

/// What stands before the closing `quote`, and what behind it; a quote that is not closed ends with the line.
fn quoted(quote: char, text: &str) -> (&str, &str) {
    let mut escaped = false;
    let end = text.find(|c| {
        let is_end = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    });
    match end {
        Some(end) => (&text[..end], &text[end + 1..]),
        None => (text, ""),
    }
}
