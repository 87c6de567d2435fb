//! Reads a shell command character by character: its words, its operators, and what is open at its end.

use super::CommandError;

/// Stands for an open `case` among the expected closing characters.
const CASE: char = 'c';

/// Reserved words that a command follows.
const BEFORE_COMMAND: &[&str] = &[
    "if", "then", "else", "elif", "do", "while", "until", "{", "!",
];

/// Reads a command, character by character.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is independent of the others"
)]
pub(super) struct Reader {
    /// The expected closing characters: `"`, `)`, `}`, `` ` ``, and [`CASE`] for `esac`.
    open: Vec<char>,
    /// Whether the next word is a command, so that `case` is a reserved word.
    expects_command: bool,
    /// The words so far, without quotes.
    pub(super) words: Vec<String>,
    /// The current word.
    word: Option<String>,
    /// The operators outside of parentheses: `;`, `&`, `|`, `&&`, `||`.
    pub(super) operators: Vec<&'static str>,
    /// Whether there is a `|` at any depth.
    pub(super) pipes: bool,
    /// Whether every word is literal.
    pub(super) literal: bool,
    /// Whether a command must follow: at the start, and after `&&`, `||` and `|`.
    dangling: bool,
}

impl Reader {
    /// Creates a reader at the start of a command.
    pub(super) fn new() -> Self {
        Self {
            literal: true,
            dangling: true,
            expects_command: true,
            ..Self::default()
        }
    }

    /// Reads `text` to its end.
    pub(super) fn read(&mut self, text: &str) -> Result<(), CommandError> {
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
