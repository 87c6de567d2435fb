//! The scripts of `RUN` instructions, from their templates.

use serde::Serialize;

use super::{InstructionKind, Pipefail, RunInstruction, Stage, instruction::Instruction};
use crate::{
    lang::{
        Text,
        shell::{self, Command, Shell},
        template::{Template, fill},
    },
    place::Placed,
    plan::builder::BuildSecret,
    template,
};

/// The start of a comment that lists linter rules to ignore.
const IGNORE: &str = "# hadolint ignore=";

/// Comments and commands.
#[derive(Default)]
pub(super) struct Script {
    pub(super) comments: Vec<Text<Shell>>,
    ignored_rules: Vec<String>,
    commands: Vec<Text<Shell>>,
    pub(super) exceptions: Exceptions,
}

/// Why a script breaks linter rules on purpose.
#[derive(Default, Serialize)]
pub(super) struct Exceptions {
    /// A value contains a `$` or a backtick that the shell must not expand.
    pub(super) literal: bool,
    /// A command contains a pipeline.
    pub(super) pipeline: bool,
    /// The script could be part of the previous `RUN`.
    pub(super) separate: bool,
}

impl Script {
    /// Fills `template` with `view`, which contains `values` that the shell must not expand.
    pub(super) fn new<'a>(
        template: Template,
        view: &impl Serialize,
        values: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let (mut comments, commands) = shell::split_script(&fill::<Shell>(template, view));
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

    /// Records that the script contains `commands` of the spec.
    pub(super) fn with_commands<'a>(
        mut self,
        mut commands: impl Iterator<Item = &'a Placed<Command>>,
    ) -> Self {
        self.exceptions.pipeline = commands.any(|command| command.value.has_pipe());
        self
    }

    /// Appends `script`; `pipefail` is the setting of the stage.
    fn add(&mut self, script: Self, pipefail: Pipefail) {
        self.comments.extend(script.comments);
        self.ignored_rules.extend(script.ignored_rules);
        self.commands.extend(script.commands);
        self.exceptions.literal |= script.exceptions.literal;
        self.exceptions.pipeline |= script.exceptions.pipeline && pipefail == Pipefail::Unknown;
        self.exceptions.separate |= script.exceptions.separate;
    }
}

/// Commands of the spec, one per line of a script.
pub(super) fn command_terms<'a>(
    commands: impl IntoIterator<Item = &'a Placed<Command>>,
) -> Vec<Text<Shell>> {
    let commands = commands.into_iter();
    commands
        .map(|command| shell::operand(&command.value).with_place(&command.place))
        .collect()
}

/// The `RUN` of `scripts` in `stage`, with the build secrets `mounts`; `None` without a command.
pub(super) fn run_instruction(
    stage: &Stage,
    scripts: impl IntoIterator<Item = Script>,
    mounts: &[BuildSecret],
) -> Option<Instruction> {
    let mut all = Script::default();
    for script in scripts {
        all.add(script, stage.pipefail);
    }
    let exceptions = Script::new(template!("dockerfile/run.sh.j2"), &all.exceptions, []);
    all.add(exceptions, stage.pipefail);
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
