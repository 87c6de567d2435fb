//! A command is incomplete.
//!
//! ## Why
//! Each command becomes part of a longer line. An unclosed quote or parenthesis, a comment, or a backslash or an
//! operator at the end changes how the shell parses the rest of that line.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! run = ['echo "done']
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.docs]
//! run = ['echo done \']
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.docs]
//! run = ['bundle install # gems']
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.docs]
//! run = ['cat <<EOF']
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.docs]
//! run = ['(cd docs; make']
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.docs]
//! run = ['cd docs &&']
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! run = ['echo "done"']
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.docs]
//! run = ['(cd docs; make)']
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{
    lang::shell::{Command, command::CommandError},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV0318", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed {
        value: command,
        place,
    } in spec.commands()
    {
        let Err(error) = Command::parse(command) else {
            continue;
        };
        let Some((problem, label, help)) = explain(command.trim(), error) else {
            continue;
        };
        findings
            .report(place, format!("`{command}` {problem}"))
            .label(label)
            .help(help);
    }
}

/// The end of the message about `command`, its label and its help; `None` if another rule reports `error`.
fn explain(command: &str, error: CommandError) -> Option<(String, String, String)> {
    let (problem, label, fixed, otherwise) = match error {
        CommandError::Empty | CommandError::ControlCharacter => return None,
        CommandError::UnclosedQuote(quote) => (
            format!("opens `{quote}` but does not close it"),
            format!("unclosed `{quote}`"),
            format!("{command}{quote}"),
            "close the quote, or put a backslash before a literal quote",
        ),
        CommandError::TrailingBackslash => (
            "ends with a backslash, which escapes the next character".to_owned(),
            "trailing backslash".to_owned(),
            command.trim_end_matches('\\').trim_end().to_owned(),
            "remove the backslash",
        ),
        CommandError::Comment => (
            "contains a comment, which hides the rest of the line".to_owned(),
            "comment".to_owned(),
            before_comment(command).to_owned(),
            "write the comment on a separate line of the spec, or quote the `#`",
        ),
        CommandError::HereDocument => (
            "contains a here-document, which requires more lines".to_owned(),
            "here-document".to_owned(),
            String::new(),
            "move the text to a file in the repository, and read it: `command < file`",
        ),
        CommandError::Unbalanced(bracket) => (
            format!("has an unmatched `{bracket}`"),
            format!("unmatched `{bracket}`"),
            close_bracket(command, bracket),
            "add the matching bracket, or quote the unmatched one",
        ),
        CommandError::OpenCase => (
            "has a `case` without its `esac`".to_owned(),
            "unclosed `case`".to_owned(),
            format!("{command} esac"),
            "add `esac` after the last pattern",
        ),
        CommandError::DanglingOperator => (
            "has an operator without a command before or after it".to_owned(),
            "dangling operator".to_owned(),
            command.trim_matches(['&', '|', ';', ' ', '\t']).to_owned(),
            "write a command before and after every `&&`, `||`, `|` and `;`",
        ),
    };
    let is_fixed = fixed.contains(char::is_alphanumeric) && Command::parse(&fixed).is_ok();
    let help = if is_fixed {
        format!("write `{fixed}`")
    } else {
        otherwise.to_owned()
    };
    Some((problem, label, help))
}

/// `command` up to the comment in it.
fn before_comment(command: &str) -> &str {
    let hashes = command
        .match_indices('#')
        .filter_map(|(end, _)| command.get(..end));
    let mut comments =
        hashes.filter(|before| Command::parse(&format!("{before}#")) == Err(CommandError::Comment));
    comments.next().unwrap_or_default().trim_end()
}

/// `command` with the missing counterpart of `bracket` added.
fn close_bracket(command: &str, bracket: char) -> String {
    match bracket {
        ')' => format!("({command}"),
        '(' => format!("{command})"),
        _ => format!("{command}}}"),
    }
}
