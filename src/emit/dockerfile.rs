//! The Dockerfile.

mod builder;
mod run;
mod runtime;
mod setup;

use serde::Serialize;

use self::run::{Run, Step, ignored};
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
    stages: Vec<StageView>,
}

#[derive(Serialize)]
struct StageView {
    purpose: Text<Docker>,
    from: Text<Docker>,
    name: Text<Docker>,
    workdir: Option<Text<Docker>>,
    env: Vec<Pair>,
    pipefail: bool,
    parts: Vec<Part>,
    args: Vec<Arg>,
    runtime: Option<runtime::View>,
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
    let stages = plan
        .stages
        .iter()
        .map(|stage| self::stage(plan, stage))
        .collect();
    let text = fill::<Docker>(template!("Dockerfile.j2"), &View { stages });
    Some(Body::new(path, &text))
}

fn stage(plan: &Plan, stage: &Stage) -> StageView {
    let mut view = StageView {
        purpose: docker::comment(purpose(stage)).at(&stage.at.key("kind")),
        from: stage
            .from_at
            .iter()
            .fold(from(&stage.from), |text, at| text.at(at)),
        name: docker::stage(&stage.name).at(&stage.at),
        workdir: stage
            .workdir
            .as_ref()
            .map(|workdir| docker::path(&workdir.value).at(&workdir.at)),
        env: stage.env.iter().map(pair).collect(),
        pipefail: stage.pipes == Pipes::Fail,
        parts: setup::part(stage).into_iter().collect(),
        args: Vec::new(),
        runtime: None,
    };
    match &stage.body {
        stages::Body::Builder(builder) => view.parts.extend(builder::parts(builder, args(stage))),
        stages::Body::Plain { copies, run } => {
            let run = Run::of(
                run.iter()
                    .map(|command| Step::command(command, &shell::term(&command.value))),
            );
            view.parts.push(Part {
                copies: copies.iter().map(copy).collect(),
                args: args(stage),
                runs: run.into_iter().collect(),
                ..Part::default()
            });
        }
        stages::Body::Runtime(body) => {
            view.parts.push(runtime::part(body));
            view.args = args(stage);
            view.runtime = Some(runtime::view(plan, body));
        }
    }
    view.parts
        .retain(|part| !part.copies.is_empty() || !part.args.is_empty() || !part.runs.is_empty());
    if stage.pipes == Pipes::Unknown {
        let runs = view.parts.iter_mut().flat_map(|part| &mut part.runs);
        for run in runs.filter(|run| run.pipes()) {
            run.comments.push(docker::comment(
                "The shell of this image may not know pipefail.",
            ));
            run.ignore = Some(ignored("DL4006"));
        }
    }
    view
}

fn purpose(stage: &Stage) -> &'static str {
    match &stage.body {
        stages::Body::Builder(builder) if builder.javascript.is_some() => {
            "Gems, JavaScript and assets are made here"
        }
        stages::Body::Builder(_) => "Gems and assets are made here",
        stages::Body::Plain { .. } => "What later stages copy from",
        stages::Body::Runtime(_) => "What runs: the image that is pushed and deployed",
    }
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
