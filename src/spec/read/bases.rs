//! What is said of a file that has nothing to build on.

use super::Reader;
use crate::{
    at,
    finding::{Finding, Severity, Spot, did_you_mean, nearest},
    lang::{line::first_break, shell},
    source::{
        Span,
        base::{Baseless, EXTENDS, MOST_BASES, NoBase, Outside},
        merge::{LostSpread, MOST_ITEMS},
    },
};

/// What to write where no base is named.
const NAME_IT: &str = "name the file from the folder of this one: `extends = \"../platform.toml\"`";

/// What to write where a base is named that is no spec.
const NAME_READABLE: &str =
    "name a spec that can be read, a file or a folder that has a `tvgen.toml`";

impl Reader {
    /// A file that could not be built on what it names.
    pub(super) fn baseless(&mut self, file: &Baseless) {
        let at = spot(file.span);
        match &file.why {
            NoBase::NoString(kind) => self.no_string(kind, file.span),
            NoBase::Unnamed => self.unknown_base("`extends` is empty".to_owned(), at, NAME_IT),
            // Of a path in the user's own file, reading it has said so.
            NoBase::Unread { path, .. } if file.span.file == 0 && first_break(path).is_some() => {}
            NoBase::Unread {
                path,
                why: None,
                others,
            } => {
                let path = printable(path);
                let near = nearest(&path, others.iter().map(String::as_str));
                let help = near.map_or_else(|| NAME_IT.to_owned(), did_you_mean);
                self.unknown_base(format!("there is no spec `{path}`"), at, &help);
            }
            NoBase::Unread {
                path,
                why: Some(why),
                ..
            } => {
                let message = format!("`{}` cannot be read: {}", printable(path), printable(why));
                self.unknown_base(message, at, NAME_READABLE);
            }
            NoBase::Outside { path, outside } => {
                let edge = if outside.in_git {
                    "the git repository of this spec"
                } else {
                    "the folder of this spec, which is not in a git repository"
                };
                let message = format!("`{}` is outside {edge}", printable(path));
                let help = format!("move it there, or pass `{}`", allowing(outside));
                self.unknown_base(message, at, &help);
            }
            NoBase::Cycle(names) => {
                let help = if names.len() < 2 {
                    "leave it out, or name another spec"
                } else {
                    "take `extends` out of the one that the others can build on"
                };
                self.cycle(circle(names), "closes the circle", at)
                    .help(help);
            }
            NoBase::TooLong => {
                let message = format!("more than {MOST_BASES} files lie below this spec");
                self.cycle(message, "one too many", at)
                    .help("take it out: write what these files say in fewer of them");
            }
        }
    }

    fn unknown_base(&mut self, message: String, at: Spot, help: &str) {
        self.report("TV0009", "unknown-base-spec", at, message)
            .label("nothing to build on")
            .help(help);
    }

    fn cycle(&mut self, message: String, label: &str, at: Spot) -> &mut Finding {
        let finding = self.report("TV0010", "base-spec-cycle", at, message);
        finding.label(label)
    }

    /// Of the user's own file, the schema says so.
    fn no_string(&mut self, kind: &str, span: Span) {
        if span.file > 0 {
            let message = format!("`{EXTENDS}` is {kind}, not a string");
            self.report("TV0003", "wrong-type", Spot::Bytes(span), message)
                .label("expected a string")
                .help(NAME_IT);
        }
    }

    /// A `"..."` that stands for nothing, in a spec that names a base or not.
    pub(super) fn lost_spread(&mut self, spread: &LostSpread, has_base: bool) {
        let array = &spread.array;
        let (message, help) = match spread.items {
            Some(items) => (
                format!("`{array}` would have {items} items with those that it inherits"),
                format!("leave it out: an array can inherit {MOST_ITEMS} items"),
            ),
            None if has_base => (
                format!("`{array}` inherits nothing that `...` could stand for"),
                format!(
                    "leave it out, or give the spec that this file builds on an array `{array}`"
                ),
            ),
            None => (
                format!("`{array}` inherits nothing that `...` could stand for"),
                "leave it out, or name a spec to build on: `extends = \"../platform.toml\"`"
                    .to_owned(),
            ),
        };
        let finding = self.report(
            "TV0011",
            "spread-without-base",
            Spot::Bytes(spread.span),
            message,
        );
        finding.label("left out").help(help);
        finding.severity = Severity::Warning;
    }
}

/// Where a base is named: a key of the spec in the user's own file, and in that alone.
fn spot(span: Span) -> Spot {
    if span.file == 0 {
        Spot::Place(at!(EXTENDS))
    } else {
        Spot::Bytes(span)
    }
}

/// The option that allows the base spec `outside`: `--allow-base-dir ..`.
#[must_use]
pub fn allowing(outside: &Outside) -> String {
    let folder = printable(&outside.folder);
    format!("--allow-base-dir {}", shell::word(&folder).as_str())
}

/// Which of the files builds on which, until the first comes again.
fn circle(names: &[String]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", printable(name)))
        .collect();
    match names.as_slice() {
        [] => "a spec builds on itself".to_owned(),
        [name] => format!("{name} builds on itself"),
        [first, others @ ..] => {
            let others = [others, std::slice::from_ref(first)].concat();
            format!("{first} builds on {}", others.join(", which builds on "))
        }
    }
}

/// `text` on one line, and without what a terminal would obey.
fn printable(text: &str) -> String {
    let mut printable = String::new();
    for c in text.chars() {
        if c.is_control() {
            printable.extend(c.escape_default());
        } else {
            printable.push(c);
        }
    }
    printable
}
