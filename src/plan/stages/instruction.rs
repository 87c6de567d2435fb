//! The instructions of a stage.

use super::{Arg, Copy, From, User};
use crate::{
    lang::{
        Text,
        docker::StageName,
        shell::{Path, Shell},
    },
    place::{Place, Placed},
    plan::{builder::Secret, env::Variable},
};

/// Instructions that stand together, with a blank line after the last.
#[derive(Clone, Debug)]
pub struct Block {
    /// Their purpose.
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
    /// The spec's own copies and commands.
    Own,
    /// The contents of the final image.
    Files,
    /// The start of the final image.
    Start,
}

/// An instruction.
#[derive(Clone, Debug)]
pub struct Instruction {
    /// Comments above it, each with its `#`.
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
        /// The keys that the parent comes from.
        parent_at: Vec<Place>,
        /// The name of the stage.
        name: Placed<StageName>,
    },
    /// `WORKDIR`
    Workdir(Placed<Path>),
    /// `ENV` with a literal value.
    Env(Variable),
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
    /// `EXPOSE`
    Expose(Placed<u32>),
    /// `HEALTHCHECK`
    Healthcheck {
        /// The command, run without a shell.
        words: Vec<String>,
        /// The keys that it comes from.
        at: Vec<Place>,
    },
    /// `CMD`, run without a shell.
    Cmd(Placed<Vec<String>>),
    /// `CMD`, run by a shell.
    ShellCmd(Text<Shell>),
}

/// The arguments of a `RUN`.
#[derive(Clone, Debug)]
pub struct RunInstruction {
    /// The rules of the linter that it breaks on purpose.
    pub ignored_rules: Vec<String>,
    /// Build secrets that its commands see.
    pub mounts: Vec<Secret>,
    /// The first command.
    pub first: Text<Shell>,
    /// Further commands, each run only if the one before succeeds.
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
