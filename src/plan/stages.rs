//! The stages of the Dockerfile.

mod packages;
mod parent;
mod runtime;
pub(super) mod variables;

use self::{
    packages::{merged, packages},
    parent::{base_workdir, from},
    runtime::{copies, runtime},
    variables::{args, env},
};
use super::{
    builder::{Builder, builder},
    said::{commands, path},
};
use crate::{
    at,
    lang::{
        docker::{Image, StageName},
        shell::{Command, Path, VariableName},
    },
    source::{Place, Placed},
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
    pub env: Vec<Variable>,
    /// Its build arguments.
    pub args: Vec<Arg>,
    /// What it does.
    pub body: Body,
    /// What becomes of a pipe in its commands that fails before its end.
    pub pipes: Pipes,
    /// Where it comes from.
    pub at: Place,
}

/// What becomes of a pipe that fails before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipes {
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

/// An environment variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: VariableName,
    /// Its value.
    pub value: Placed<String>,
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

/// A `COPY`.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Where from; `None` for the build context.
    pub from: Option<From>,
    /// What.
    pub path: Path,
    /// Where to.
    pub to: Path,
    /// Where it comes from.
    pub at: Place,
}

/// The final image.
#[derive(Clone, Debug)]
pub struct Runtime {
    /// Whether the base image's packages are upgraded.
    pub upgrade: Placed<bool>,
    /// What is copied into it.
    pub copies: Vec<Copy>,
    /// Who runs the service; `None` for root.
    pub user: Option<User>,
    /// Directories that the user may write to.
    pub writable: Vec<Placed<Path>>,
    /// The address that tells whether the service is well.
    pub healthcheck: Option<Placed<String>>,
    /// What starts the service; the last takes the shell's place.
    pub command: Vec<Placed<Command>>,
}

/// A user and a group that are added to the image.
#[derive(Clone, Debug)]
pub struct User {
    /// The user's name.
    pub name: String,
    /// The user's number.
    pub uid: u32,
    /// The group's name.
    pub group: String,
    /// The group's number.
    pub gid: u32,
    /// Where it comes from.
    pub at: Place,
}

impl Stage {
    /// The commands of the user's that it runs when it is built.
    #[must_use]
    pub fn commands(&self) -> Vec<&Command> {
        match &self.body {
            Body::Builder(builder) => builder.commands(),
            Body::Plain { run, .. } => run.iter().map(|command| &command.value).collect(),
            Body::Runtime(_) => Vec::new(),
        }
    }

    /// The stages it takes something from.
    pub fn needs(&self) -> impl Iterator<Item = &StageName> {
        let copies = match &self.body {
            Body::Builder(_) => &[][..],
            Body::Plain { copies, .. } => copies,
            Body::Runtime(runtime) => &runtime.copies,
        };
        let sources =
            std::iter::once(&self.from).chain(copies.iter().filter_map(|copy| copy.from.as_ref()));
        sources.filter_map(|from| match from {
            From::Image(_) => None,
            From::Stage(stage) => Some(stage),
        })
    }

    /// The paths that it copies from the build context.
    #[must_use]
    pub fn context_paths(&self) -> Vec<Placed<Path>> {
        match &self.body {
            Body::Builder(builder) => builder.context_paths(),
            Body::Plain { copies, .. } => context(copies),
            Body::Runtime(runtime) => context(&runtime.copies),
        }
    }
}

fn context(copies: &[Copy]) -> Vec<Placed<Path>> {
    let copies = copies.iter().filter(|copy| copy.from.is_none());
    copies
        .map(|copy| Placed::new(copy.path.clone(), copy.at.clone()))
        .collect()
}

pub(super) fn stages(spec: &Spec) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for name in spec.stage_names() {
        let said = spec.stages.get(&name).cloned().unwrap_or_default();
        let mut stage = stage(spec, &name, said);
        if stage.commands().iter().any(|command| command.pipes()) {
            let alpine = is_alpine(&stage, &stages);
            stage.pipes = if alpine { Pipes::Fail } else { Pipes::Unknown };
        }
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

fn stage(spec: &Spec, name: &str, said: Said) -> Stage {
    let at = at!("stages", name);
    let base = spec.base.clone().unwrap_or_default();
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
    let zone = base.timezone.unwrap_or_else(|| DEFAULT_TIMEZONE.to_owned());
    Stage {
        name: StageName::parse(name).expect("invalid-stage-name refused it"),
        timezone: on_base.then(|| Placed::new(zone, at!("base", "timezone"))),
        workdir,
        packages: merged(shared, own),
        env: env(spec, name, &said, &at),
        args: args(spec, name, &said, &at),
        body: body(spec, name, said, &at),
        pipes: Pipes::None,
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
