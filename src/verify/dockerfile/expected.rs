//! Describes the instructions of the plan.

use super::{DescribedInstruction, STAGES, describe_copy, describe_run, describe_words};
use crate::{
    lang::shell::Path,
    plan::stages::{From, InstructionKind, Stage},
};

/// The instructions of `stage`, in order.
pub(super) fn instructions(stage: &Stage) -> Vec<DescribedInstruction> {
    let instructions = stage.blocks.iter().flat_map(|block| &block.instructions);
    instructions
        .map(|instruction| describe(&instruction.kind))
        .collect()
}

fn describe(kind: &InstructionKind) -> DescribedInstruction {
    match kind {
        InstructionKind::From { parent, .. } => describe_words("FROM", STAGES, [from(parent)]),
        InstructionKind::Workdir(path) => {
            describe_words("WORKDIR", "the working directory", [path.value.as_str()])
        }
        InstructionKind::Env(variable) => {
            let word = format!("{}={}", variable.name.as_str(), variable.value.value);
            describe_words("ENV", "the variables", [word])
        }
        InstructionKind::Shell(words) => {
            describe_words("SHELL", "the shell", words.iter().copied())
        }
        InstructionKind::Copy(copy) => {
            let paths = copy.paths.iter().map(|path| &path.value);
            let paths = paths.chain([&copy.to]).map(Path::as_str);
            describe_copy(paths.collect(), copy.from.as_ref().map(from), &[])
        }
        InstructionKind::Arg(arg) => describe_words("ARG", "the arguments", [arg.name.as_str()]),
        InstructionKind::ArgEnv(arg) => {
            let word = format!("{}=${{{}}}", arg.env.as_str(), arg.name.as_str());
            describe_words("ENV", "the variables", [word])
        }
        InstructionKind::Run(run) => {
            let mounts = run.mounts.iter().map(|secret| {
                let variable = secret.variable.as_str();
                format!("type=secret,id={},env={variable}", secret.id)
            });
            let commands = run.commands();
            let commands = commands.map(|command| command.as_str().replace(" \\\n", " "));
            describe_run(mounts, &commands.collect::<Vec<_>>().join(" && "))
        }
        InstructionKind::User(user) => {
            describe_words("USER", "the user", [format!("{}:{}", user.uid, user.gid)])
        }
        InstructionKind::Expose(port) => {
            describe_words("EXPOSE", "the ports", [port.value.to_string()])
        }
        InstructionKind::Healthcheck { words, .. } => {
            describe_words("HEALTHCHECK", "the health check", words)
        }
        InstructionKind::Cmd(words) => describe_words("CMD", "the command", &words.value),
        InstructionKind::ShellCmd(script) => {
            describe_words("CMD", "the command", ["sh", "-c", script.as_str()])
        }
    }
}

fn from(from: &From) -> &str {
    match from {
        From::Image(image) => image.as_str(),
        From::Stage(stage) => stage.as_str(),
    }
}
