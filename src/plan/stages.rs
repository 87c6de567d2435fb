//! Plans the stages of the Dockerfile.

mod arg;
mod blocks;
mod instruction;
mod packages;
mod parent;
mod runtime;
mod script;
pub(super) mod variables;

pub use self::{
    arg::Arg,
    instruction::{Block, Instruction, InstructionKind, RunInstruction, Topic},
    runtime::{Copy, Runtime, User},
};
use self::{
    packages::{list_packages, merge_packages},
    parent::{base_workdir, resolve_parent},
    runtime::{plan_copies, plan_runtime},
    variables::{plan_args, plan_env, plan_search_path},
};
use super::{
    builder::{Builder, plan_builder},
    env::Variable,
    parse::{parse_commands, parse_path},
    service::plan_service,
};
use crate::{
    lang::{
        docker::{Image, StageName},
        shell::{Command, Path},
    },
    place,
    place::{Place, Placed},
    source::Repository,
    spec::{
        Spec,
        base::DEFAULT_TIMEZONE,
        javascript::NPM,
        stages::{Stage as SpecStage, StageCommands, StageKind},
    },
};

/// A stage of the Dockerfile.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name.
    pub name: StageName,
    /// The parent image or stage.
    pub from: From,
    /// The keys of the spec that set the parent: several for the base image.
    pub parent_places: Vec<Place>,
    /// The time zone, for a stage on the base image.
    pub timezone: Option<Placed<String>>,
    /// The working directory, unless it is inherited from the parent stage.
    pub workdir: Option<Placed<Path>>,
    /// The Alpine packages to install.
    pub packages: Vec<Package>,
    /// The environment variables.
    env: Vec<Variable>,
    /// The folders to put before its `PATH`.
    search_path: Vec<Placed<Path>>,
    /// The build arguments.
    pub args: Vec<Arg>,
    /// The contents, by kind of stage.
    pub body: StageBody,
    /// Whether a failing command fails its whole pipeline.
    pipefail: Pipefail,
    /// The comment after the stage's name, such as `installs gems and compiles assets`.
    pub purpose: &'static str,
    /// The instructions.
    pub blocks: Vec<Block>,
    /// Its table in the spec.
    pub place: Place,
}

/// Whether a failing command fails its whole pipeline (`pipefail`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pipefail {
    /// No command has a pipeline.
    NotNeeded,
    /// The shell is Alpine's, which supports the option.
    Enabled,
    /// The shell belongs to an unknown image and may not support the option.
    Unknown,
}

/// The parent of a stage, or the source of a copy.
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
    /// The package and its version constraint, in apk's syntax.
    pub requirement: Placed<String>,
    /// The reason for the constraint, and its end date.
    pub reason: Option<String>,
}

/// The contents of a stage, by kind.
#[derive(Clone, Debug)]
pub enum StageBody {
    /// Installs gems and JavaScript packages, copies the source and compiles assets.
    Builder(Box<Builder>),
    /// The user's own copies and commands.
    Plain {
        /// The copies into the stage.
        copies: Vec<Copy>,
        /// The commands, in order.
        run: Vec<Placed<Command>>,
    },
    /// The final image.
    Runtime(Box<Runtime>),
}

impl Stage {
    /// The user's commands that run during the build.
    fn user_commands(&self) -> Vec<&Command> {
        match &self.body {
            StageBody::Builder(builder) => builder.user_commands(),
            StageBody::Plain { run, .. } => run.iter().map(|command| &command.value).collect(),
            StageBody::Runtime(runtime) => {
                let commands = runtime.before_copy.iter().chain(&runtime.after_copy);
                commands.map(|command| &command.value).collect()
            }
        }
    }

    /// The `COPY` instructions.
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

    /// The stages that it is built on or copies from.
    pub fn needs(&self) -> impl Iterator<Item = &StageName> {
        let copies = self.copies().filter_map(|copy| copy.from.as_ref());
        let sources = std::iter::once(&self.from).chain(copies);
        sources.filter_map(|from| match from {
            From::Image(_) => None,
            From::Stage(stage) => Some(stage),
        })
    }

    /// The paths copied from the build context.
    pub fn context_paths(&self) -> impl Iterator<Item = &Placed<Path>> {
        let copies = self.copies().filter(|copy| copy.from.is_none());
        copies.flat_map(|copy| &copy.paths)
    }
}

