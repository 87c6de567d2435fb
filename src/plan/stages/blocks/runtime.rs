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

/// Creates the directories that the user can write to.
pub(super) fn writable_script(body: &Runtime) -> Script {
    let paths = body.writable.iter();
    let view = Writable {
        paths: paths
            .map(|path| shell::path(&path.value).with_place(&path.place))
            .collect(),
        owner: body.user.as_ref().map(|user| {
            shell::quote(&format!("{}:{}", user.name, user.group))
                .with_place(&user.place.key("name"))
                .with_place(&user.place.key("group"))
        }),
    };
    Script::new(template!("dockerfile/writable.sh.j2"), &view, [])
}

/// Plans the instructions that start the service.
pub(super) fn start_instructions(body: &Runtime, port: &Placed<u32>) -> Vec<Instruction> {
    let healthcheck = body.healthcheck.as_ref().map(|path| {
        let url = format!("http://127.0.0.1:{}{}", port.value, path.value);
        InstructionKind::Healthcheck {
            words: ["wget", "--quiet", "--spider", &url]
                .map(str::to_owned)
                .to_vec(),
            places: vec![path.place.clone(), port.place.clone()],
        }
    });
    let volumes = body.volumes.clone();
    let volume = (!volumes.is_empty()).then_some(InstructionKind::Volume(volumes));
    let entrypoint = body.entrypoint.as_ref().map(|command| {
        let words = command.value.literal_words();
        let words = words.expect("compound-entrypoint rejected it");
        InstructionKind::Entrypoint(Placed::new(words.to_vec(), command.place.clone()))
    });
    let user = body.user.iter().cloned().map(InstructionKind::User);
    let kinds = volume.into_iter().chain(user);
    let kinds = kinds
        .chain([InstructionKind::Expose(port.clone())])
        .chain(healthcheck)
        .chain(entrypoint)
        .chain([command(body)]);
    kinds.map(InstructionKind::without_comments).collect()
}

/// Runs the commands in order. The last one replaces the shell; a single command of literal words needs no shell.
fn command(body: &Runtime) -> InstructionKind {
    if let [only] = body.command.as_slice()
        && let Some(words) = only.value.literal_words()
    {
        return InstructionKind::Cmd(Placed::new(words.to_vec(), only.place.clone()));
    }
    let (earlier, last) = body.command.split_at(body.command.len().saturating_sub(1));
    let earlier = earlier
        .iter()
        .map(|command| shell::operand(&command.value).with_place(&command.place));
    let last = last
        .iter()
        .map(|command| shell::exec(&command.value).with_place(&command.place));
    InstructionKind::ShellCmd(shell::and_then(&earlier.chain(last).collect::<Vec<_>>()))
}
