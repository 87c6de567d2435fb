//! The Dockerfile.

mod builder;
mod run;
mod runtime;
mod setup;

use serde::Serialize;

use self::run::{Run, Step};
use super::body::Body;
use crate::{
    lang::{
        Text,
        docker::{self, Docker},
        shell,
        template::fill,
    },
    plan::{
        Plan,
        stages::{self, From, Pipes, Stage},
    },
    template,
};

/// All that the template shows.
#[derive(Serialize)]
struct View {
    health: Text<Docker>,
    stages: Vec<StageView>,
}

#[derive(Serialize)]
struct StageView {
    purpose: Text<Docker>,
    pieces: Vec<Text<Docker>>,
}

/// A piece of a stage: a few instructions with one purpose.
pub(super) struct Piece {
    /// What they are for.
    pub(super) topic: Topic,
    /// The instructions.
    pub(super) text: Text<Docker>,
}

/// What a piece of a stage is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// What the stage is built on, where it works, its variables.
    Base,
    /// Packages, the time zone, the user.
    Packages,
    /// Gems.
    Gems,
    /// JavaScript's packages.
    Javascript,
    /// The source, and what is made of it.
    Source,
    /// What the user says.
    Own,
    /// What the final image is put together from.
    Files,
    /// How the final image starts.
    Start,
}

#[derive(Serialize)]
struct BaseView {
    from: Text<Docker>,
    name: Text<Docker>,
    workdir: Option<Text<Docker>>,
    env: Vec<Pair>,
    pipefail: bool,
}

/// A name and its value.
#[derive(Serialize)]
struct Pair {
    name: Text<Docker>,
    value: Text<Docker>,
}

#[derive(Serialize)]
struct Arg {
    name: Text<Docker>,
    env: Text<Docker>,
}

/// A few copies, build arguments, and what is run after them.
#[derive(Default, Serialize)]
struct Part {
    comments: Vec<Text<Docker>>,
    copies: Vec<Copy>,
    args: Vec<Arg>,
    runs: Vec<Run>,
}

#[derive(Serialize)]
struct Copy {
    from: Option<Text<Docker>>,
    paths: Vec<Text<Docker>>,
    to: Text<Docker>,
}

/// Writes the Dockerfile.
pub(super) fn emit(plan: &Plan) -> Option<Body> {
    let path = plan.outputs.dockerfile.as_ref()?;
    let stages = plan.stages.iter();
    let view = View {
        health: health(plan),
        stages: stages.map(|stage| self::stage(plan, stage)).collect(),
    };
    let text = fill::<Docker>(template!("Dockerfile.j2"), &view);
    Some(Body::new(path, &text))
}

/// Why there are stages without a health check.
fn health(plan: &Plan) -> Text<Docker> {
    let asked = plan.stages.iter().find_map(|stage| match &stage.body {
        stages::Body::Runtime(runtime) => runtime.healthcheck.as_ref(),
        stages::Body::Builder(_) | stages::Body::Plain { .. } => None,
    });
    match asked {
        Some(path) => {
            docker::comment("Only the last stage ever runs, so only it has a HEALTHCHECK.")
                .at(&path.at)
        }
        None => docker::comment(
            "Kubernetes has probes of its own and reads no HEALTHCHECK, so there is none.",
        ),
    }
}

fn stage(plan: &Plan, stage: &Stage) -> StageView {
    let pieces = pieces(plan, stage).into_iter();
    StageView {
        purpose: docker::comment(&purpose(stage)).at(&stage.at.key("kind")),
        pieces: pieces.map(|piece| piece.text).collect(),
    }
}

