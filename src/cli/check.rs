//! `tvgen check`: holds the files on disk against what their specs render.

use std::path::PathBuf;

use clap::Args;

use super::{
    Compiler, Ending,
    format::Reporting,
    input::{self, NAME, STANDARD_INPUT},
    output::Output,
    target::{self, Target},
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
        let mut files = 0;
        for input in inputs.readable {
            let outcome = compiler.compile(&input);
            output.outcome(&input.source, &outcome);
            ending = ending.max(Ending::of(&outcome));
            let folder = self.out.clone().unwrap_or(input.folder);
            let artifacts = outcome.artifacts.into_iter();
            let artifacts = artifacts.map(|artifact| (folder.join(&artifact.path), artifact));
            match target::read(&input.source, artifacts.collect()) {
                Ok(targets) => {
                    files += targets.len();
                    ending = ending.max(self.tell(&targets, output));
                }
                Err(error) => {
                    output.failure(&error);
                    ending = Ending::Failed;
                }
            }
        }
        if ending == Ending::Clean {
            output.note(&format!("{files} files are what the spec says"));
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
                drift.help = Some(format!(
                    "To write what the spec says: {}",
                    self.mend(target)
                ));
            }
            output.result(&report::drift::text(&drift));
            output.drift(drift);
        }
        ending
    }

    /// The command that makes the file of `target` what the spec says.
    fn mend(&self, target: &Target) -> String {
        let mut words = vec!["tvgen", "render"];
        match target.spec.as_str() {
            NAME => {}
            STANDARD_INPUT => words.push("-"),
            name => words.push(name),
        }
        let out = self.out.as_deref().map(|out| out.display().to_string());
        if let Some(out) = &out {
            words.extend(["--out", out]);
        }
        words.extend(["--only", target.artifact.name]);
        if !target.state.is_ours() {
            words.push("--force");
        }
        let words: Vec<Text<Shell>> = words.into_iter().map(shell::word).collect();
        shell::words(&words).as_str().to_owned()
    }
}
