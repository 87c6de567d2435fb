//! Emits the Dockerfile.

use serde::Serialize;

use super::body::OutputBody;
use crate::{
    lang::{
        Text,
        docker::{self, Docker},
        template::fill,
    },
    place::{Place, Placed},
    plan::{
        Plan,
        stages::{
            self, Block, Copy, From, Instruction, InstructionKind, RunInstruction, Stage, Topic,
        },
    },
    template,
};

/// The variables of the template.
#[derive(Serialize)]
struct View {
    healthcheck: Option<Text<Docker>>,
    stages: Vec<StageView>,
}

#[derive(Serialize)]
struct StageView {
    name: Text<Docker>,
    purpose: Text<Docker>,
    topics: Vec<Text<Docker>>,
}

#[derive(Serialize)]
struct BlocksView {
    blocks: Vec<Vec<InstructionView>>,
}

/// An instruction: its comments, and exactly one of the other fields.
#[derive(Default, Serialize)]
struct InstructionView {
    comments: Vec<Text<Docker>>,
    from: Option<FromView>,
    workdir: Option<Text<Docker>>,
    env: Option<Pair>,
    search_path: Option<Vec<Text<Docker>>>,
    shell: Option<Text<Docker>>,
    copy: Option<CopyView>,
    arg: Option<ArgView>,
    arg_env: Option<Pair>,
    run: Option<RunView>,
    user: Option<UserView>,
    volume: Option<Text<Docker>>,
    expose: Option<Text<Docker>>,
    healthcheck: Option<Text<Docker>>,
    entrypoint: Option<Text<Docker>>,
    cmd: Option<Text<Docker>>,
}

#[derive(Serialize)]
struct FromView {
    image: Text<Docker>,
    name: Text<Docker>,
}

/// A build argument and its default.
#[derive(Serialize)]
struct ArgView {
    name: Text<Docker>,
    default: Option<Text<Docker>>,
}

/// A name and its value.
#[derive(Serialize)]
struct Pair {
    name: Text<Docker>,
    value: Text<Docker>,
}

#[derive(Serialize)]
struct CopyView {
    from: Option<Text<Docker>>,
    owner: Option<Text<Docker>>,
    mode: Option<Text<Docker>>,
    paths: Vec<Text<Docker>>,
    to: Text<Docker>,
}

#[derive(Serialize)]
struct RunView {
    ignored: Option<Text<Docker>>,
    mounts: Vec<Text<Docker>>,
    first: Text<Docker>,
    rest: Vec<Text<Docker>>,
}

#[derive(Serialize)]
struct UserView {
    uid: Text<Docker>,
    gid: Text<Docker>,
}

/// Emits the Dockerfile.
pub(super) fn emit(plan: &Plan) -> Option<OutputBody> {
    let path = plan.outputs.dockerfile.as_ref()?;
    let healthcheck = plan.stages.iter().find_map(|stage| match &stage.body {
        stages::StageBody::Runtime(runtime) => runtime.healthcheck.as_ref(),
        stages::StageBody::Builder(_) | stages::StageBody::Plain { .. } => None,
    });
    let stages = plan.stages.iter().map(|stage| StageView {
        name: docker::stage(&stage.name),
        purpose: docker::comment(stage.purpose).with_place(&stage.place.key("kind")),
        topics: render_topics(stage).map(|(_, text)| text).collect(),
    });
    let view = View {
        healthcheck: healthcheck.map(|path| docker::comment("").with_place(&path.place)),
        stages: stages.collect(),
    };
    let text = fill::<Docker>(template!("Dockerfile.j2"), &view);
    Some(OutputBody::new(path, &text))
}

/// Renders the instructions of `stage`, grouped by topic.
pub(super) fn render_topics(stage: &Stage) -> impl Iterator<Item = (Topic, Text<Docker>)> {
    let topics = stage
        .blocks
        .chunk_by(|left, right| left.topic == right.topic);
    topics.map(|blocks| {
        let block = |block: &Block| block.instructions.iter().map(instruction).collect();
        let view = BlocksView {
            blocks: blocks.iter().map(block).collect(),
        };
        let text = fill(template!("dockerfile/instructions.j2"), &view);
        (blocks[0].topic, text)
    })
}

