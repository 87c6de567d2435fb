//! The block of packages, the time zone and the user.

use serde::Serialize;

use super::{Instruction, Script, Stage, StageBody, run_instruction};
use crate::{
    lang::{
        Text,
        shell::{self, Shell},
    },
    place::Placed,
    plan::stages::User,
    spec::base::DEFAULT_TIMEZONE,
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

/// The `RUN` of the block, if any.
pub(super) fn packages_instruction(stage: &Stage) -> Option<Instruction> {
    let runtime = match &stage.body {
        StageBody::Runtime(runtime) => Some(runtime),
        StageBody::Builder(_) | StageBody::Plain { .. } => None,
    };
    let packages = packages(stage);
    let reasons = stage.packages.iter().filter_map(|package| {
        let reason = package.reason.as_ref()?;
        Some(shell::comment(reason).with_place(&package.requirement.place))
    });
    let view = View {
        reasons: reasons.collect(),
        upgrade: runtime
            .filter(|runtime| runtime.upgrade.value)
            .map(|runtime| shell::literal("").with_place(&runtime.upgrade.place)),
        unpinned: packages
            .iter()
            .any(|requirement| !requirement.as_str().contains(['=', '<', '>', '~'])),
        packages,
        timezone: stage
            .timezone
            .as_ref()
            .filter(|zone| zone.value != DEFAULT_TIMEZONE)
            .map(timezone),
        user: runtime.and_then(|runtime| runtime.user.as_ref()).map(user),
    };
    let script = Script::new(template!("dockerfile/packages.sh.j2"), &view, []);
    run_instruction(stage, [script], &[])
}

/// The packages of `stage`, including the one for its time zone, in alphabetical order.
fn packages(stage: &Stage) -> Vec<Text<Shell>> {
    let all = stage.packages.iter();
    let mut texts: Vec<Text<Shell>> = all
        .map(|package| {
            shell::quote(&package.requirement.value).with_place(&package.requirement.place)
        })
        .collect();
    let requirement = |package: &super::super::Package| package.requirement.value.clone();
    let has_tzdata = stage
        .packages
        .iter()
        .any(|package| requirement(package).starts_with("tzdata"));
    if let (Some(zone), false) = (&stage.timezone, has_tzdata) {
        let index = stage
            .packages
            .partition_point(|package| requirement(package).as_str() < "tzdata");
        // The image has no time zone data (docker-library/ruby, Dockerfile.template).
        texts.insert(
            index,
            shell::literal("tzdata")
                .with_place(&zone.place)
                .with_reason(
                    "The Ruby image on Alpine has no time zone data, so the package is added.",
                ),
        );
    }
    texts
}

fn timezone(zone: &Placed<String>) -> Timezone {
    Timezone {
        file: shell::quote(&format!("/usr/share/zoneinfo/{}", zone.value)).with_place(&zone.place),
        name: shell::quote(&zone.value).with_place(&zone.place),
    }
}

fn user(user: &User) -> UserView {
    UserView {
        name: shell::quote(&user.name).with_place(&user.place.key("name")),
        uid: shell::number(user.uid).with_place(&user.place.key("uid")),
        group: shell::quote(&user.group).with_place(&user.place.key("group")),
        gid: shell::number(user.gid).with_place(&user.place.key("gid")),
    }
}
