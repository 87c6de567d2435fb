//! Splits Ruby code into statements and tokens, well enough for a Gemfile: mostly calls with literal values.

/// A statement, on one line or continued on the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The first line, from 1.
    pub line: usize,
    /// The tokens.
    pub tokens: Vec<Token>,
}

/// A token of Ruby code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A name or a number: `group`.
    Word(String),
    /// `:test`; also each word of `%i[development test]` and of `%w[development test]`.
    Symbol(String),
    /// `group:`.
    Label(String),
    /// A quoted string.
    Text(String),
    /// Any other character.
    Punctuation(char),
}

impl Token {
    /// The text of a quoted string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Word(_) | Self::Symbol(_) | Self::Label(_) | Self::Punctuation(_) => None,
        }
    }

    /// Whether it is the name `name`.
    #[must_use]
    pub fn is_word(&self, name: &str) -> bool {
        matches!(self, Self::Word(word) if word == name)
    }

    /// Whether it is the option key `name`: `path:` or `:path`.
    #[must_use]
    pub fn is_option(&self, name: &str) -> bool {
        matches!(self, Self::Label(key) | Self::Symbol(key) if key == name)
    }
}

/// Parses the statements of `code`, without comments.
#[must_use]
pub fn parse_statements(code: &str) -> Vec<Statement> {
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
        reader.read_line(number + 1, line);
    }
    reader.end_statement();
    reader.statements
}

#[derive(Default)]
struct Reader {
    statements: Vec<Statement>,
    line: usize,
    tokens: Vec<Token>,
    /// The number of open `(` and `[`.
    depth: usize,
    /// Closing characters that the rest of the line does not contain, to avoid a quadratic search.
    unclosed: String,
}

impl Reader {
    fn read_line(&mut self, number: usize, line: &str) {
        let mut rest = line;
        self.unclosed.clear();
        while let Some(c) = rest.chars().next() {
            if c == '#' {
                break;
            }
            if c.is_whitespace() {
                rest = &rest[c.len_utf8()..];
            } else if c == ';' && self.depth == 0 {
                self.end_statement();
                rest = &rest[1..];
            } else {
                if self.tokens.is_empty() {
                    self.line = number;
                }
                rest = self.read_token(c, rest);
            }
        }
        let is_continued = matches!(self.tokens.last(), Some(Token::Punctuation(',' | '\\')));
        if self.depth == 0 && !is_continued {
            self.end_statement();
        }
    }

    /// Reads the token at the start of `rest`, whose first character is `c`; returns the rest.
    fn read_token<'a>(&mut self, c: char, rest: &'a str) -> &'a str {
        let after = &rest[c.len_utf8()..];
        if let Some(word) = leading_name(rest) {
            return self.read_word(word, &rest[word.len()..]);
        }
        match c {
            '\'' | '"' => {
                let (text, after) = split_quoted(c, after);
                self.read_label_or(text, after, Token::Text)
            }
            ':' if after.starts_with(':') => &after[1..],
            ':' => self.read_symbol(after),
            '%' => self.read_list(after),
            _ => {
                match c {
                    '(' | '[' => self.depth += 1,
                    ')' | ']' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                self.tokens.push(Token::Punctuation(c));
                after
            }
        }
    }

    fn read_word<'a>(&mut self, word: &str, after: &'a str) -> &'a str {
        self.read_label_or(word, after, Token::Word)
    }

    /// Adds a label if a single colon follows `word`, otherwise the token from `other`.
    fn read_label_or<'a>(
        &mut self,
        word: &str,
        after: &'a str,
        other: impl FnOnce(String) -> Token,
    ) -> &'a str {
        match after.strip_prefix(':') {
            Some(after) if !after.starts_with(':') => {
                self.tokens.push(Token::Label(word.to_owned()));
                after
            }
            Some(_) | None => {
                self.tokens.push(other(word.to_owned()));
                after
            }
        }
    }

    /// Reads the token after a colon.
    fn read_symbol<'a>(&mut self, rest: &'a str) -> &'a str {
        if let Some(word) = leading_name(rest) {
            self.tokens.push(Token::Symbol(word.to_owned()));
            return &rest[word.len()..];
        }
        let quote = rest.chars().next().filter(|c| "'\"".contains(*c));
        let Some(quote) = quote else {
            self.tokens.push(Token::Punctuation(':'));
            return rest;
        };
        let (text, after) = split_quoted(quote, &rest[1..]);
        self.tokens.push(Token::Symbol(text.to_owned()));
        after
    }

    /// Reads a list of words after `%`.
    fn read_list<'a>(&mut self, rest: &'a str) -> &'a str {
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
        let Some((words, after)) = inside else {
            self.tokens.push(Token::Punctuation('%'));
            return rest;
        };
        let words = words.split_whitespace().map(str::to_owned);
        self.tokens.extend(words.map(Token::Symbol));
        after
    }

    fn end_statement(&mut self) {
        let tokens = std::mem::take(&mut self.tokens);
        if !tokens.is_empty() {
            let line = self.line;
            self.statements.push(Statement { line, tokens });
        }
        self.depth = 0;
    }
}

/// The name or number at the start of `text`.
fn leading_name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let word = &text[..end.unwrap_or(text.len())];
    (!word.is_empty()).then_some(word)
}

/// Splits `text` at the closing `quote`; an unclosed string ends with the line.
fn split_quoted(quote: char, text: &str) -> (&str, &str) {
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
