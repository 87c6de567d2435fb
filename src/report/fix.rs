//! The commands that fix a file that differs.

use std::path::Path;

use crate::{
    drift::State,
    lang::{
        Text,
        shell::{self, Shell},
    },
    workspace::{Orphan, SPEC_FILE, STANDARD_INPUT, Target},
};

/// The command line `tvgen` with `arguments`.
#[must_use]
pub fn tvgen_command<'a>(arguments: impl IntoIterator<Item = &'a str>) -> String {
    let arguments = ["tvgen"].into_iter().chain(arguments);
    let words: Vec<Text<Shell>> = arguments.map(shell::quote).collect();
    shell::join_words(&words).as_str().to_owned()
}

/// How to fix the file of `target` or its spec. Outputs are below `out`, if that is set.
#[must_use]
pub fn suggest_fix(target: &Target, out: Option<&Path>) -> String {
    let only = ["--only", target.artifact.name];
    let force = ["--only", target.artifact.name, "--force"];
    let render = |options: &[&str]| command("render", &target.spec, out, options);
    match target.state {
        State::Edited if target.is_absorbable() && target.spec != STANDARD_INPUT => {
            format!(
                "To keep this edit: {}\nTo discard it: {}",
                command("absorb", &target.spec, out, &[]),
                render(&force)
            )
        }
        State::Edited if target.is_behind() => format!(
            "To keep this edit, restore the previous spec, run `tvgen absorb`, then change the spec again.\nTo discard it: {}",
            render(&force)
        ),
        State::Edited | State::Foreign | State::Orphaned => {
            format!("To replace it: {}", render(&force))
        }
        State::Missing => format!("To create it: {}", render(&only)),
        State::UpToDate | State::Stale | State::OtherVersion => {
            format!("To update it: {}", render(&only))
        }
    }
}

/// How to remove `orphan`.
#[must_use]
pub fn suggest_removal(orphan: &Orphan, out: Option<&Path>) -> String {
    if orphan.is_intact {
        let prune = command("render", &orphan.spec, out, &["--prune"]);
        format!("To remove it: {prune}")
    } else {
        "It was also edited by hand, so tvgen does not remove it: save what you need, then delete it."
            .to_owned()
    }
}

/// The command `name` of tvgen for the spec `spec`, with `options`.
fn command(name: &str, spec: &str, out: Option<&Path>, options: &[&str]) -> String {
    let spec = match spec {
        SPEC_FILE => None,
        STANDARD_INPUT => Some("-"),
        path => Some(path),
    };
    let out = out.map(|out| out.display().to_string());
    let out = out.iter().flat_map(|out| ["--out", out]);
    let options = options.iter().copied();
    tvgen_command([name].into_iter().chain(spec).chain(out).chain(options))
}
