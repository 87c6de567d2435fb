//! The blocks of a stage, in order.

mod builder;
mod packages;
mod runtime;

use serde::Serialize;

use super::{
    Arg, Block, Body, Copy, InstructionKind, Pipes, Stage, Topic,
    instruction::Instruction,
    script::{Script, run_instruction, terms},
};
use crate::{
    lang::{
        Text,
        shell::{Command, Shell},
    },
    place::Placed,
    template,
};

/// The shell that fails where any command of a pipe does.
const PIPEFAIL: &[&str] = &["/bin/ash", "-o", "pipefail", "-c"];

/// Commands of the spec (`commands.sh.j2`, `source.sh.j2`).
#[derive(Serialize)]
struct Commands {
    commands: Vec<Text<Shell>>,
}

/// The blocks of `stage`; the service listens on `port`.
pub(super) fn blocks(stage: &Stage, port: &Placed<u32>) -> Vec<Block> {
    let mut blocks = base(stage);
    let packages = packages::instruction(stage);
    let alone = packages.is_some();
    let mut add = |topic, instructions: Vec<Instruction>| {
        if !instructions.is_empty() {
            blocks.push(Block {
                topic,
                instructions,
            });
        }
    };
    add(Topic::Packages, packages.into_iter().collect());
    match &stage.body {
        Body::Builder(builder) => {
            add(Topic::Gems, builder::gems(stage, builder));
            let javascript = builder.javascript.as_ref();
            let javascript = javascript.map(|javascript| builder::javascript(stage, javascript));
            add(Topic::Javascript, javascript.unwrap_or_default());
            add(Topic::Source, builder::source(stage, builder));
        }
        Body::Plain { copies, run } => {
            let mut instructions = self::copies(copies);
            instructions.extend(args(&stage.args));
            let mut script = own_script(run);
            script.exceptions.alone = alone && instructions.is_empty();
            instructions.extend(run_instruction(stage, [script], &[]));
            add(Topic::Own, instructions);
        }
        Body::Runtime(body) => {
            let mut instructions = copies(&body.copies);
            let mut script = runtime::writable(body);
            script.exceptions.alone = alone && instructions.is_empty();
            instructions.extend(run_instruction(stage, [script], &[]));
            add(Topic::Files, instructions);
            add(Topic::Start, args(&stage.args).collect());
            add(Topic::Start, runtime::start(body, port));
        }
    }
    blocks
}

fn base(stage: &Stage) -> Vec<Block> {
    let from = InstructionKind::From {
        parent: stage.from.clone(),
        parent_at: stage.from_at.clone(),
        name: Placed::new(stage.name.clone(), stage.at.clone()),
    };
    let workdir = stage.workdir.iter().cloned().map(InstructionKind::Workdir);
    let env = stage.env.iter().cloned().map(InstructionKind::Env);
    let shell = (stage.pipes == Pipes::Fail).then_some(InstructionKind::Shell(PIPEFAIL));
    let groups: [Vec<InstructionKind>; 4] = [
        vec![from],
        workdir.collect(),
        env.collect(),
        shell.into_iter().collect(),
    ];
    let groups = groups.into_iter().filter(|group| !group.is_empty());
    groups
        .map(|group| Block {
            topic: Topic::Base,
            instructions: group
                .into_iter()
                .map(InstructionKind::without_comments)
                .collect(),
        })
        .collect()
}

fn copies(copies: &[Copy]) -> Vec<Instruction> {
    let copies = copies.iter().cloned();
    copies
        .map(|copy| InstructionKind::Copy(copy).without_comments())
        .collect()
}

/// Declares `args` and shows each to commands and to the app.
fn args(args: &[Arg]) -> impl Iterator<Item = Instruction> {
    args.iter().flat_map(|arg| {
        [
            InstructionKind::Arg(arg.clone()),
            InstructionKind::ArgEnv(arg.clone()),
        ]
        .map(InstructionKind::without_comments)
    })
}

/// The script of `list`, commands of the spec.
fn own_script(list: &[Placed<Command>]) -> Script {
    let view = Commands {
        commands: terms(list),
    };
    Script::new(template!("dockerfile/commands.sh.j2"), &view, []).runs(list.iter())
}
