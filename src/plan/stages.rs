//! The stages of the Dockerfile.

mod blocks;
mod instruction;
mod packages;
mod parent;
mod runtime;
mod script;
pub(super) mod variables;

pub use self::{
    instruction::{Block, Instruction, InstructionKind, RunInstruction, Topic},
    runtime::{Copy, Runtime, User},
};
use self::{
    packages::{merged, packages},
    parent::{base_workdir, from},
    runtime::{copies, runtime},
    variables::{args, env},
};
use super::{
    builder::{Builder, builder},
    env::Variable,
    said::{commands, path},
    service::service,
};
use crate::{
    at,
    lang::{
        docker::{Image, StageName},
        shell::{Command, Path, VariableName},
    },
    place::{Place, Placed},
    spec::{
        Spec,
        base::DEFAULT_TIMEZONE,
        javascript::NPM,
        stages::{DEFAULT_BUILD_ARG, Kind, Run, Stage as Said},
    },
};

/// One stage of the Dockerfile.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name.
    pub name: StageName,
    /// What it is built on.
    pub from: From,
    /// Where that comes from: the base image is put together from several keys.
    pub from_at: Vec<Place>,
    /// The time zone, for a stage that is built on the base.
    pub timezone: Option<Placed<String>>,
    /// The working directory, unless it is that of the stage it is built on.
    pub workdir: Option<Placed<Path>>,
    /// The Alpine packages that it adds.
    pub packages: Vec<Package>,
    /// Its environment variables.
    env: Vec<Variable>,
    /// Its build arguments.
    pub args: Vec<Arg>,
    /// What it does.
    pub body: Body,
    /// Whether a failing command in a pipeline fails the whole.
    pipes: Pipes,
    /// Its purpose, in the words of the comment above it.
    pub purpose: &'static str,
    /// Its instructions.
    pub blocks: Vec<Block>,
    /// Where it comes from.
    pub at: Place,
}

/// Whether a failing command in a pipeline fails the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pipes {
    /// No command has a pipe.
    None,
    /// The stage's shell is Alpine's, and can be told to fail then too.
    Fail,
    /// The stage's shell is that of an image we do not know.
    Unknown,
}

/// What a stage is built on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// An image.
    Image(Image),
    /// An earlier stage.
    Stage(StageName),
}

/// An Alpine package.
#[derive(Clone, Debug)]
pub struct Package {
    /// The package and its constraint, as apk takes them.
    pub word: Placed<String>,
    /// Why it is constrained, and until when.
    pub reason: Option<String>,
}

/// A build argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    /// What the builds pass.
    pub name: VariableName,
    /// What the service reads.
    pub env: VariableName,
    /// Where it comes from.
    pub at: Place,
}

impl Arg {
    /// Whether it is the commit, which every build knows.
    #[must_use]
    pub fn is_commit(&self) -> bool {
        self.name.as_str() == DEFAULT_BUILD_ARG
    }
}

/// What a stage does.
#[derive(Clone, Debug)]
pub enum Body {
    /// Installs gems and JavaScript, holds the source, compiles assets.
    Builder(Box<Builder>),
    /// What the user says.
    Plain {
        /// What is copied into it.
        copies: Vec<Copy>,
        /// Commands in turn.
        run: Vec<Placed<Command>>,
    },
    /// The final image.
    Runtime(Box<Runtime>),
}

impl Stage {
    /// The commands of the user's that it runs when it is built.
    fn commands(&self) -> Vec<&Command> {
        match &self.body {
            Body::Builder(builder) => builder.commands(),
            Body::Plain { run, .. } => run.iter().map(|command| &command.value).collect(),
            Body::Runtime(_) => Vec::new(),
        }
    }

    /// Its `COPY` instructions.
    pub fn copies(&self) -> impl Iterator<Item = &Copy> {
        let instructions = self.blocks.iter().flat_map(|block| &block.instructions);
        instructions.filter_map(|instruction| {
            if let InstructionKind::Copy(copy) = &instruction.kind {
                Some(copy)
            } else {
                None
            }
        })
    }

