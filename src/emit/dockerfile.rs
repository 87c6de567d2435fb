//! The Dockerfile.

use serde::Serialize;

use super::body::Body;
use crate::{
    lang::{
        Text,
        docker::{self, Docker},
        template::fill,
    },
    place::Place,
    plan::{
        Plan,
        stages::{
            self, Block, Copy, From, Instruction, InstructionKind, RunInstruction, Stage, Topic,
        },
    },
    template,
};

/// All that the template shows.
#[derive(Serialize)]
struct View {
    healthcheck: Option<Text<Docker>>,
    stages: Vec<StageView>,
}

#[derive(Serialize)]
struct StageView {
    name: Text<Docker>,
    purpose: Text<Docker>,
    pieces: Vec<Text<Docker>>,
}

#[derive(Serialize)]
struct BlocksView {
    blocks: Vec<Vec<InstructionView>>,
}

/// An instruction: its comments and one of the others.
#[derive(Default, Serialize)]
struct InstructionView {
    comments: Vec<Text<Docker>>,
    from: Option<FromView>,
    workdir: Option<Text<Docker>>,
    env: Option<Pair>,
    shell: Option<Text<Docker>>,
    copy: Option<CopyView>,
    arg: Option<Text<Docker>>,
    arg_env: Option<Pair>,
    run: Option<RunView>,
    user: Option<UserView>,
    expose: Option<Text<Docker>>,
    healthcheck: Option<Text<Docker>>,
    cmd: Option<Text<Docker>>,
}

#[derive(Serialize)]
struct FromView {
    image: Text<Docker>,
    name: Text<Docker>,
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

/// Writes the Dockerfile.
pub(super) fn emit(plan: &Plan) -> Option<Body> {
    let path = plan.outputs.dockerfile.as_ref()?;
    let healthcheck = plan.stages.iter().find_map(|stage| match &stage.body {
        stages::Body::Runtime(runtime) => runtime.healthcheck.as_ref(),
        stages::Body::Builder(_) | stages::Body::Plain { .. } => None,
    });
    let stages = plan.stages.iter().map(|stage| StageView {
        name: docker::stage(&stage.name),
        purpose: docker::comment(stage.purpose).at(&stage.at.key("kind")),
        pieces: pieces(stage).map(|(_, text)| text).collect(),
    });
    let view = View {
        healthcheck: healthcheck.map(|path| docker::comment("").at(&path.at)),
        stages: stages.collect(),
    };
    let text = fill::<Docker>(template!("Dockerfile.j2"), &view);
    Some(Body::new(path, &text))
}

/// The instructions of `stage`, those of one topic together.
pub(super) fn pieces(stage: &Stage) -> impl Iterator<Item = (Topic, Text<Docker>)> {
    let pieces = stage.blocks.chunk_by(|one, other| one.topic == other.topic);
    pieces.map(|blocks| {
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
            parent_at,
            name,
        } => {
            view.from = Some(FromView {
                image: made_by(from(parent), parent_at),
                name: docker::stage(&name.value).at(&name.at),
            });
        }
        InstructionKind::Workdir(path) => {
            view.workdir = Some(docker::path(&path.value).at(&path.at));
        }
        InstructionKind::Env(variable) => {
            let value = &variable.value;
            view.env = Some(Pair {
                name: docker::name(&variable.name).at(&value.at),
                value: docker::string(&value.value).at(&value.at),
            });
        }
        InstructionKind::Shell(words) => {
            view.shell = Some(docker::exec(
                &words.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ));
        }
        InstructionKind::Copy(copy) => view.copy = Some(self::copy(copy)),
        InstructionKind::Arg(arg) => view.arg = Some(docker::name(&arg.name).at(&arg.at)),
        InstructionKind::ArgEnv(arg) => {
            view.arg_env = Some(Pair {
                name: docker::name(&arg.env).at(&arg.at),
                value: docker::name(&arg.name).at(&arg.at),
            });
        }
        InstructionKind::Run(run) => view.run = Some(self::run(run)),
        InstructionKind::User(user) => {
            view.user = Some(UserView {
                uid: docker::number(user.uid).at(&user.at.key("uid")),
                gid: docker::number(user.gid).at(&user.at.key("gid")),
            });
        }
        InstructionKind::Expose(port) => {
            view.expose = Some(docker::number(port.value).at(&port.at));
        }
        InstructionKind::Healthcheck { words, at } => {
            view.healthcheck = Some(made_by(docker::exec(words), at));
        }
        InstructionKind::Cmd(words) => view.cmd = Some(docker::exec(&words.value).at(&words.at)),
        InstructionKind::ShellCmd(script) => view.cmd = Some(docker::shell_exec(script)),
    }
    view
}

/// `text`, made by the keys at `places` too.
fn made_by(text: Text<Docker>, places: &[Place]) -> Text<Docker> {
    places.iter().fold(text, |text, place| text.at(place))
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
        paths: paths
            .map(|path| docker::path(&path.value).at(&path.at))
            .collect(),
        to: docker::path(&copy.to),
    }
}

fn run(run: &RunInstruction) -> RunView {
    let mounts = run.mounts.iter().map(|secret| {
        docker::secret(&secret.id, &secret.variable)
            .at(&secret.at)
            .because("A secret that is mounted is there for this one RUN, and in no layer and no variable.")
    });
    RunView {
        ignored: (!run.ignored_rules.is_empty())
            .then(|| docker::comment(&run.ignored_rules.join(","))),
        mounts: mounts.collect(),
        first: docker::shell(&run.first),
        rest: run.rest.iter().map(docker::shell).collect(),
    }
}