pub(super) fn plan_stages(spec: &Spec, repository: Option<&dyn Repository>) -> Vec<Stage> {
    let port = plan_service(spec).port;
    let mut stages: Vec<Stage> = Vec::new();
    for name in spec.stage_names() {
        let table = spec.stages.get(&name).cloned().unwrap_or_default();
        let mut stage = stage(spec, &name, &table, repository);
        if stage
            .user_commands()
            .iter()
            .any(|command| command.has_pipe())
        {
            let alpine = is_alpine(&stage, &stages);
            stage.pipefail = if alpine {
                Pipefail::Enabled
            } else {
                Pipefail::Unknown
            };
        }
        stage.blocks = blocks::plan_blocks(&stage, &port);
        stages.push(stage);
    }
    stages
}

/// Whether `stage` is built on the base image, directly or through stages of `earlier`.
fn is_alpine(stage: &Stage, earlier: &[Stage]) -> bool {
    match &stage.from {
        From::Image(_) => stage.timezone.is_some(),
        From::Stage(name) => {
            let parent = earlier.iter().find(|earlier| earlier.name == *name);
            parent.is_some_and(|parent| is_alpine(parent, earlier))
        }
    }
}

fn stage(spec: &Spec, name: &str, table: &SpecStage, repository: Option<&dyn Repository>) -> Stage {
    let place = place!("stages", name);
    let base = &spec.base;
    let (from, parent_places) = resolve_parent(spec, table.from.as_deref(), &place);
    let on_base = table.from.as_deref().is_none_or(|from| from == "base");
    let in_stage = matches!(from, From::Stage(_));
    let mut own = list_packages(&table.packages, &place.key("packages"));
    if spec.kind(name) == StageKind::Builder && spec.needs_npm(name) {
        own.push(Package {
            requirement: Placed::new(NPM.to_owned(), place!("javascript", "version")),
            reason: None,
        });
    }
    let shared = if on_base {
        list_packages(&base.packages, &place!("base", "packages"))
    } else {
        Vec::new()
    };
    let workdir = match &table.workdir {
        Some(workdir) => Some(Placed::new(parse_path(workdir), place.key("workdir"))),
        None if in_stage => None,
        None => Some(base_workdir(spec)),
    };
    let body = body(spec, name, table.clone(), &place, repository);
    let zone = base.timezone.as_deref().unwrap_or(DEFAULT_TIMEZONE);
    Stage {
        name: StageName::parse(name).expect("invalid-stage-name rejected it"),
        timezone: on_base.then(|| Placed::new(zone.to_owned(), place!("base", "timezone"))),
        workdir,
        packages: merge_packages(shared, own),
        env: plan_env(spec, name, table, &place),
        search_path: plan_search_path(spec, table, &place),
        args: plan_args(spec, name, table, &place),
        purpose: purpose(&body),
        body,
        pipefail: Pipefail::NotNeeded,
        blocks: Vec::new(),
        from,
        parent_places,
        place,
    }
}

fn body(
    spec: &Spec,
    name: &str,
    table: SpecStage,
    place: &Place,
    repository: Option<&dyn Repository>,
) -> StageBody {
    match spec.kind(name) {
        StageKind::Builder => {
            StageBody::Builder(Box::new(plan_builder(spec, &table, place, repository)))
        }
        StageKind::Runtime => StageBody::Runtime(Box::new(plan_runtime(spec, table, place))),
        StageKind::Plain => {
            let run = match &table.run {
                Some(StageCommands::List(list)) => parse_commands(list, &place.key("run")),
                Some(StageCommands::Points(_)) | None => Vec::new(),
            };
            let copies = table.copy.unwrap_or_default();
            StageBody::Plain {
                copies: self::plan_copies(spec, &copies, place, None),
                run,
            }
        }
    }
}

fn purpose(body: &StageBody) -> &'static str {
    match body {
        StageBody::Builder(builder) if builder.javascript.is_some() => {
            "installs gems and JavaScript packages and compiles assets"
        }
        StageBody::Builder(_) => "installs gems and compiles assets",
        StageBody::Plain { .. } => "provides files for later stages",
        StageBody::Runtime(_) => "is the image that is pushed and deployed",
    }
}
