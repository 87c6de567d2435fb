//! The block of packages, the time zone and the user.

use serde::Serialize;

use super::{Body, Instruction, Script, Stage, run_instruction};
use crate::{
    lang::{
        Text,
        shell::{self, Shell},
    },
    place::Placed,
    plan::stages::User,
    template,
};

#[derive(Serialize)]
struct View {
    reasons: Vec<Text<Shell>>,
    upgrade: Option<Text<Shell>>,
    unpinned: bool,
    packages: Vec<Text<Shell>>,
    timezone: Option<Timezone>,
    user: Option<UserView>,
}

#[derive(Serialize)]
struct Timezone {
    file: Text<Shell>,
    name: Text<Shell>,
}

#[derive(Serialize)]
struct UserView {
    name: Text<Shell>,
    uid: Text<Shell>,
    group: Text<Shell>,
    gid: Text<Shell>,
}

/// The `RUN` of the block, if there is anything to add.
pub(super) fn instruction(stage: &Stage) -> Option<Instruction> {
    let runtime = match &stage.body {
        Body::Runtime(runtime) => Some(runtime),
        Body::Builder(_) | Body::Plain { .. } => None,
    };
    let packages = packages(stage);
    let reasons = stage.packages.iter().filter_map(|package| {
        let reason = package.reason.as_ref()?;
        Some(shell::comment(reason).at(&package.word.at))
    });
    let view = View {
        reasons: reasons.collect(),
        upgrade: runtime
            .filter(|runtime| runtime.upgrade.value)
            .map(|runtime| shell::literal("").at(&runtime.upgrade.at)),
        unpinned: packages
            .iter()
            .any(|word| !word.as_str().contains(['=', '<', '>', '~'])),
        packages,
        timezone: stage.timezone.as_ref().map(timezone),
        user: runtime.and_then(|runtime| runtime.user.as_ref()).map(user),
    };
    let script = Script::new(template!("dockerfile/packages.sh.j2"), &view, []);
    run_instruction(stage, [script], &[])
}

/// The packages of `stage`, with that of its time zone, in alphabetical order.
fn packages(stage: &Stage) -> Vec<Text<Shell>> {
    let all = stage.packages.iter();
    let mut words: Vec<Text<Shell>> = all
        .map(|package| shell::word(&package.word.value).at(&package.word.at))
        .collect();
    let word = |package: &super::super::Package| package.word.value.clone();
    let named = stage
        .packages
        .iter()
        .any(|package| word(package).starts_with("tzdata"));
    if let (Some(zone), false) = (&stage.timezone, named) {
        let place = stage
            .packages
            .partition_point(|package| word(package).as_str() < "tzdata");
        // The image has no time zones (docker-library/ruby, Dockerfile.template).
        words.insert(
            place,
            shell::literal("tzdata")
                .at(&zone.at)
                .because("The Ruby image on Alpine has no time zones, so the package that has them is added."),
        );
    }
    words
}

fn timezone(zone: &Placed<String>) -> Timezone {
    Timezone {
        file: shell::word(&format!("/usr/share/zoneinfo/{}", zone.value)).at(&zone.at),
        name: shell::word(&zone.value).at(&zone.at),
    }
}

fn user(user: &User) -> UserView {
    UserView {
        name: shell::word(&user.name).at(&user.at.key("name")),
        uid: shell::number(user.uid).at(&user.at.key("uid")),
        group: shell::word(&user.group).at(&user.at.key("group")),
        gid: shell::number(user.gid).at(&user.at.key("gid")),
    }
}
