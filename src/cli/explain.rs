//! `tvgen explain`: the keys behind a line of an output, the lines that a key affects, or the documentation of a rule.

use std::path::Path;

use clap::Args;

use super::{ExitStatus, output::Output, show::read_spec};
use crate::{
    compile::Outcome,
    disk,
    drift::{self, State},
    report::{explain, rule_page},
    rules,
    workspace::{Compiler, LoadedSpec, SUBJECT_HELP, Subject, find_output},
};

/// Explain a line of an output, a key of the spec, or a rule
///
/// For a line, prints the keys of the spec that it comes from, each with its location, and why tvgen writes it. For a
/// key, lists the lines that it affects. For a rule, shows its documentation.
#[derive(Args, Debug)]
#[command(after_long_help = format!("{SUBJECT_HELP}

Exit status:
  0  Success
  1  The spec has errors
  2  The line, key or rule does not exist, or the spec could not be read"))]
pub(super) struct Explain {
    /// `FILE:LINE` of an output, a key of the spec, or the code or name of a rule
    #[arg(value_name = "WHAT")]
    what: Option<String>,

    /// List all rules
    #[arg(long, conflicts_with_all = ["what", "spec"])]
    all: bool,

    /// The spec: a file, a folder with a `tvgen.toml`, or `-` for standard input [default: tvgen.toml]
    ///
    /// Without WHAT, `--spec KEY` explains a key of the spec, and `--spec SPEC --spec KEY` a key of another spec.
    #[arg(long, value_name = "SPEC|KEY", allow_hyphen_values = true)]
    spec: Vec<String>,
}

impl Explain {
    pub(super) fn run(
        &self,
        compiler: &Compiler,
        output: &mut Output,
    ) -> Result<ExitStatus, String> {
        if self.all {
            output.text(&rule_page::format_rule_list(rules::ALL, output.width()));
            return Ok(ExitStatus::Clean);
        }
        let is_spec = |text: &&String| {
            let path = Path::new(text);
            let named = path.extension().is_some_and(|ending| ending == "toml");
            text.as_str() == "-" || named || disk::exists(path)
        };
        let (specs, keys): (Vec<&String>, Vec<&String>) = match self.what {
            Some(_) => (self.spec.iter().collect(), Vec::new()),
            None => self.spec.iter().partition(is_spec),
        };
        let subject = match (&self.what, keys.as_slice()) {
            (Some(what), _) => Subject::parse(what)?,
            (None, [key]) => Subject::parse_key(key)?,
            (None, []) => {
                return Err(format!(
                    "nothing to explain: name a line, a key or a rule\n\n{SUBJECT_HELP}"
                ));
            }
            (None, keys) => return Err(format!("expected one key, got {}", keys.len())),
        };
        if specs.len() > 1 {
            return Err(format!("expected one spec, got {}", specs.len()));
        }
        if let Subject::Rule(entry) = subject {
            output.text(&rule_page::format_rule(entry, output.width()));
            return Ok(ExitStatus::Clean);
        }
        let spec = specs.first().map(Path::new);
        let input = read_spec(spec, "explain WHAT", compiler)?;
        let outcome = compiler.trace(&input);
        if !outcome.is_clean() {
            output.outcome(&input.source, &outcome);
            if outcome.differences.is_empty() {
                output.error("The spec has errors, so there is nothing to explain yet.");
            }
            return Ok(ExitStatus::from_outcome(&outcome));
        }
        match subject {
            Subject::Rule(_) => {}
            Subject::Line { file, line } => explain_line(&input, &outcome, &file, line, output)?,
            Subject::Key(place) => {
                let key = explain::describe_key(
                    &input.source,
                    &input.folder,
                    &outcome.artifacts,
                    &place,
                    output.width(),
                );
                if let Some(whole) = key.part_of {
                    output.error(&format!(
                        "note: `{place}` is part of `{whole}`; these are the lines of `{whole}`"
                    ));
                }
                output.text(&key.text);
            }
        }
        Ok(ExitStatus::Clean)
    }
}

fn explain_line(
    input: &LoadedSpec,
    outcome: &Outcome,
    file: &str,
    line: usize,
    output: &mut Output,
) -> Result<(), String> {
    let artifact = find_output(input, &outcome.artifacts, file)?;
    let text = explain::describe_line(&input.source, &input.folder, artifact, line, output.width())
        .ok_or_else(|| {
            let lines = artifact.text.lines().count();
            format!(
                "{} has {lines} lines: line {line} does not exist",
                artifact.path
            )
        })?;
    let disk = disk::read_if_exists(&input.folder.join(&artifact.path));
    let disk = disk.map_err(|error| error.to_string())?;
    let differs = match drift::classify(artifact, disk.as_deref()) {
        State::UpToDate | State::Missing => None,
        State::Stale => Some("is out of date"),
        State::OtherVersion => Some("was generated by another version of tvgen"),
        State::Edited => Some("was edited by hand"),
        State::Foreign => Some("was not generated by tvgen"),
        State::Orphaned => Some("is orphaned"),
    };
    if let Some(differs) = differs {
        output.error(&format!(
            "note: {} {differs}; line numbers refer to the rendered file",
            artifact.path
        ));
    }
    output.text(&text);
    Ok(())
}
