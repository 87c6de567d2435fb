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
    #[serde(skip)]
    broken: Vec<&'static str>,
    /// Build secrets that its commands see.
    pub(super) mounts: Vec<Text<Docker>>,
    first: Step,
    rest: Vec<Step>,
}

/// The rules of the linter that are broken on purpose.
fn ignored(rules: &str) -> Text<Docker> {
    docker::comment(rules).because(
        "The linter hadolint is told which of its rules the next RUN breaks on purpose; the comments above tell why.",
    )
}

/// One command; long ones have a word a line.
#[derive(Serialize)]
pub(super) struct Step {
    line: Text<Docker>,
    words: Vec<Text<Docker>>,
    #[serde(skip)]
    pipes: bool,
    #[serde(skip)]
    literal: bool,
}

impl Run {
    /// A `RUN` of `steps`, if there are any.
    pub(super) fn of(steps: impl IntoIterator<Item = Step>) -> Option<Self> {
        let mut steps = steps.into_iter();
        let mut run = Self {
            comments: Vec::new(),
            ignore: None,
            broken: Vec::new(),
            mounts: Vec::new(),
            first: steps.next()?,
            rest: steps.collect(),
        };
        if run.any(|step| step.literal) {
            run.breaks(
                "SC2016",
                "A dollar sign or a backtick in quotes is meant as it stands.",
            );
        }
        Some(run)
    }

    /// The linter is told that it breaks `rule` on purpose, and the reader for which `reason`.
    pub(super) fn breaks(&mut self, rule: &'static str, reason: &str) {
        self.comments.push(docker::comment(reason));
        self.broken.push(rule);
        self.ignore = Some(ignored(&self.broken.join(",")));
    }

    /// Whether a pipe is in it.
    pub(super) fn pipes(&self) -> bool {
        self.any(|step| step.pipes)
    }

    fn any(&self, holds: impl Fn(&Step) -> bool) -> bool {
        holds(&self.first) || self.rest.iter().any(holds)
    }
}

impl Step {
    /// A command on one line.
    pub(super) fn line(script: &Text<Shell>) -> Self {
        Self {
            line: docker::shell(script),
            words: Vec::new(),
            pipes: false,
            literal: false,
        }
    }

    /// The same, with these values in it, which the shell is to leave alone.
    pub(super) fn with<'a>(mut self, mut values: impl Iterator<Item = &'a str>) -> Self {
        self.literal |= values.any(|value| value.contains(['$', '`']));
        self
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
            literal: false,
        }
    }
}
