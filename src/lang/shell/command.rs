//! Parses a shell command of the spec far enough to know that it is complete.

/// A complete shell command on one line, as written in the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    text: String,
    simple: bool,
    joinable: bool,
    pipes: bool,
    words: Option<Vec<String>>,
}

/// The error of a command that is incomplete or would affect the text after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// A blank text.
    Empty,
    /// A line break or another control character.
    ControlCharacter,
    /// An unclosed quote, by its character.
    UnclosedQuote(char),
    /// A backslash at the end of the command.
    TrailingBackslash,
    /// A `#` that starts a comment.
    Comment,
    /// `<<`: a here-document, which needs more lines.
    HereDocument,
    /// An unbalanced parenthesis or brace.
    Unbalanced(char),
    /// A `case` without its `esac`.
    OpenCase,
    /// `;` or an operator without an operand.
    DanglingOperator,
}

/// Reserved words of the POSIX shell (section 2.4), which form compound commands.
const RESERVED: &[&str] = &[
    "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for",
    "in", "{", "}", "!",
];

/// Stands for an open `case` among the expected closing characters.
const CASE: char = 'c';

/// Reserved words that a command follows.
const BEFORE_COMMAND: &[&str] = &[
    "if", "then", "else", "elif", "do", "while", "until", "{", "!",
];

/// Reads a command, character by character.
#[derive(Default)]
struct Reader {
    /// The expected closing characters: `"`, `)`, `}`, `` ` ``, and [`CASE`] for `esac`.
    open: Vec<char>,
    /// Whether the next word is a command, so that `case` is a reserved word.
    expects_command: bool,
    /// The words so far, without quotes.
    words: Vec<String>,
    /// The current word.
    word: Option<String>,
    /// The operators outside of parentheses: `;`, `&`, `|`, `&&`, `||`.
    operators: Vec<&'static str>,
    /// Whether there is a `|` at any depth.
    pipes: bool,
    /// Whether every word is literal.
    literal: bool,
    /// Whether a command must follow: at the start, and after `&&`, `||` and `|`.
    dangling: bool,
}

impl Command {
    /// Parses `text` as one complete command.
    ///
    /// # Errors
    /// If the command is incomplete or would affect the text after it.
    pub fn parse(text: &str) -> Result<Self, CommandError> {
        let text = text.trim_matches([' ', '\t']);
        if text.is_empty() {
            return Err(CommandError::Empty);
        }
        if text.chars().any(super::super::line::is_line_break) {
            return Err(CommandError::ControlCharacter);
        }
        if text.ends_with('\\') {
            // Even if escaped: some Dockerfile parsers treat it as a line continuation.
            return Err(CommandError::TrailingBackslash);
        }
        let mut reader = Reader {
            literal: true,
            dangling: true,
            expects_command: true,
            ..Reader::default()
        };
        reader.read(text)?;
        let first = reader.words.first().map_or("", String::as_str);
        let compound = RESERVED.contains(&first) || text.starts_with('(');
        let simple = !compound && reader.operators.is_empty();
        let assigned = is_assignment(first);
        Ok(Self {
            text: text.to_owned(),
            simple,
            joinable: !compound
                && reader
                    .operators
                    .iter()
                    .all(|operator| ["&&", "|"].contains(operator)),
            pipes: reader.pipes,
            words: (simple && reader.literal && !assigned).then_some(reader.words),
        })
    }

    /// The command.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is a single program with its arguments, as required to set variables for it or to `exec` it.
    #[must_use]
    pub fn is_simple(&self) -> bool {
        self.simple
    }

    /// Whether the command starts with an assignment.
    #[must_use]
    pub fn starts_with_assignment(&self) -> bool {
        is_assignment(&self.text)
    }

    /// Whether the command can be an operand of `&&` without parentheses.
    #[must_use]
    pub fn is_joinable(&self) -> bool {
        self.joinable
    }

    /// Whether the command has a pipe, where by default only a failure of the last command counts.
    #[must_use]
    pub fn has_pipe(&self) -> bool {
        self.pipes
    }

    /// The words, if all are literal and no shell is needed to run the command.
    #[must_use]
    pub fn literal_words(&self) -> Option<&[String]> {
        self.words.as_deref()
    }
}

fn is_assignment(text: &str) -> bool {
    text.split_once('=')
        .is_some_and(|(name, _)| super::VariableName::parse(name).is_some())
}