fn instruction(instruction: &Instruction) -> InstructionView {
    let mut view = InstructionView {
        comments: instruction.comments.iter().map(docker::shell).collect(),
        ..InstructionView::default()
    };
    match &instruction.kind {
        InstructionKind::From {
            parent,
            parent_places,
            name,
        } => {
            view.from = Some(FromView {
                image: with_places(from(parent), parent_places),
                name: docker::stage(&name.value).with_place(&name.place),
            });
        }
        InstructionKind::Workdir(path) => {
            view.workdir = Some(docker::path(&path.value).with_place(&path.place));
        }
        InstructionKind::Env(variable) => {
            let value = &variable.value;
            view.env = Some(Pair {
                name: docker::name(&variable.name).with_place(&value.place),
                value: docker::string(&value.value).with_place(&value.place),
            });
        }
        InstructionKind::SearchPath(folders) => {
            let folders = folders.iter();
            let folders = folders.map(|path| docker::path(&path.value).with_place(&path.place));
            view.search_path = Some(folders.collect());
        }
        InstructionKind::Shell(words) => {
            view.shell = Some(docker::exec(
                &words.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ));
        }
        InstructionKind::Copy(copy) => view.copy = Some(self::copy(copy)),
        InstructionKind::Arg(arg) => {
            view.arg = Some(ArgView {
                name: docker::name(&arg.name).with_place(&arg.place),
                default: arg.default.as_ref().map(literal),
            });
        }
        InstructionKind::ArgEnv(arg) => {
            view.arg_env = Some(Pair {
                name: docker::name(&arg.env).with_place(&arg.place),
                value: docker::name(&arg.name).with_place(&arg.place),
            });
        }
        InstructionKind::Run(run) => view.run = Some(self::run(run)),
        InstructionKind::User(user) => {
            view.user = Some(UserView {
                uid: docker::number(user.uid).with_place(&user.place.key("uid")),
                gid: docker::number(user.gid).with_place(&user.place.key("gid")),
            });
        }
        InstructionKind::Volume(volumes) => {
            let paths: Vec<String> = volumes
                .iter()
                .map(|path| path.value.as_str().to_owned())
                .collect();
            let places: Vec<Place> = volumes.iter().map(|path| path.place.clone()).collect();
            view.volume = Some(with_places(docker::exec(&paths), &places));
        }
        InstructionKind::Expose(port) => {
            view.expose = Some(docker::number(port.value).with_place(&port.place));
        }
        InstructionKind::Healthcheck { words, places } => {
            view.healthcheck = Some(with_places(docker::exec(words), places));
        }
        InstructionKind::Entrypoint(words) => {
            view.entrypoint = Some(docker::exec(&words.value).with_place(&words.place));
        }
        InstructionKind::Cmd(words) => {
            view.cmd = Some(docker::exec(&words.value).with_place(&words.place));
        }
        InstructionKind::ShellCmd(script) => view.cmd = Some(docker::shell_exec(script)),
    }
    view
}

/// Adds `places` to the origins of `text`.
fn with_places(text: Text<Docker>, places: &[Place]) -> Text<Docker> {
    places
        .iter()
        .fold(text, |text, place| text.with_place(place))
}

fn from(from: &From) -> Text<Docker> {
    match from {
        From::Image(image) => docker::image(image),
        From::Stage(stage) => docker::stage(stage),
    }
}

fn copy(copy: &Copy) -> CopyView {
    let paths = copy.paths.iter();
    CopyView {
        from: copy.from.as_ref().map(from),
        owner: copy.owner.as_ref().map(literal),
        mode: copy.mode.as_ref().map(literal),
        paths: paths
            .map(|path| docker::path(&path.value).with_place(&path.place))
            .collect(),
        to: docker::path(&copy.to),
    }
}

/// A literal value.
fn literal(value: &Placed<String>) -> Text<Docker> {
    docker::string(&value.value).with_place(&value.place)
}

fn run(run: &RunInstruction) -> RunView {
    let mounts = run.mounts.iter().map(|secret| {
        docker::secret(&secret.id, &secret.variable)
            .with_place(&secret.place)
            .with_reason("A mounted secret is available only to this RUN, and is not stored in any layer or variable.")
    });
    RunView {
        ignored: (!run.ignored_rules.is_empty())
            .then(|| docker::comment(&run.ignored_rules.join(","))),
        mounts: mounts.collect(),
        first: docker::shell(&run.first),
        rest: run.rest.iter().map(docker::shell).collect(),
    }
}
