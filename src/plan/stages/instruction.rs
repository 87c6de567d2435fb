//! The instructions of a stage.

use super::{Arg, Copy, From, User};
use crate::{
    lang::{
        Text,
        docker::StageName,
        shell::{Path, Shell},
    },
    place::{Place, Placed},
    plan::{builder::BuildSecret, env::Variable},
};

/// A group of instructions, followed by a blank line.
#[derive(Clone, Debug)]
pub struct Block {
    /// The purpose.
    pub topic: Topic,
    /// The instructions, in order.
    pub instructions: Vec<Instruction>,
}

/// The purpose of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The parent, the working directory, the variables and the shell.
    Base,
    /// Packages, the time zone and the user.
    Packages,
    /// Gems.
    Gems,
    /// JavaScript packages.
    Javascript,
    /// The source and the assets.
    Source,
    /// The user's own copies and commands.
    Custom,
    /// The contents of the final image.
    Files,
    /// The command that starts the service.
    Start,
}

/// An instruction.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// The comments above it, each with its `#`.
    pub comments: Vec<Text<Shell>>,
    /// The keyword and its arguments.
    pub kind: InstructionKind,
}

/// A keyword and its arguments.
#[derive(Clone, Debug)]
pub enum InstructionKind {
    /// `FROM`
    From {
        /// The parent.
        parent: From,
        /// The keys of the spec that set the parent.
        parent_places: Vec<Place>,
        /// The name of the stage.
        name: Placed<StageName>,
    },
    /// `WORKDIR`
    Workdir(Placed<Path>),
    /// `ENV` with a literal value.
    Env(Variable),
    /// `ENV` with folders before `PATH`.
    SearchPath(Vec<Placed<Path>>),
    /// `SHELL`
    Shell(&'static [&'static str]),
    /// `COPY`
    Copy(Copy),
    /// `ARG`
    Arg(Arg),
    /// `ENV` with the value of a build argument.
    ArgEnv(Arg),
    /// `RUN`
    Run(RunInstruction),
    /// `USER`
    User(User),
    /// `VOLUME`
    Volume(Vec<Placed<Path>>),
    /// `EXPOSE`
    Expose(Placed<u32>),
    /// `HEALTHCHECK`
    Healthcheck {
        /// The command, run without a shell.
        words: Vec<String>,
        /// The keys of the spec that set it.
        places: Vec<Place>,
    },
    /// `ENTRYPOINT`
    Entrypoint(Placed<Vec<String>>),
    /// `CMD`, run without a shell.
    Cmd(Placed<Vec<String>>),
    /// `CMD`, run by a shell.
    ShellCmd(Text<Shell>),
}

/// The arguments of a `RUN`.
#[derive(Clone, Debug)]
pub struct RunInstruction {
    /// The linter rules that it breaks on purpose.
    pub ignored_rules: Vec<String>,
    /// The build secrets for its commands.
    pub mounts: Vec<BuildSecret>,
    /// The first command.
    pub first: Text<Shell>,
    /// Further commands, each run only if the previous one succeeds.
    pub rest: Vec<Text<Shell>>,
}

impl RunInstruction {
    /// All its commands, in order.
    pub fn commands(&self) -> impl Iterator<Item = &Text<Shell>> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}

impl InstructionKind {
    /// The instruction without comments.
    pub(super) fn without_comments(self) -> Instruction {
        Instruction {
            comments: Vec::new(),
            kind: self,
        }
    }
}
