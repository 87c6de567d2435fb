//! The scripts of `RUN` instructions, from their templates.

use serde::Serialize;

use super::{InstructionKind, Pipes, RunInstruction, Stage, instruction::Instruction};
use crate::{
    lang::{
        Text,
        shell::{self, Command, Shell},
        template::{Template, fill},
    },
    place::Placed,
    plan::builder::Secret,
    template,
};

/// Starts the comment that names the linter's rules to ignore.
const IGNORE: &str = "# hadolint ignore=";

/// Comments and commands.
#[derive(Default)]
pub(super) struct Script {
    pub(super) comments: Vec<Text<Shell>>,
    ignored_rules: Vec<String>,
    commands: Vec<Text<Shell>>,
    pub(super) exceptions: Exceptions,
}

/// Rules of the linter that a script breaks on purpose.
#[derive(Default, Serialize)]
pub(super) struct Exceptions {
    /// A value has a `$` or a backtick that no shell expands.
    pub(super) literal: bool,
    /// A command has a pipe.
    pub(super) pipes: bool,
    /// The script could be in the `RUN` before.
    pub(super) alone: bool,
}

impl Script {
    /// Fills `template` with `view`; the shell must not expand `values` in it.
    pub(super) fn new<'a>(
        template: Template,
        view: &impl Serialize,
        values: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let (mut comments, commands) = shell::comments_and_commands(&fill::<Shell>(template, view));
        let ignored = comments.extract_if(.., |comment| comment.as_str().starts_with(IGNORE));
        let ignored_rules = ignored.map(|comment| comment.as_str()[IGNORE.len()..].to_owned());
        let ignored_rules = ignored_rules.collect();
        let mut values = values.into_iter();
        Self {
            comments,
            ignored_rules,
            commands,
            exceptions: Exceptions {
                literal: values.any(|value| value.contains(['$', '`'])),
                ..Exceptions::default()
            },
        }
    }

    /// Records that `commands` of the spec are in it.
    pub(super) fn runs<'a>(
        mut self,
        mut commands: impl Iterator<Item = &'a Placed<Command>>,
    ) -> Self {
        self.exceptions.pipes = commands.any(|command| command.value.pipes());
        self
    }

    /// Appends `script`, in a stage with `pipes`.
    fn add(&mut self, script: Self, pipes: Pipes) {
        self.comments.extend(script.comments);
        self.ignored_rules.extend(script.ignored_rules);
        self.commands.extend(script.commands);
        self.exceptions.literal |= script.exceptions.literal;
        self.exceptions.pipes |= script.exceptions.pipes && pipes == Pipes::Unknown;
        self.exceptions.alone |= script.exceptions.alone;
    }
}

/// Commands of the spec, one a line of a script.
pub(super) fn terms<'a>(
    commands: impl IntoIterator<Item = &'a Placed<Command>>,
) -> Vec<Text<Shell>> {
    let commands = commands.into_iter();
    commands
        .map(|command| shell::term(&command.value).at(&command.at))
        .collect()
}

/// The `RUN` of `scripts` in `stage`, with the build secrets `mounts`; `None` without a command.
pub(super) fn run_instruction(
    stage: &Stage,
    scripts: impl IntoIterator<Item = Script>,
    mounts: &[Secret],
) -> Option<Instruction> {
    let mut all = Script::default();
    for script in scripts {
        all.add(script, stage.pipes);
    }
    let exceptions = Script::new(template!("dockerfile/run.sh.j2"), &all.exceptions, []);
    all.add(exceptions, stage.pipes);
    let mut commands = all.commands.into_iter();
    let kind = InstructionKind::Run(RunInstruction {
        ignored_rules: all.ignored_rules,
        mounts: mounts.to_vec(),
        first: commands.next()?,
        rest: commands.collect(),
    });
    Some(Instruction {
        comments: all.comments,
        kind,
    })
}
