//! Parses a shell command of the spec far enough to know that it is complete.

mod reader;

use self::reader::Reader;

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
            // Even an escaped backslash is rejected: some Dockerfile parsers treat it as a line continuation.
            return Err(CommandError::TrailingBackslash);
        }
        let mut reader = Reader::new();
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
