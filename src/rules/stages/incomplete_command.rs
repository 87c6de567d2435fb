//! A command does not end where it ends.
//!
//! ## Why
//! Each command becomes part of a longer line. A quote or a parenthesis left open, a `#` or a backslash at the end
//! would take in what follows it, and the line would do something else than it says.
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
    lang::shell::{Command, command::Fault},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV0318", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value: command, at } in spec.commands() {
        let Err(fault) = Command::parse(command) else {
            continue;
        };
        let Some((what, label, help)) = explain(command.trim(), fault) else {
            continue;
        };
        findings
            .report(at, format!("`{command}` {what}"))
            .label(label)
            .help(help);
    }
}

/// What is wrong with `command`, in a phrase, in two words, and what to write instead; `None` for what has rules of its own.
fn explain(command: &str, fault: Fault) -> Option<(String, String, String)> {
    let (what, label, mended, otherwise) = match fault {
        Fault::Empty | Fault::Break => return None,
        Fault::Quote(quote) => (
            format!("opens `{quote}` and does not close it"),
            format!("unclosed `{quote}`"),
            format!("{command}{quote}"),
            "close it, or put a backslash before a quote that is part of a word",
        ),
        Fault::Backslash => (
            "ends in a backslash, which takes in what follows".to_owned(),
            "backslash at the end".to_owned(),
            command.trim_end_matches('\\').trim_end().to_owned(),
            "take out the backslash",
        ),
        Fault::Comment => (
            "has a comment, which takes in what follows".to_owned(),
            "comment inside".to_owned(),
            before_comment(command).to_owned(),
            "write the comment in a line of TOML of its own, or quote the `#`",
        ),
        Fault::HereDocument => (
            "has a here-document, which needs further lines".to_owned(),
            "here-document".to_owned(),
            String::new(),
            "put the text into a file of the repository, and read that: `command < file`",
        ),
        Fault::Unbalanced(bracket) => (
            format!("has `{bracket}` without its partner"),
            format!("unbalanced `{bracket}`"),
            partnered(command, bracket),
            "add the partner, or quote the character",
        ),
        Fault::Operator => (
            "has an operator without a command on either side".to_owned(),
            "dangling operator".to_owned(),
            command.trim_matches(['&', '|', ';', ' ', '\t']).to_owned(),
            "write a command on either side of each `&&`, `||`, `|` and `;`",
        ),
    };
    let mends = mended.contains(char::is_alphanumeric) && Command::parse(&mended).is_ok();
    let help = if mends {
        format!("write `{mended}`")
    } else {
        otherwise.to_owned()
    };
    Some((what, label, help))
}

/// `command` up to the comment in it.
fn before_comment(command: &str) -> &str {
    let hashes = command
        .match_indices('#')
        .filter_map(|(end, _)| command.get(..end));
    let mut comments =
        hashes.filter(|before| Command::parse(&format!("{before}#")) == Err(Fault::Comment));
    comments.next().unwrap_or_default().trim_end()
}

/// `command`, `bracket` closed at its end or opened at its start.
fn partnered(command: &str, bracket: char) -> String {
    match bracket {
        ')' => format!("({command}"),
        '(' => format!("{command})"),
        _ => format!("{command}}}"),
    }
}
