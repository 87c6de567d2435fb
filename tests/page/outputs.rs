//! The outputs of the page's service, parsed by independent parsers.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use parse_dockerfile::{Command, Instruction, Source, UnescapedString};
use serde_yaml::Value;
use tvgen::artifact::Artifact;

use super::{
    claim::{Evidence, Place},
    makefile::MakeRun,
};
use crate::support::{find_artifact, render_spec, step};

/// The outputs of the page's spec.
pub struct Outputs {
    artifacts: Vec<Artifact>,
    /// The parsed instructions of the Dockerfile.
    instructions: Vec<ParsedInstruction>,
    /// The parsed workflow.
    pub yaml: Value,
    /// The runs of make, by branch and arguments.
    pub make_runs: RefCell<BTreeMap<String, Rc<MakeRun>>>,
}

/// An instruction of the Dockerfile.
struct ParsedInstruction {
    stage: String,
    /// In one line: `COPY --from=builder /app /app`.
    text: String,
    /// The commands of a `RUN`, one line each.
    commands: Vec<String>,
    line: usize,
}

impl Outputs {
    pub fn render(spec: &str) -> Self {
        let artifacts = render_spec(spec);
        let instructions = parse_instructions(&find_artifact(&artifacts, "dockerfile").text);
        let yaml = step::workflow(&artifacts, "workflow");
        Self {
            artifacts,
            instructions,
            yaml,
            make_runs: RefCell::default(),
        }
    }

    /// The text of the output `name`.
    pub fn text(&self, name: &str) -> &str {
        &find_artifact(&self.artifacts, name).text
    }

    /// The path of the output `name`.
    pub fn path(&self, name: &str) -> &str {
        &find_artifact(&self.artifacts, name).path
    }

    /// The first line of `name` at or below the line `from` that contains `text`.
    pub fn line(&self, name: &str, from: usize, text: &str) -> Evidence {
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
    pub fn instruction(&self, stage: &str, text: &str) -> Evidence {
        let found = self
            .stage_instructions(stage)
            .find(|instruction| instruction.text == text)?;
        self.line("dockerfile", found.line, "")
    }

    /// The command `text` of a `RUN` in the stage `stage`; if `text` ends in a space, the command that begins with it.
    pub fn command(&self, stage: &str, text: &str) -> Evidence {
        let matches = |command: &String| {
            command == text || (text.ends_with(' ') && command.starts_with(text))
        };
        let found = self
            .stage_instructions(stage)
            .find(|instruction| instruction.commands.iter().any(matches))?;
        self.line("dockerfile", found.line, text.trim_end())
    }

    /// The number of instructions in the stage `stage` that begin with `keyword`.
    pub fn count(&self, stage: &str, keyword: &str) -> usize {
        self.stage_instructions(stage)
            .filter(|instruction| instruction.text.starts_with(keyword))
            .count()
    }

    fn stage_instructions(&self, stage: &str) -> impl Iterator<Item = &ParsedInstruction> {
        self.instructions
            .iter()
            .filter(move |instruction| instruction.stage == stage)
    }
}

fn parse_instructions(text: &str) -> Vec<ParsedInstruction> {
    let dockerfile = parse_dockerfile::parse(text).expect("a Dockerfile");
    let mut stage = String::new();
    let mut all = Vec::new();
    for instruction in &dockerfile.instructions {
        let Some((start, line)) = format_instruction(instruction) else {
            continue;
        };
        if let Instruction::From(from) = instruction {
            let (_, name) = from.as_.as_ref().expect("a stage has a name");
            stage = name.value.to_string();
        }
        let commands = line.strip_prefix("RUN ").unwrap_or_default();
        all.push(ParsedInstruction {
            stage: stage.clone(),
            commands: commands.split(" && ").map(str::to_owned).collect(),
            text: line,
            line: text[..start].lines().count() + 1,
        });
    }
    all
}

/// The offset of an instruction and its parsed parts in one line; `None` for instructions that the page does not use.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser may add instructions"
)]
fn format_instruction(instruction: &Instruction<'_>) -> Option<(usize, String)> {
    let joined = |parts: &[UnescapedString<'_>]| {
        let parts: Vec<_> = parts.iter().map(|part| part.value.as_ref()).collect();
        parts.join(" ")
    };
    let formatted = match instruction {
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
        Instruction::Run(run) => (run.run.span.start, format_command("RUN", &run.arguments)),
        Instruction::Cmd(cmd) => (cmd.cmd.span.start, format_command("CMD", &cmd.arguments)),
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
        _ => return None,
    };
    Some(formatted)
}

/// A shell command in one line, or an exec form as a list.
fn format_command(keyword: &str, command: &Command<'_>) -> String {
    match command {
        Command::Shell(script) => {
            let words = script.value.split_whitespace().filter(|word| *word != "\\");
            format!("{keyword} {}", words.collect::<Vec<_>>().join(" "))
        }
        Command::Exec(words) => {
            let words: Vec<_> = words.value.iter().map(|word| word.value.as_ref()).collect();
            format!("{keyword} {words:?}")
        }
        other => panic!("unknown command form: {other:?}"),
    }
}
