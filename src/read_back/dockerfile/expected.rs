//! The instructions of the plan.

use crate::plan::stages::{From, InstructionKind, Stage};

/// The instructions of `stage`, each as its keyword and its arguments.
pub(super) fn instructions(stage: &Stage) -> Vec<String> {
    let instructions = stage.blocks.iter().flat_map(|block| &block.instructions);
    instructions
        .flat_map(|instruction| describe(&instruction.kind))
        .collect()
}

fn describe(kind: &InstructionKind) -> Vec<String> {
    let word = match kind {
        InstructionKind::From { parent, name, .. } => {
            format!("FROM {} AS {}", from(parent), name.value.as_str())
        }
        InstructionKind::Workdir(path) => format!("WORKDIR {}", path.value.as_str()),
        InstructionKind::Env(variable) => {
            format!("ENV {}={}", variable.name.as_str(), variable.value.value)
        }
        InstructionKind::Shell(words) => format!("SHELL {words:?}"),
        InstructionKind::Copy(copy) => {
            let from = copy
                .from
                .iter()
                .map(|stage| format!("--from={}", from(stage)));
            let paths = copy.paths.iter().map(|path| &path.value);
            let paths = paths.chain([&copy.to]).map(|path| path.as_str().to_owned());
            format!("COPY {}", from.chain(paths).collect::<Vec<_>>().join(" "))
        }
        InstructionKind::Arg(arg) => format!("ARG {}", arg.name.as_str()),
        InstructionKind::ArgEnv(arg) => {
            format!("ENV {}=${{{}}}", arg.env.as_str(), arg.name.as_str())
        }
        InstructionKind::Run(run) => {
            let mounts = run.mounts.iter().map(|secret| {
                let variable = secret.variable.as_str();
                format!("--mount=type=secret,id={},env={variable}", secret.id)
            });
            let commands = run
                .commands()
                .map(|command| command.as_str().replace(" \\\n", " "));
            let script = commands.collect::<Vec<_>>().join(" && ");
            return super::describe_run(&mounts.collect::<Vec<_>>(), &script);
        }
        InstructionKind::User(user) => format!("USER {}:{}", user.uid, user.gid),
        InstructionKind::Expose(port) => format!("EXPOSE {}", port.value),
        InstructionKind::Healthcheck { words, .. } => format!("HEALTHCHECK CMD {words:?}"),
        InstructionKind::Cmd(words) => format!("CMD {:?}", words.value),
        InstructionKind::ShellCmd(script) => format!("CMD {:?}", ["sh", "-c", script.as_str()]),
    };
    vec![word]
}

fn from(from: &From) -> &str {
    match from {
        From::Image(image) => image.as_str(),
        From::Stage(stage) => stage.as_str(),
    }
}