    /// The stages it takes something from.
    pub fn needs(&self) -> impl Iterator<Item = &StageName> {
        let copies = self.copies().filter_map(|copy| copy.from.as_ref());
        let sources = std::iter::once(&self.from).chain(copies);
        sources.filter_map(|from| match from {
            From::Image(_) => None,
            From::Stage(stage) => Some(stage),
        })
    }

    /// The paths that it copies from the build context.
    pub fn context_paths(&self) -> impl Iterator<Item = &Placed<Path>> {
        let copies = self.copies().filter(|copy| copy.from.is_none());
        copies.flat_map(|copy| &copy.paths)
    }
}

pub(super) fn stages(spec: &Spec) -> Vec<Stage> {
    let port = service(spec).port;
    let mut stages: Vec<Stage> = Vec::new();
    for name in spec.stage_names() {
        let said = spec.stages.get(&name).cloned().unwrap_or_default();
        let mut stage = stage(spec, &name, &said);
        if stage.commands().iter().any(|command| command.pipes()) {
            let alpine = is_alpine(&stage, &stages);
            stage.pipes = if alpine { Pipes::Fail } else { Pipes::Unknown };
        }
        stage.blocks = blocks::blocks(&stage, &port);
        stages.push(stage);
    }
    stages
}

/// Whether `stage` is built on the base, perhaps by way of stages among `earlier`.
fn is_alpine(stage: &Stage, earlier: &[Stage]) -> bool {
    match &stage.from {
        From::Image(_) => stage.timezone.is_some(),
        From::Stage(name) => {
            let parent = earlier.iter().find(|earlier| earlier.name == *name);
            parent.is_some_and(|parent| is_alpine(parent, earlier))
        }
    }
}

fn stage(spec: &Spec, name: &str, said: &Said) -> Stage {
    let at = at!("stages", name);
    let base = &spec.base;
    let (from, from_at) = from(spec, said.from.as_deref(), &at);
    let on_base = said.from.as_deref().is_none_or(|from| from == "base");
    let in_stage = matches!(from, From::Stage(_));
    let mut own = packages(&said.packages, &at.key("packages"));
    if spec.kind(name) == Kind::Builder && spec.lacks_npm(name) {
        own.push(Package {
            word: Placed::new(NPM.to_owned(), at!("javascript", "version")),
            reason: None,
        });
    }
    let shared = if on_base {
        packages(&base.packages, &at!("base", "packages"))
    } else {
        Vec::new()
    };
    let workdir = match &said.workdir {
        Some(workdir) => Some(Placed::new(path(workdir), at.key("workdir"))),
        None if in_stage => None,
        None => Some(base_workdir(spec)),
    };
    let body = body(spec, name, said.clone(), &at);
    let zone = base.timezone.as_deref().unwrap_or(DEFAULT_TIMEZONE);
    Stage {
        name: StageName::parse(name).expect("invalid-stage-name refused it"),
        timezone: on_base.then(|| Placed::new(zone.to_owned(), at!("base", "timezone"))),
        workdir,
        packages: merged(shared, own),
        env: env(spec, name, said, &at),
        args: args(spec, name, said, &at),
        purpose: purpose(&body),
        body,
        pipes: Pipes::None,
        blocks: Vec::new(),
        from,
        from_at,
        at,
    }
}

fn body(spec: &Spec, name: &str, said: Said, at: &Place) -> Body {
    match spec.kind(name) {
        Kind::Builder => Body::Builder(Box::new(builder(spec, &said, at))),
        Kind::Runtime => Body::Runtime(Box::new(runtime(spec, said, at))),
        Kind::Plain => {
            let run = match &said.run {
                Some(Run::List(list)) => commands(list, &at.key("run")),
                Some(Run::Points(_)) | None => Vec::new(),
            };
            let copies = said.copy.unwrap_or_default();
            Body::Plain {
                copies: self::copies(spec, &copies, at, None),
                run,
            }
        }
    }
}

fn purpose(body: &Body) -> &'static str {
    match body {
        Body::Builder(builder) if builder.javascript.is_some() => {
            "makes gems, JavaScript and assets"
        }
        Body::Builder(_) => "makes gems and assets",
        Body::Plain { .. } => "is what later stages copy from",
        Body::Runtime(_) => "runs: it is the image that is pushed and deployed",
    }
}
