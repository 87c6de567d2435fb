//! Plans the blocks of a stage.

mod builder;
mod packages;
mod runtime;

use serde::Serialize;

use super::{
    Arg, Block, Copy, InstructionKind, Pipefail, Stage, StageBody, Topic,
    instruction::Instruction,
    script::{Script, command_terms, run_instruction},
};
use crate::{
    lang::{
        Text,
        shell::{Command, Shell},
    },
    place::Placed,
    template,
};

/// The shell with `pipefail`.
const PIPEFAIL: &[&str] = &["/bin/ash", "-o", "pipefail", "-c"];

/// Commands of the spec, for the templates `commands.sh.j2` and `source.sh.j2`.
#[derive(Serialize)]
struct Commands {
    commands: Vec<Text<Shell>>,
}

/// Plans the blocks of `stage`, in order; the service listens on `port`.
pub(super) fn plan_blocks(stage: &Stage, port: &Placed<u32>) -> Vec<Block> {
    let mut blocks = base(stage);
    let packages = packages::packages_instruction(stage);
    let has_packages = packages.is_some();
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
        StageBody::Builder(builder) => {
            add(Topic::Gems, builder::install_gems(stage, builder));
            let javascript = builder.javascript.as_ref();
            let javascript =
                javascript.map(|javascript| builder::install_javascript(stage, javascript));
            add(Topic::Javascript, javascript.unwrap_or_default());
            add(Topic::Source, builder::copy_source(stage, builder));
        }
        StageBody::Plain { copies, run } => {
            let mut instructions = self::copies(copies);
            instructions.extend(arg_instructions(&stage.args));
            let mut script = own_script(run);
            script.exceptions.separate = has_packages && instructions.is_empty();
            instructions.extend(run_instruction(stage, [script], &[]));
            add(Topic::Custom, instructions);
        }
        StageBody::Runtime(body) => {
            let mut before = own_script(&body.before_copy);
            before.exceptions.separate = has_packages;
            let before = run_instruction(stage, [before], &[]);
            let has_run = has_packages || before.is_some();
            let mut instructions: Vec<Instruction> = before.into_iter().collect();
            instructions.extend(copies(&body.copies));
            let mut after = own_script(&body.after_copy);
            after.exceptions.separate = has_run && body.copies.is_empty();
            let scripts = [after, runtime::writable_script(body)];
            instructions.extend(run_instruction(stage, scripts, &[]));
            add(Topic::Files, instructions);
            add(Topic::Start, arg_instructions(&stage.args).collect());
            add(Topic::Start, runtime::start_instructions(body, port));
        }
    }
    place_args_before_readers(blocks)
}

/// Moves each build argument before the first command that reads it, if that is earlier.
fn place_args_before_readers(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut position = 0;
    while position < blocks.len() {
        let instructions = &blocks[position].instructions;
        let found = instructions.iter().position(|instruction| {
            let InstructionKind::Arg(arg) = &instruction.kind else {
                return false;
            };
            first_reader(&blocks, arg).is_some_and(|reader| reader.0 < position)
        });
        let Some(index) = found else {
            position += 1;
            continue;
        };
        let moved: Vec<Instruction> = blocks[position]
            .instructions
            .drain(index..index + 2)
            .collect();
        if let InstructionKind::Arg(arg) = &moved[0].kind
            && let Some((block, instruction)) = first_reader(&blocks, arg)
        {
            blocks[block]
                .instructions
                .splice(instruction..instruction, moved);
        }
    }
    blocks.retain(|block| !block.instructions.is_empty());
    blocks
}

/// The block and the index of the first `RUN` that reads `arg`.
fn first_reader(blocks: &[Block], arg: &Arg) -> Option<(usize, usize)> {
    let mut all = blocks.iter().enumerate().flat_map(|(block, own)| {
        let instructions = own.instructions.iter().enumerate();
        instructions.map(move |(index, instruction)| (block, index, own.topic, instruction))
    });
    let found = all.find(|(_, _, topic, instruction)| {
        let InstructionKind::Run(run) = &instruction.kind else {
            return false;
        };
        let mut commands = run.commands();
        arg.configures(*topic) || commands.any(|command| arg.is_read_by(command.as_str()))
    });
    found.map(|(block, index, ..)| (block, index))
}

fn base(stage: &Stage) -> Vec<Block> {
    let from = InstructionKind::From {
        parent: stage.from.clone(),
        parent_places: stage.parent_places.clone(),
        name: Placed::new(stage.name.clone(), stage.place.clone()),
    };
    let workdir = stage.workdir.iter().cloned().map(InstructionKind::Workdir);
    let variables = stage.env.iter().cloned().map(InstructionKind::Env);
    let search_path = (!stage.search_path.is_empty())
        .then(|| InstructionKind::SearchPath(stage.search_path.clone()));
    let env = variables.chain(search_path);
    let shell = (stage.pipefail == Pipefail::Enabled).then_some(InstructionKind::Shell(PIPEFAIL));
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

/// Declares `args` and passes each to commands and to the app.
fn arg_instructions(args: &[Arg]) -> impl Iterator<Item = Instruction> {
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
        commands: command_terms(list),
    };
    Script::new(template!("dockerfile/commands.sh.j2"), &view, []).with_commands(list.iter())
}
