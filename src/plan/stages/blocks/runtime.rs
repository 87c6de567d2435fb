//! The blocks of the final image.

use serde::Serialize;

use super::{Instruction, InstructionKind, Script};
use crate::{
    lang::{
        Text,
        shell::{self, Shell},
    },
    place::Placed,
    plan::stages::Runtime,
    template,
};

#[derive(Serialize)]
struct Writable {
    paths: Vec<Text<Shell>>,
    owner: Option<Text<Shell>>,
}

/// Makes the directories that the user may write to.
pub(super) fn writable(body: &Runtime) -> Script {
    let paths = body.writable.iter();
    let view = Writable {
        paths: paths
            .map(|path| shell::path(&path.value).at(&path.at))
            .collect(),
        owner: body.user.as_ref().map(|user| {
            shell::word(&format!("{}:{}", user.name, user.group))
                .at(&user.at.key("name"))
                .at(&user.at.key("group"))
        }),
    };
    Script::new(template!("dockerfile/writable.sh.j2"), &view, [])
}

/// How the image starts.
pub(super) fn start(body: &Runtime, port: &Placed<u32>) -> Vec<Instruction> {
    let healthcheck = body.healthcheck.as_ref().map(|path| {
        let url = format!("http://127.0.0.1:{}{}", port.value, path.value);
        InstructionKind::Healthcheck {
            words: ["wget", "--quiet", "--spider", &url]
                .map(str::to_owned)
                .to_vec(),
            at: vec![path.at.clone(), port.at.clone()],
        }
    });
    let kinds = body
        .user
        .iter()
        .cloned()
        .map(InstructionKind::User)
        .chain([InstructionKind::Expose(port.clone())])
        .chain(healthcheck)
        .chain([command(body)]);
    kinds.map(InstructionKind::without_comments).collect()
}

/// Runs the commands in turn. The last replaces the shell; a single command of literal words needs none.
fn command(body: &Runtime) -> InstructionKind {
    if let [only] = body.command.as_slice()
        && let Some(words) = only.value.words()
    {
        return InstructionKind::Cmd(Placed::new(words.to_vec(), only.at.clone()));
    }
    let (earlier, last) = body.command.split_at(body.command.len().saturating_sub(1));
    let earlier = earlier
        .iter()
        .map(|command| shell::term(&command.value).at(&command.at));
    let last = last
        .iter()
        .map(|command| shell::exec(&command.value).at(&command.at));
    InstructionKind::ShellCmd(shell::and_then(&earlier.chain(last).collect::<Vec<_>>()))
}
