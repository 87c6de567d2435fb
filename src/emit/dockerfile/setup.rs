//! What a stage adds to what it is built on: packages, the time zone, and the user that runs the service.

use super::{
    Part,
    run::{Run, Step},
};
use crate::{
    lang::{
        Text,
        docker::{self, Docker},
        shell::{self, Shell},
    },
    plan::stages::{Body, Runtime, Stage},
};

/// The part that adds them, if there is anything to add.
pub(super) fn part(stage: &Stage) -> Option<Part> {
    let words = packages(stage);
    let runtime = match &stage.body {
        Body::Runtime(runtime) => Some(runtime.as_ref()),
        Body::Builder(_) | Body::Plain { .. } => None,
    };
    let upgrade = runtime.filter(|runtime| runtime.upgrade.value);
    let mut steps = Vec::new();
    if let Some(runtime) = upgrade {
        steps.push(Step::line(
            &shell::literal("apk upgrade --no-cache")
                .at(&runtime.upgrade.at)
                .because("What runs gets Alpine's fixes at each build, and need not wait for the next base image."),
        ));
    }
    if !words.is_empty() {
        steps.push(Step::words(&shell::literal("apk add --no-cache"), &words));
    }
    steps.extend(timezone(stage));
    steps.extend(runtime.into_iter().flat_map(user));
    let mut run = Run::of(steps)?;
    let unpinned = words
        .iter()
        .any(|word| !word.as_str().contains(['=', '<', '>', '~']));
    run.comments = reasons(stage);
    if upgrade.is_some() {
        run.breaks(
            "DL3017",
            "Upgraded on purpose: a fix should not have to wait for the next base image.",
        );
    }
    if unpinned {
        run.breaks(
            "DL3018",
            "Alpine deletes old revisions, so an exact version would break the build one day.",
        );
    }
    Some(Part {
        runs: vec![run],
        ..Part::default()
    })
}

/// The packages that a stage adds, with that of its time zone, in the order of the alphabet.
fn packages(stage: &Stage) -> Vec<Text<Shell>> {
    let mut words: Vec<Text<Shell>> = stage
        .packages
        .iter()
        .map(|package| {
            shell::word(&package.word.value).at(&package.word.at).because(
                "The packages of the base and of the stage, each once on a line of its own, in the order of the alphabet.",
            )
        })
        .collect();
    let named = stage
        .packages
        .iter()
        .any(|package| package.word.value.starts_with("tzdata"));
    if let (Some(zone), false) = (&stage.timezone, named) {
        let place = stage
            .packages
            .partition_point(|package| package.word.value.as_str() < "tzdata");
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

fn timezone(stage: &Stage) -> Vec<Step> {
    let Some(zone) = &stage.timezone else {
        return Vec::new();
    };
    let file = shell::word(&format!("/usr/share/zoneinfo/{}", zone.value)).at(&zone.at);
    let name = shell::word(&zone.value).at(&zone.at);
    let line = |words: &[Text<Shell>]| Step::line(&shell::words(words));
    vec![
        line(&[shell::literal("cp"), file, shell::literal("/etc/localtime")]),
        line(&[
            shell::literal("echo"),
            name,
            shell::literal("> /etc/timezone"),
        ]),
    ]
}

fn user(body: &Runtime) -> Vec<Step> {
    let Some(user) = &body.user else {
        return Vec::new();
    };
    let name = shell::word(&user.name).at(&user.at.key("name"));
    let group = shell::word(&user.group).at(&user.at.key("group"));
    let uid = shell::number(user.uid).at(&user.at.key("uid"));
    let gid = shell::number(user.gid).at(&user.at.key("gid"));
    let line = |words: &[Text<Shell>]| Step::line(&shell::words(words));
    vec![
        line(&[shell::literal("addgroup -S -g"), gid, group.clone()]),
        line(&[
            shell::literal("adduser -S -u"),
            uid,
            shell::literal("-G"),
            group,
            name,
        ]),
    ]
}

/// Why packages are constrained.
fn reasons(stage: &Stage) -> Vec<Text<Docker>> {
    let reason = |package: &crate::plan::stages::Package| {
        package
            .reason
            .as_ref()
            .map(|reason| docker::comment(reason).at(&package.word.at))
    };
    stage.packages.iter().filter_map(reason).collect()
}
