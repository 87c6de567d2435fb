//! `tvgen explain`: which key of the spec made a line of an output, which lines a key makes, and what a rule is about.

use std::path::Path;

use clap::Args;

use super::{ExitStatus, output::Output, show::read_spec};
use crate::{
    compile::Outcome,
    disk,
    drift::{self, State},
    report::{book, explain},
    rules,
    workspace::{Compiler, FORMS, Input, Subject, find_output},
};

/// Explain a line of an output, a key of the spec, or a rule
///
/// A line is explained by the keys of the spec that made it, each with its place, and by the part of tvgen that wrote
/// it, with the reason. A key is explained by the lines that it reaches, a rule by its documentation.
#[derive(Args, Debug)]
#[command(after_help = FORMS)]
pub(super) struct Explain {
    /// `FILE:LINE` of an output, a key of the spec, or the code or the name of a rule
    #[arg(value_name = "WHAT")]
    what: Option<String>,

    /// List all rules, area by area
    #[arg(long, conflicts_with_all = ["what", "spec"])]
    all: bool,

    /// The spec: a file, a folder that holds a tvgen.toml, or - for standard input [default: tvgen.toml]. Without WHAT,
    /// also a key of it; may be given twice then
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
            output.result(&book::list(rules::ALL));
            return Ok(ExitStatus::Clean);
        }
        let is_spec = |text: &&String| {
            let path = Path::new(text);
            let named = path.extension().is_some_and(|ending| ending == "toml");
            text.as_str() == "-" || named || disk::is_there(path)
        };
        let (specs, keys): (Vec<&String>, Vec<&String>) = match self.what {
            Some(_) => (self.spec.iter().collect(), Vec::new()),
            None => self.spec.iter().partition(is_spec),
        };
        let subject = match (&self.what, keys.as_slice()) {
            (Some(what), _) => Subject::parse(what)?,
            (None, [key]) => Subject::parse_key(key)?,
            (None, []) => return Err(format!("there is nothing to explain\n\n{FORMS}")),
            (None, keys) => return Err(format!("{} keys are given: name one", keys.len())),
        };
        if specs.len() > 1 {
            return Err(format!("{} specs are given: name one", specs.len()));
        }
        if let Subject::Rule(entry) = subject {
            output.result(&book::rule(entry));
            return Ok(ExitStatus::Clean);
        }
        let spec = specs.first().map(Path::new);
        let input = read_spec(spec, "explain WHAT", compiler)?;
        let outcome = compiler.trace(&input);
        if !outcome.is_clean() {
            output.outcome(&input.source, &outcome);
            if outcome.differences.is_empty() {
                output.error("Nothing is rendered, so there is nothing to explain yet.");
            }
            return Ok(ExitStatus::of(&outcome));
        }
        match subject {
            Subject::Rule(_) => {}
            Subject::Line { file, line } => explain_line(&input, &outcome, &file, line, output)?,
            Subject::Key(place) => {
                let key = explain::key(&input.source, &input.folder, &outcome.artifacts, &place);
                if let Some(whole) = key.whole {
                    output.error(&format!(
                        "note: `{place}` is read as a part of `{whole}`, whose lines these are"
                    ));
                }
                output.result(&key.text);
            }
        }
        Ok(ExitStatus::Clean)
    }
}

fn explain_line(
    input: &Input,
    outcome: &Outcome,
    file: &str,
    line: usize,
    output: &mut Output,
) -> Result<(), String> {
    let artifact = find_output(input, &outcome.artifacts, file)?;
    let text = explain::line(&input.source, &input.folder, artifact, line).ok_or_else(|| {
        let lines = artifact.text.lines().count();
        format!(
            "{} has the lines 1 to {lines}: there is no line {line}",
            artifact.path
        )
    })?;
    let disk = disk::read_if_there(&input.folder.join(&artifact.path));
    let disk = disk.map_err(|error| error.to_string())?;
    let differs = match drift::state(artifact, disk.as_deref()) {
        State::Same | State::Missing => None,
        State::Stale => Some("is out of date"),
        State::OtherVersion => Some("was made by another version of tvgen"),
        State::Edited => Some("was edited by hand"),
        State::Foreign => Some("was not made by tvgen"),
        State::Orphaned => Some("is left over from an earlier spec"),
    };
    if let Some(differs) = differs {
        output.error(&format!(
            "note: {} {differs}; the lines are counted in the file that the spec renders",
            artifact.path
        ));
    }
    output.result(&text);
    Ok(())
}
