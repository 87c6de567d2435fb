//! `tvgen check`: holds the files on disk against what their specs render.

use std::path::PathBuf;

use clap::Args;

use super::{
    Compiler, Ending,
    format::Reporting,
    input::{self, NAME, STANDARD_INPUT},
    orphans::{self, Orphan},
    output::Output,
    target::{Files, Target},
};
use crate::{
    drift::State,
    lang::{
        Text,
        shell::{self, Shell},
    },
    report,
};

/// Hold the files on disk against what their specs render
///
/// Nothing is written. For each file that differs: the cause, a diff, and the command that mends it.
#[derive(Args, Debug)]
pub(super) struct Check {
    /// Specs: files, folders that hold a tvgen.toml, or - for standard input [default: tvgen.toml]
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,

    /// Look below DIR instead of the spec's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Check {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        let inputs = input::read(&self.specs, "check", output);
        let mut ending = inputs.ending();
        let (mut files, mut differing) = (0, 0);
        for input in inputs.readable {
            let folder = self.out.clone().unwrap_or_else(|| input.folder.clone());
            let its = Files::below(&folder);
            let outcome = compiler.compile_beside(&input, &its);
            output.outcome(&input.source, &outcome);
            ending = ending.max(Ending::of(&outcome));
            let orphans = orphans::find(&input, &folder, &outcome);
            let (targets, errors) = its.targets(&input.source, outcome.artifacts);
            for error in errors {
                output.failure(&error);
                ending = Ending::Failed;
            }
            let differs = |target: &&Target| target.state != State::Same;
            files += targets.len();
            differing += targets.iter().filter(differs).count();
            ending = ending.max(self.tell(&targets, output));
            ending = ending.max(self.orphans(&orphans, output));
        }
        if ending == Ending::Clean {
            output.note(&format!("{files} files are what the spec says"));
        } else if differing > 0 {
            output.note(&format!(
                "{differing} of {files} files are not what the spec says"
            ));
        }
        ending
    }

    /// Tells why each file of `targets` differs, how, and what mends it.
    fn tell(&self, targets: &[Target], output: &mut Output) -> Ending {
        let mut ending = Ending::Clean;
        for target in targets {
            let mut drift = target.drift();
            if target.state != State::Same {
                ending = Ending::Found;
                drift.help = Some(self.mend(target));
            }
            output.result(&report::drift::text(&drift));
            output.drift(drift);
        }
        ending
    }

    /// Tells of each of `orphans`, and what to do about it.
    fn orphans(&self, orphans: &[Orphan], output: &mut Output) -> Ending {
        let mut ending = Ending::Clean;
        for orphan in orphans {
            let mut drift = orphan.drift();
            drift.help = Some(if orphan.is_intact {
                format!(
                    "To remove it: {}",
                    self.command("render", &drift.spec, &["--prune"])
                )
            } else {
                "It was edited by hand, too, so tvgen does not remove it: keep what you need of it, then delete it."
                    .to_owned()
            });
            output.result(&report::drift::text(&drift));
            output.drift(drift);
            ending = Ending::Found;
        }
        ending
    }

    /// What makes the file of `target` what the spec says, or the spec what the file says.
    fn mend(&self, target: &Target) -> String {
        let only = ["--only", target.artifact.name];
        let force = ["--only", target.artifact.name, "--force"];
        let render = |options: &[&str]| self.command("render", &target.spec, options);
        match target.state {
            State::Edited if target.is_edited_from_spec() && target.spec != STANDARD_INPUT => {
                format!(
                    "To take into the spec what that can say of it: {}\nTo drop it: {}",
                    self.command("absorb", &target.spec, &[]),
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

    /// The command `name` of tvgen for the spec `spec`, with `options`.
    fn command(&self, name: &str, spec: &str, options: &[&str]) -> String {
        let mut words = vec!["tvgen", name];
        match spec {
            NAME => {}
            STANDARD_INPUT => words.push("-"),
            path => words.push(path),
        }
        let out = self.out.as_deref().map(|out| out.display().to_string());
        if let Some(out) = &out {
            words.extend(["--out", out]);
        }
        words.extend(options);
        let words: Vec<Text<Shell>> = words.into_iter().map(shell::word).collect();
        shell::words(&words).as_str().to_owned()
    }
}
