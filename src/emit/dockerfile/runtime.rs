//! What the final image adds, and how it starts.

use serde::Serialize;

use super::{
    Arg, Part, copy,
    run::{Run, Step},
};
use crate::{
    lang::{
        Text,
        docker::{self, Docker},
        shell::{self, Shell},
        template::fill,
    },
    plan::{Plan, stages::Runtime},
    template,
};

/// How the final image starts.
#[derive(Serialize)]
struct View {
    args: Vec<Arg>,
    user: Option<User>,
    port: Text<Docker>,
    healthcheck: Option<Text<Docker>>,
    command: Text<Docker>,
}

#[derive(Serialize)]
struct User {
    uid: Text<Docker>,
    gid: Text<Docker>,
}

/// What is copied into the image, and where its user may write.
pub(super) fn part(body: &Runtime) -> Part {
    let mut steps = Vec::new();
    if !body.writable.is_empty() {
        let paths: Vec<Text<Shell>> = body
            .writable
            .iter()
            .map(|path| shell::path(&path.value).at(&path.at))
            .collect();
        let words =
            |first: Vec<Text<Shell>>| Step::line(&shell::words(&[first, paths.clone()].concat()));
        steps.push(words(vec![shell::literal("mkdir -p")]));
        if let Some(user) = &body.user {
            let owner = shell::word(&format!("{}:{}", user.name, user.group))
                .at(&user.at.key("name"))
                .at(&user.at.key("group"))
                .because("The user owns what it may write to, and nothing else.");
            steps.push(words(vec![shell::literal("chown -R"), owner]));
        }
    }
    Part {
        copies: body.copies.iter().map(copy).collect(),
        runs: Run::of(steps).into_iter().collect(),
        ..Part::default()
    }
}

/// How the image starts; `args` are the build arguments that it knows then.
pub(super) fn start(plan: &Plan, body: &Runtime, args: Vec<Arg>) -> Text<Docker> {
    let port = &plan.service.port;
    let number = |number: u32| docker::number(number);
    let user = body.user.as_ref();
    let healthcheck = body.healthcheck.as_ref().map(|path| {
        let url = format!("http://127.0.0.1:{}{}", port.value, path.value);
        let words = ["wget", "--quiet", "--spider", &url].map(str::to_owned);
        docker::exec(&words).at(&path.at).at(&port.at)
    });
    let view = View {
        args,
        user: user.map(|user| User {
            uid: number(user.uid).at(&user.at.key("uid")),
            gid: number(user.gid).at(&user.at.key("gid")),
        }),
        port: number(port.value).at(&port.at),
        healthcheck,
        command: command(body),
    };
    fill(template!("dockerfile/start.j2"), &view)
}

/// The commands in turn; the last takes the shell's place, and one that needs no shell gets none.
fn command(body: &Runtime) -> Text<Docker> {
    if let [only] = body.command.as_slice()
        && let Some(words) = only.value.words()
    {
        return docker::exec(words).at(&only.at);
    }
    let last = body.command.len().saturating_sub(1);
    let commands: Vec<Text<Shell>> = body
        .command
        .iter()
        .enumerate()
        .map(|(item, command)| {
            let text = if item == last {
                shell::exec(&command.value)
            } else {
                shell::term(&command.value)
            };
            text.at(&command.at)
        })
        .collect();
    docker::shell_exec(&shell::and_then(&commands))
}
