//! The commands that fix a file that differs.

use std::path::Path;

use crate::{
    drift::State,
    lang::{
        Text,
        shell::{self, Shell},
    },
    workspace::{NAME, Orphan, STANDARD_INPUT, Target},
};

/// The command line of `tvgen` with `arguments`.
#[must_use]
pub fn tvgen<'a>(arguments: impl IntoIterator<Item = &'a str>) -> String {
    let arguments = ["tvgen"].into_iter().chain(arguments);
    let words: Vec<Text<Shell>> = arguments.map(shell::word).collect();
    shell::words(&words).as_str().to_owned()
}

/// How to update the file of `target` or its spec; outputs are below `out`, if that is set.
#[must_use]
pub fn target(target: &Target, out: Option<&Path>) -> String {
    let only = ["--only", target.artifact.name];
    let force = ["--only", target.artifact.name, "--force"];
    let render = |options: &[&str]| command("render", &target.spec, out, options);
    match target.state {
        State::Edited if target.is_edited_from_spec() && target.spec != STANDARD_INPUT => {
            format!(
                "To keep this edit: {}\nTo drop it: {}",
                command("absorb", &target.spec, out, &[]),
                render(&force)
            )
        }
        State::Edited if target.is_behind() => format!(
            "To take the edit into the spec, put that back as it was, absorb, and change it again.\nTo drop it: {}",
            render(&force)
        ),
        State::Edited | State::Foreign | State::Orphaned => {
            format!("To write what the spec says over it: {}", render(&force))
        }
        State::Same | State::Missing | State::Stale | State::OtherVersion => {
            format!("To write what the spec says: {}", render(&only))
        }
    }
}

/// How to remove `orphan`.
#[must_use]
pub fn orphan(orphan: &Orphan, out: Option<&Path>) -> String {
    if orphan.is_intact {
        let prune = command("render", &orphan.spec, out, &["--prune"]);
        format!("To remove it: {prune}")
    } else {
        "It was edited by hand, too, so tvgen does not remove it: keep what you need of it, then delete it."
            .to_owned()
    }
}

/// The command `name` of tvgen for the spec `spec`, with `options`.
fn command(name: &str, spec: &str, out: Option<&Path>, options: &[&str]) -> String {
    let spec = match spec {
        NAME => None,
        STANDARD_INPUT => Some("-"),
        path => Some(path),
    };
    let out = out.map(|out| out.display().to_string());
    let out = out.iter().flat_map(|out| ["--out", out]);
    let options = options.iter().copied();
    tvgen([name].into_iter().chain(spec).chain(out).chain(options))
}