/// The pieces of `stage`, in order.
pub(super) fn pieces(plan: &Plan, stage: &Stage) -> Vec<Piece> {
    let mut parts: Vec<(Topic, Part)> = setup::part(stage)
        .map(|part| (Topic::Packages, part))
        .into_iter()
        .collect();
    let mut start = None;
    match &stage.body {
        stages::Body::Builder(builder) => parts.extend(builder::parts(builder, args(stage))),
        stages::Body::Plain { copies, run } => {
            let run = Run::of(
                run.iter()
                    .map(|command| Step::command(command, &shell::term(&command.value))),
            );
            let part = Part {
                copies: copies.iter().map(copy).collect(),
                args: args(stage),
                runs: run.into_iter().collect(),
                ..Part::default()
            };
            parts.push((Topic::Own, part));
        }
        stages::Body::Runtime(body) => {
            parts.push((Topic::Files, runtime::part(body)));
            start = Some(Piece {
                topic: Topic::Start,
                text: runtime::start(plan, body, args(stage)),
            });
        }
    }
    parts.retain(|(_, part)| {
        !part.copies.is_empty() || !part.args.is_empty() || !part.runs.is_empty()
    });
    if stage.pipes == Pipes::Unknown {
        let runs = parts.iter_mut().flat_map(|(_, part)| &mut part.runs);
        for run in runs.filter(|run| run.pipes()) {
            run.breaks("DL4006", "The shell of this image may not know pipefail.");
        }
    }
    for item in 1..parts.len() {
        let packages = parts[item - 1].0 == Topic::Packages;
        let part = &mut parts[item].1;
        if packages && part.copies.is_empty() && part.args.is_empty() {
            for run in part.runs.iter_mut().take(1) {
                run.breaks(
                    "DL3059",
                    "A layer of its own: packages are not installed again when only this changes.",
                );
            }
        }
    }
    let parts = parts.iter().map(|(topic, part)| Piece {
        topic: *topic,
        text: fill(template!("dockerfile/part.j2"), part),
    });
    std::iter::once(base(stage))
        .chain(parts)
        .chain(start)
        .collect()
}

fn base(stage: &Stage) -> Piece {
    let name = docker::stage(&stage.name).at(&stage.at);
    let view = BaseView {
        from: stage
            .from_at
            .iter()
            .fold(from(&stage.from), |text, at| text.at(at)),
        name,
        workdir: stage
            .workdir
            .as_ref()
            .map(|workdir| docker::path(&workdir.value).at(&workdir.at)),
        env: stage.env.iter().map(pair).collect(),
        pipefail: stage.pipes == Pipes::Fail,
    };
    Piece {
        topic: Topic::Base,
        text: fill(template!("dockerfile/base.j2"), &view),
    }
}

/// What the stage is for, behind its name: so `docker build --call targets` can show it.
fn purpose(stage: &Stage) -> String {
    let purpose = match &stage.body {
        stages::Body::Builder(builder) if builder.javascript.is_some() => {
            "makes gems, JavaScript and assets"
        }
        stages::Body::Builder(_) => "makes gems and assets",
        stages::Body::Plain { .. } => "is what later stages copy from",
        stages::Body::Runtime(_) => "runs: it is the image that is pushed and deployed",
    };
    format!("{} {purpose}", stage.name.as_str())
}

fn from(from: &From) -> Text<Docker> {
    match from {
        From::Image(image) => docker::image(image),
        From::Stage(stage) => docker::stage(stage),
    }
}

fn pair(variable: &stages::Variable) -> Pair {
    let at = &variable.value.at;
    Pair {
        name: docker::name(&variable.name).at(at),
        value: docker::string(&variable.value.value).at(at),
    }
}

fn args(stage: &Stage) -> Vec<Arg> {
    let arg = |arg: &stages::Arg| Arg {
        name: docker::name(&arg.name).at(&arg.at),
        env: docker::name(&arg.env).at(&arg.at),
    };
    stage.args.iter().map(arg).collect()
}

fn copy(copy: &stages::Copy) -> Copy {
    Copy {
        from: copy.from.as_ref().map(|source| from(source).at(&copy.at)),
        paths: vec![docker::path(&copy.path).at(&copy.at)],
        to: docker::path(&copy.to).at(&copy.at),
    }
}