impl Reader {
    fn read(&mut self, text: &str) -> Result<(), CommandError> {
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let next = rest.peek().copied();
            match (self.open.last(), c) {
                (_, '\\') => {
                    let Some(escaped) = rest.next() else {
                        return Err(CommandError::TrailingBackslash);
                    };
                    self.push(escaped);
                }
                (Some('"'), '"') | (Some('`'), '`') | (Some('}'), '}') | (Some(')'), ')') => {
                    self.close();
                }
                (_, '"') => self.open('"'),
                (_, '`') => {
                    self.literal = false;
                    self.open('`');
                }
                (_, '$') => self.read_expansion(next, &mut rest),
                (Some('"'), c) => self.push(c),
                (_, '\'') => self.read_single_quoted(&mut rest)?,
                (Some('}'), c) => self.push(c),
                (_, '#') if self.word.is_none() => return Err(CommandError::Comment),
                (_, '<') if next == Some('<') => return Err(CommandError::HereDocument),
                (_, '(') => self.open(')'),
                (Some(&CASE), ')') => {
                    self.end_word();
                    match self.open.last() {
                        // The end of a pattern.
                        Some(&CASE) => self.expects_command = true,
                        // `esac` came just before.
                        Some(')') => self.close(),
                        _ => return Err(CommandError::Unbalanced(')')),
                    }
                }
                (_, ')') => return Err(CommandError::Unbalanced(')')),
                (_, ' ' | '\t') => self.end_word(),
                (open, ';' | '&' | '|') => {
                    let nested = open.is_some();
                    self.read_operator(c, nested, &mut rest)?;
                }
                (_, c) => {
                    self.literal &= !"*?[~{}<>!".contains(c);
                    self.push(c);
                }
            }
        }
        self.end_word();
        match self.open.last() {
            Some(&CASE) => Err(CommandError::OpenCase),
            Some(')') => Err(CommandError::Unbalanced('(')),
            Some('}') => Err(CommandError::Unbalanced('{')),
            Some(quote) => Err(CommandError::UnclosedQuote(*quote)),
            None if self.dangling => Err(CommandError::DanglingOperator),
            None => Ok(()),
        }
    }

    /// Reads what follows a `$`: `$(…)`, `${…}` or a variable.
    fn read_expansion(
        &mut self,
        next: Option<char>,
        rest: &mut std::iter::Peekable<std::str::Chars>,
    ) {
        self.literal = false;
        self.push('$');
        match next {
            Some('(') => self.open(')'),
            Some('{') => self.open('}'),
            _ => return,
        }
        rest.next();
    }

    fn read_single_quoted(
        &mut self,
        rest: &mut std::iter::Peekable<std::str::Chars>,
    ) -> Result<(), CommandError> {
        let mut quoted = String::new();
        loop {
            match rest.next() {
                Some('\'') => break,
                Some(c) => quoted.push(c),
                None => return Err(CommandError::UnclosedQuote('\'')),
            }
        }
        self.word.get_or_insert_default().push_str(&quoted);
        self.dangling = false;
        Ok(())
    }

    fn read_operator(
        &mut self,
        c: char,
        nested: bool,
        rest: &mut std::iter::Peekable<std::str::Chars>,
    ) -> Result<(), CommandError> {
        // `2>&1` and `&>` are redirections, not operators.
        if c == '&'
            && (self
                .word
                .as_ref()
                .is_some_and(|word| word.ends_with(['>', '<']))
                || rest.peek() == Some(&'>'))
        {
            self.push(c);
            return Ok(());
        }
        self.end_word();
        if self.dangling && !nested {
            return Err(CommandError::DanglingOperator);
        }
        let doubled = rest.next_if_eq(&c).is_some();
        let operator = match (c, doubled) {
            ('&', true) => "&&",
            ('&', false) => "&",
            ('|', true) => "||",
            ('|', false) => "|",
            _ => ";",
        };
        self.pipes |= operator == "|";
        self.expects_command = true;
        if !nested {
            self.operators.push(operator);
            self.dangling = !matches!(operator, ";" | "&");
        }
        Ok(())
    }

    fn open(&mut self, closer: char) {
        self.word.get_or_insert_default();
        self.dangling = false;
        self.literal &= closer == '"';
        self.expects_command = closer == ')';
        self.open.push(closer);
    }

    fn close(&mut self) {
        self.open.pop();
    }

    fn push(&mut self, c: char) {
        self.dangling = false;
        self.word.get_or_insert_default().push(c);
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else {
            return;
        };
        if self.expects_command && word == "case" {
            self.open.push(CASE);
        } else if self.expects_command && word == "esac" && self.open.last() == Some(&CASE) {
            self.open.pop();
        }
        self.expects_command &= BEFORE_COMMAND.contains(&word.as_str()) || word.is_empty();
        self.words.push(word);
    }
}
