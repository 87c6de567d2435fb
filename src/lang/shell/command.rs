//! A shell command of the user's: read far enough to know that it ends where it ends.

/// One complete shell command on one line, in the user's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    text: String,
    simple: bool,
    joins: bool,
    pipes: bool,
    words: Option<Vec<String>>,
}

/// Why a text is not one complete command: what would leak into the line after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing but blanks.
    Empty,
    /// A line break or another control character.
    Break,
    /// A quote, by its character, that is not closed.
    Quote(char),
    /// A backslash at the end.
    Backslash,
    /// A `#` that makes the rest a comment.
    Comment,
    /// `<<`: a document that would have to follow on further lines.
    HereDocument,
    /// A parenthesis or a brace without its partner.
    Unbalanced(char),
    /// `;` or an operator with nothing before or after it.
    Operator,
}

/// Words that begin a compound command (POSIX shell, 2.4).
const RESERVED: &[&str] = &[
    "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for",
    "in", "{", "}", "!",
];

/// What of a command has been read.
#[derive(Default)]
struct Reader {
    /// The closers awaited: `"`, `)`, `}`, `` ` ``.
    open: Vec<char>,
    /// The words so far, quotes resolved.
    words: Vec<String>,
    /// The word being read.
    word: Option<String>,
    /// `;`, `&`, `|` outside any parenthesis, doubled ones once.
    operators: Vec<&'static str>,
    /// Whether there is a `|`, at any depth.
    pipes: bool,
    /// Whether every word means itself.
    literal: bool,
    /// Whether an operator was the last thing read.
    dangling: bool,
}

impl Command {
    /// Reads `text` as one complete command.
    ///
    /// # Errors
    /// If the command would leak into what follows it.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim_matches([' ', '\t']);
        if text.is_empty() {
            return Err(Fault::Empty);
        }
        if text.chars().any(super::super::line::breaks) {
            return Err(Fault::Break);
        }
        if text.ends_with('\\') {
            // Even an escaped one: at the end of a line some readers of Dockerfiles take it for a continuation.
            return Err(Fault::Backslash);
        }
        let mut reader = Reader {
            literal: true,
            dangling: true,
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
            joins: !compound
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

    /// Whether it is one program with its arguments: what can be given variables, or take the shell's place.
    #[must_use]
    pub fn is_simple(&self) -> bool {
        self.simple
    }

    /// Whether it begins with an assignment.
    #[must_use]
    pub fn is_assigned(&self) -> bool {
        is_assignment(&self.text)
    }

    /// Whether it can stand in a row of commands joined by `&&` as it is.
    #[must_use]
    pub fn joins(&self) -> bool {
        self.joins
    }

    /// Whether it has a pipe, in which only the last command's failure counts unless the shell is told otherwise.
    #[must_use]
    pub fn pipes(&self) -> bool {
        self.pipes
    }

    /// Its words, where each means itself and no shell is needed to run it.
    #[must_use]
    pub fn words(&self) -> Option<&[String]> {
        self.words.as_deref()
    }
}

fn is_assignment(text: &str) -> bool {
    text.split_once('=')
        .is_some_and(|(name, _)| super::VariableName::parse(name).is_some())
}

impl Reader {
    fn read(&mut self, text: &str) -> Result<(), Fault> {
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let next = rest.peek().copied();
            match (self.open.last(), c) {
                (_, '\\') => {
                    let Some(escaped) = rest.next() else {
                        return Err(Fault::Backslash);
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
                (_, '$') => self.expansion(next, &mut rest),
                (Some('"'), c) => self.push(c),
                (_, '\'') => self.single(&mut rest)?,
                (Some('}'), c) => self.push(c),
                (_, '#') if self.word.is_none() => return Err(Fault::Comment),
                (_, '<') if next == Some('<') => return Err(Fault::HereDocument),
                (_, '(') => self.open(')'),
                (_, ')') => return Err(Fault::Unbalanced(')')),
                (_, ' ' | '\t') => self.end_word(),
                (open, ';' | '&' | '|') => {
                    let nested = open.is_some();
                    self.operator(c, nested, &mut rest)?;
                }
                (_, c) => {
                    self.literal &= !"*?[~{}<>!".contains(c);
                    self.push(c);
                }
            }
        }
        self.end_word();
        match self.open.last() {
            Some(')') => Err(Fault::Unbalanced('(')),
            Some('}') => Err(Fault::Unbalanced('{')),
            Some(quote) => Err(Fault::Quote(*quote)),
            None if self.dangling => Err(Fault::Operator),
            None => Ok(()),
        }
    }

    /// After a `$`: `$(…)`, `${…}`, or a plain variable.
    fn expansion(&mut self, next: Option<char>, rest: &mut std::iter::Peekable<std::str::Chars>) {
        self.literal = false;
        self.push('$');
        match next {
            Some('(') => self.open(')'),
            Some('{') => self.open('}'),
            _ => return,
        }
        rest.next();
    }

    fn single(&mut self, rest: &mut std::iter::Peekable<std::str::Chars>) -> Result<(), Fault> {
        let mut quoted = String::new();
        loop {
            match rest.next() {
                Some('\'') => break,
                Some(c) => quoted.push(c),
                None => return Err(Fault::Quote('\'')),
            }
        }
        self.word.get_or_insert_default().push_str(&quoted);
        self.dangling = false;
        Ok(())
    }

    fn operator(
        &mut self,
        c: char,
        nested: bool,
        rest: &mut std::iter::Peekable<std::str::Chars>,
    ) -> Result<(), Fault> {
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
            return Err(Fault::Operator);
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
        if let Some(word) = self.word.take() {
            self.words.push(word);
        }
    }
}
