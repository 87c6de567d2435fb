//! The outputs of the page's service, each read by a reader of its own language.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use parse_dockerfile::{Command, Instruction, Source, UnescapedString};
use serde_yaml::Value;
use tvgen::artifact::Artifact;

use super::{
    claim::{Place, Shown},
    makefile::Made,
};
use crate::support::{artifact, rendered, step};

/// What the spec of the page renders.
pub struct Outputs {
    artifacts: Vec<Artifact>,
    /// The instructions of the Dockerfile, as its parser reads them.
    instructions: Vec<Read>,
    /// The workflow, as a YAML reader reads it.
    pub yaml: Value,
    /// What make did, by branch and arguments.
    pub made: RefCell<BTreeMap<String, Rc<Made>>>,
}

/// An instruction of the Dockerfile.
struct Read {
    stage: String,
    /// In one line: `COPY --from=builder /app /app`.
    text: String,
    /// The commands of a `RUN`, in one line each.
    commands: Vec<String>,
    line: usize,
}

impl Outputs {
    pub fn of(spec: &str) -> Self {
        let artifacts = rendered(spec);
        let instructions = read(&artifact(&artifacts, "dockerfile").text);
        let yaml = step::workflow(&artifacts, "workflow");
        Self {
            artifacts,
            instructions,
            yaml,
            made: RefCell::default(),
        }
    }

    /// The text of the output `name`.
    pub fn text(&self, name: &str) -> &str {
        &artifact(&self.artifacts, name).text
    }

    /// The path of the output `name`.
    pub fn path(&self, name: &str) -> &str {
        &artifact(&self.artifacts, name).path
    }

    /// The first line of `name` at or below the line `from` that holds `text`.
    pub fn line(&self, name: &str, from: usize, text: &str) -> Shown {
        let (index, line) = self
            .text(name)
            .lines()
            .enumerate()
            .skip(from - 1)
            .find(|(_, line)| line.contains(text))?;
        Some(vec![Place::Line {
            file: self.path(name).rsplit('/').next()?.to_owned(),
            number: index + 1,
            text: line.trim().to_owned(),
        }])
    }

    /// The instruction `text` of the stage `stage`.
    pub fn instruction(&self, stage: &str, text: &str) -> Shown {
        let found = self.of_stage(stage).find(|read| read.text == text)?;
        self.line("dockerfile", found.line, "")
    }

    /// The command of a `RUN` of the stage `stage` that is `text`, or begins with it where it ends in a space.
    pub fn command(&self, stage: &str, text: &str) -> Shown {
        let fits = |command: &String| {
            command == text || (text.ends_with(' ') && command.starts_with(text))
        };
        let found = self
            .of_stage(stage)
            .find(|read| read.commands.iter().any(fits))?;
        self.line("dockerfile", found.line, text.trim_end())
    }

    /// How many instructions of the stage `stage` begin with `keyword`.
    pub fn count(&self, stage: &str, keyword: &str) -> usize {
        self.of_stage(stage)
            .filter(|read| read.text.starts_with(keyword))
            .count()
    }

    fn of_stage(&self, stage: &str) -> impl Iterator<Item = &Read> {
        self.instructions
            .iter()
            .filter(move |read| read.stage == stage)
    }
}

fn read(text: &str) -> Vec<Read> {
    let dockerfile = parse_dockerfile::parse(text).expect("a Dockerfile");
    let mut stage = String::new();
    let mut all = Vec::new();
    for instruction in &dockerfile.instructions {
        let Some((start, written)) = written(instruction) else {
            continue;
        };
        if let Instruction::From(from) = instruction {
            let (_, name) = from.as_.as_ref().expect("a stage has a name");
            stage = name.value.to_string();
        }
        let commands = written.strip_prefix("RUN ").unwrap_or_default();
        all.push(Read {
            stage: stage.clone(),
            commands: commands.split(" && ").map(str::to_owned).collect(),
            text: written,
            line: text[..start].lines().count() + 1,
        });
    }
    all
}

/// Where an instruction of a kind that the page has begins, and its parsed parts in one line.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's instructions may become more"
)]
fn written(instruction: &Instruction<'_>) -> Option<(usize, String)> {
    let joined = |parts: &[UnescapedString<'_>]| {
        let parts: Vec<_> = parts.iter().map(|part| part.value.as_ref()).collect();
        parts.join(" ")
    };
    let written = match instruction {
        Instruction::From(from) => {
            let (_, name) = from.as_.as_ref().expect("a stage has a name");
            let text = format!("FROM {} AS {}", from.image.value, name.value);
            (from.from.span.start, text)
        }
        Instruction::Copy(copy) => {
            let mut words = vec!["COPY".to_owned()];
            for option in &copy.options {
                let value = option.value.as_ref().expect("an option has a value");
                words.push(format!("--{}={}", option.name.value, value.value));
            }
            words.extend(copy.src.iter().map(|source| match source {
                Source::Path(path) => path.value.to_string(),
                other => panic!("not a path: {other:?}"),
            }));
            words.push(copy.dest.value.to_string());
            (copy.copy.span.start, words.join(" "))
        }
        Instruction::Run(run) => (run.run.span.start, command("RUN", &run.arguments)),
        Instruction::Cmd(cmd) => (cmd.cmd.span.start, command("CMD", &cmd.arguments)),
        Instruction::Workdir(workdir) => {
            let text = format!("WORKDIR {}", workdir.arguments.value);
            (workdir.workdir.span.start, text)
        }
        Instruction::Expose(expose) => {
            let text = format!("EXPOSE {}", joined(&expose.arguments));
            (expose.expose.span.start, text)
        }
        Instruction::User(user) => {
            let text = format!("USER {}", user.arguments.value);
            (user.user.span.start, text)
        }
        Instruction::Arg(arg) => {
            let text = format!("ARG {}", arg.arguments.value);
            (arg.arg.span.start, text)
        }
        Instruction::Env(env) => {
            let text = format!("ENV {}", env.arguments.value);
            (env.env.span.start, text)
        }
        _ => return None, // the page has none of the others
    };
    Some(written)
}

/// A shell's command in one line; words without a shell as a list.
fn command(keyword: &str, command: &Command<'_>) -> String {
    match command {
        Command::Shell(script) => {
            let words = script.value.split_whitespace().filter(|word| *word != "\\");
            format!("{keyword} {}", words.collect::<Vec<_>>().join(" "))
        }
        Command::Exec(words) => {
            let words: Vec<_> = words.value.iter().map(|word| word.value.as_ref()).collect();
            format!("{keyword} {words:?}")
        }
        other => panic!("neither a script nor words: {other:?}"),
    }
}
