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
        InstructionKind::SearchPath(folders) => {
            let folders = folders.iter().map(|folder| folder.value.as_str());
            let all: Vec<&str> = folders.chain(["${PATH}"]).collect();
            let word = format!("PATH={}", all.join(":"));
            describe_words("ENV", "the variables", [word])
        }
        InstructionKind::Shell(words) => {
            describe_words("SHELL", "the shell", words.iter().copied())
        }
        InstructionKind::Copy(copy) => {
            let paths = copy.paths.iter().map(|path| &path.value);
            let paths = paths.chain([&copy.to]).map(Path::as_str);
            let owner = copy
                .owner
                .iter()
                .map(|owner| format!("--chown={}", owner.value));
            let mode = copy
                .mode
                .iter()
                .map(|mode| format!("--chmod={}", mode.value));
            let flags: Vec<String> = owner.chain(mode).collect();
            describe_copy(paths.collect(), copy.from.as_ref().map(from), &flags)
        }
        InstructionKind::Arg(arg) => {
            let default = arg.default.as_ref();
            let default = default.map_or(String::new(), |default| format!("={}", default.value));
            let word = format!("{}{default}", arg.name.as_str());
            describe_words("ARG", "the arguments", [word])
        }
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
        InstructionKind::Volume(volumes) => {
            let paths = volumes.iter().map(|path| path.value.as_str());
            describe_words("VOLUME", "the volumes", paths)
        }
        InstructionKind::Expose(port) => {
            describe_words("EXPOSE", "the ports", [port.value.to_string()])
        }
        InstructionKind::Healthcheck { words, .. } => {
            describe_words("HEALTHCHECK", "the health check", words)
        }
        InstructionKind::Entrypoint(words) => {
            describe_words("ENTRYPOINT", "the entrypoint", &words.value)
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
