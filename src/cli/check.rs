//! `tvgen check`: holds the files on disk against what their specs render.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{
    Compiler, Ending, input,
    output::Output,
    target::{self, Target},
};
use crate::{
    drift::{self, State},
    source::Source,
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
}

impl Check {
    pub(super) fn run(&self, compiler: &Compiler, output: &mut Output) -> Ending {
        self.try_run(compiler, output).unwrap_or_else(|error| {
            output.error(&format!("error: {error}"));
            Ending::Failed
        })
    }

    fn try_run(&self, compiler: &Compiler, output: &mut Output) -> Result<Ending, String> {
        let mut ending = Ending::Clean;
        let mut files = 0;
        for input in input::read(&self.specs)? {
            let outcome = compiler.compile(&input);
            output.findings(&input.source, &outcome);
            output.differences(&input.source, &outcome);
            if !outcome.differences.is_empty() {
                return Ok(Ending::Failed);
            }
            if outcome.failed() {
                ending = Ending::Found;
            }
            let folder = self.out.clone().unwrap_or(input.folder);
            let artifacts = outcome.artifacts.into_iter();
            let targets = target::read(
                artifacts
                    .map(|artifact| (folder.join(&artifact.path), artifact))
                    .collect(),
            )?;
            files += targets.len();
            for target in targets.iter().filter(|target| target.state != State::Same) {
                ending = Ending::Found;
                self.tell(&input.source, target, output);
            }
        }
        if ending == Ending::Clean {
            output.note(&format!("{files} files are what the spec says"));
        }
        Ok(ending)
    }

    /// Tells why the file of `target` differs, how, and what mends it.
    fn tell(&self, source: &Source, target: &Target, output: &mut Output) {
        let path = target.path.display();
        let (cause, force) = match target.state {
            State::Same => return,
            State::Missing => ("missing", ""),
            State::Stale => ("stale: the spec has changed since it was rendered", ""),
            State::OtherVersion => ("made by another version of tvgen", ""),
            State::Edited => ("edited by hand", " --force"),
            State::Foreign => ("not made by tvgen", " --force"),
        };
        let out = self
            .out
            .as_deref()
            .map(|out| format!(" --out {}", out.display()));
        let spec = match source.own.name.as_str() {
            "tvgen.toml" => String::new(),
            "standard input" => " -".to_owned(),
            name => format!(" {}", Path::new(name).display()),
        };
        output.result(&format!("{path}: {cause}\n"));
        output.result(&drift::diff(&target.artifact, target.disk.as_deref()));
        output.result(&format!(
            "To write what the spec says: tvgen render{spec}{} --only {}{force}\n\n",
            out.unwrap_or_default(),
            target.artifact.name
        ));
    }
}
