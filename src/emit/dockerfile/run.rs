//! `RUN`: steps in turn, the next only if the last went well.

use serde::Serialize;

use crate::{
    lang::{
        Text,
        docker::{self, Docker},
        shell::{Command, Shell},
    },
    source::Placed,
};

/// One `RUN`.
#[derive(Serialize)]
pub(super) struct Run {
    /// Why it runs.
    pub(super) comments: Vec<Text<Docker>>,
    /// The linter's rules that it breaks on purpose.
    pub(super) ignore: Option<Text<Docker>>,
    /// Build secrets that its commands see.
    pub(super) mounts: Vec<Text<Docker>>,
    first: Step,
    rest: Vec<Step>,
}

/// The rules of the linter that are broken on purpose.
pub(super) fn ignored(rules: &str) -> Text<Docker> {
    docker::comment(rules).because(
        "The linter hadolint is told which of its rules the next RUN breaks on purpose; the comment above tells why.",
    )
}

/// One command; long ones have a word a line.
#[derive(Serialize)]
pub(super) struct Step {
    line: Text<Docker>,
    words: Vec<Text<Docker>>,
    #[serde(skip)]
    pipes: bool,
}

impl Run {
    /// A `RUN` of `steps`, if there are any.
    pub(super) fn of(steps: impl IntoIterator<Item = Step>) -> Option<Self> {
        let mut steps = steps.into_iter();
        Some(Self {
            comments: Vec::new(),
            ignore: None,
            mounts: Vec::new(),
            first: steps.next()?,
            rest: steps.collect(),
        })
    }

    /// Whether a pipe is in it.
    pub(super) fn pipes(&self) -> bool {
        self.first.pipes || self.rest.iter().any(|step| step.pipes)
    }
}

impl Step {
    /// A command on one line.
    pub(super) fn line(script: &Text<Shell>) -> Self {
        Self {
            line: docker::shell(script),
            words: Vec::new(),
            pipes: false,
        }
    }

    /// A command of the user's, printed as `script`.
    pub(super) fn command(command: &Placed<Command>, script: &Text<Shell>) -> Self {
        Self {
            pipes: command.value.pipes(),
            ..Self::line(&script.at(&command.at))
        }
    }

    /// A command and its words, one a line.
    pub(super) fn words(script: &Text<Shell>, words: &[Text<Shell>]) -> Self {
        Self {
            line: docker::shell(script),
            words: words.iter().map(docker::shell).collect(),
            pipes: false,
        }
    }
}
