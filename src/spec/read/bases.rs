//! Reports base specs that cannot be loaded.

use super::Reader;
use crate::{
    finding::{Finding, Location, Severity, did_you_mean, find_nearest},
    lang::{line::first_break, shell},
    place,
    source::{
        Span,
        base::{EXTENDS, MAX_BASES, MissingBase, MissingBaseReason, OutsideBase},
        merge::{MAX_ITEMS, UnresolvedSpread},
    },
};

/// The fix for a missing path.
const PATH_HELP: &str =
    "write the path of the base spec, relative to this file: `extends = \"../platform.toml\"`";

/// The fix for a path that is not a readable spec.
const READABLE_HELP: &str =
    "write the path of a readable spec, or of a folder that contains a `tvgen.toml`";

impl Reader {
    /// Reports a base spec that cannot be loaded.
    pub(super) fn report_missing_base(&mut self, missing: &MissingBase) {
        let location = extends_location(missing.span);
        match &missing.reason {
            MissingBaseReason::NotAString(kind) => {
                self.report_wrong_type_of_extends(kind, missing.span);
            }
            MissingBaseReason::Empty => {
                self.report_unknown_base("`extends` is empty".to_owned(), location, PATH_HELP);
            }
            // Reading the spec itself reports this.
            MissingBaseReason::Unreadable { path, .. }
                if missing.span.file == 0 && first_break(path).is_some() => {}
            MissingBaseReason::Unreadable {
                path,
                reason: None,
                candidates,
            } => {
                let path = escape_control(path);
                let near = find_nearest(&path, candidates.iter().map(String::as_str));
                let help = near.map_or_else(|| PATH_HELP.to_owned(), did_you_mean);
                self.report_unknown_base(
                    format!("the base spec `{path}` does not exist"),
                    location,
                    &help,
                );
            }
            MissingBaseReason::Unreadable {
                path,
                reason: Some(reason),
                ..
            } => {
                let message = format!(
                    "`{}` cannot be read: {}",
                    escape_control(path),
                    escape_control(reason)
                );
                self.report_unknown_base(message, location, READABLE_HELP);
            }
            MissingBaseReason::Outside { path, outside } => {
                let boundary = if outside.in_git {
                    "the git repository of this spec"
                } else {
                    "the folder of this spec, which is not in a git repository"
                };
                let message = format!("`{}` is outside {boundary}", escape_control(path));
                let help = format!(
                    "move it inside, or pass `{}`",
                    allow_base_dir_option(outside)
                );
                self.report_unknown_base(message, location, &help);
            }
            MissingBaseReason::Cycle(names) => {
                let help = if names.len() < 2 {
                    "remove `extends`, or name another spec"
                } else {
                    "remove `extends` from one of these specs"
                };
                self.report_cycle(describe_cycle(names), "closes the cycle", location)
                    .help(help);
            }
            MissingBaseReason::TooManyBases => {
                let message = format!("more than {MAX_BASES} base specs");
                self.report_cycle(message, "over the limit", location)
                    .help("merge some of the base specs");
            }
        }
    }

    fn report_unknown_base(&mut self, message: String, location: Location, help: &str) {
        self.report("TV0009", "unknown-base-spec", location, message)
            .label("not a usable base spec")
            .help(help);
    }

    fn report_cycle(&mut self, message: String, label: &str, location: Location) -> &mut Finding {
        let finding = self.report("TV0010", "base-spec-cycle", location, message);
        finding.label(label)
    }

    /// Reports that `extends` is not a string; in the spec itself, the schema check reports it.
    fn report_wrong_type_of_extends(&mut self, kind: &str, span: Span) {
        if span.file > 0 {
            let message = format!("`{EXTENDS}` is {kind}, not a string");
            self.report("TV0003", "wrong-type", Location::Bytes(span), message)
                .label("expected a string")
                .help(PATH_HELP);
        }
    }

    /// Reports a `"..."` that cannot be expanded; `has_base`: the spec has a base spec.
    pub(super) fn report_unresolved_spread(&mut self, spread: &UnresolvedSpread, has_base: bool) {
        let array = &spread.array;
        let (message, help) = match spread.items {
            Some(items) => (
                format!("`{array}` would have {items} items, including inherited ones"),
                format!("remove `...`: the limit is {MAX_ITEMS} items"),
            ),
            None if has_base => (
                format!("`{array}` inherits no items for `...`"),
                format!("remove `...`, or set `{array}` in the base spec"),
            ),
            None => (
                format!("`{array}` inherits no items for `...`"),
                "remove `...`, or name a base spec: `extends = \"../platform.toml\"`".to_owned(),
            ),
        };
        let finding = self.report(
            "TV0011",
            "spread-without-base",
            Location::Bytes(spread.span),
            message,
        );
        finding.label("ignored").help(help);
        finding.severity = Severity::Warning;
    }
}

/// The location of `extends`: its key in the spec itself, its bytes in a base spec.
fn extends_location(span: Span) -> Location {
    if span.file == 0 {
        Location::Place(place!(EXTENDS))
    } else {
        Location::Bytes(span)
    }
}

/// The option that allows the base spec `outside`: `--allow-base-dir ..`.
#[must_use]
pub fn allow_base_dir_option(outside: &OutsideBase) -> String {
    let folder = escape_control(&outside.folder);
    format!("--allow-base-dir {}", shell::quote(&folder).as_str())
}

/// Describes the cycle of `extends` through the specs `names`.
fn describe_cycle(names: &[String]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", escape_control(name)))
        .collect();
    match names.as_slice() {
        [] => "a spec extends itself".to_owned(),
        [name] => format!("{name} extends itself"),
        [first, others @ ..] => {
            let others = [others, std::slice::from_ref(first)].concat();
            format!("{first} extends {}", others.join(", which extends "))
        }
    }
}

/// Escapes the control characters in `text`.
fn escape_control(text: &str) -> String {
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
