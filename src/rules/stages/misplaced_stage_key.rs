//! A key does not apply to the kind of its stage.
//!
//! ## Why
//! Gems are installed in the builder, and the service runs in the runtime stage. A `user` elsewhere, or `strip_gems` in
//! the runtime stage, would look like a setting that works, but have no effect.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! healthcheck = "/healthcheck"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.docs]
//! run = { after_bundle = ["bundle exec rake docs"] }
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.production]
//! remove = ["tmp"]
//! ```
//!
//! ```toml
//! [stages.builder]
//! run = { after_bundle = ["bundle clean"], before_copy = ["mkdir /data"] }
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! run = ["bundle exec rake docs"]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! healthcheck = "/healthcheck"
//! ```

use crate::{
    rules::prelude::*,
    spec::stages::{Points, Stage, StageCommands, StageKind},
};

pub const RULE: Rule = Rule::error("TV0302", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        let kind = stage.kind_of(name);
        if let (Some(StageCommands::Points(points)), StageKind::Builder | StageKind::Runtime) =
            (&stage.run, kind)
        {
            check_points(spec, name, kind, points, findings);
        }
        let misplaced = applicable_kinds(stage)
            .into_iter()
            .filter(|(_, kinds)| !kinds.is_empty() && !kinds.contains(&kind));
        for (key, kinds) in misplaced {
            let form = match &stage.run {
                Some(StageCommands::List(_)) if key == "run" => " as a list",
                Some(StageCommands::Points(_)) if key == "run" => " as a table",
                Some(StageCommands::List(_) | StageCommands::Points(_)) | None => "",
            };
            findings
                .report_key(
                    place!("stages", name, key),
                    format!(
                        "the {} stage `{name}` does not support `{key}`{form}",
                        kind.name()
                    ),
                )
                .label(format!("not in a {} stage", kind.name()))
                .help(suggestion(spec, stage, kind, key, kinds));
        }
    }
}

/// The keys of a stage, each with the kinds of stage that support it. A key that `stage` does not set has no kinds.
fn applicable_kinds(stage: &Stage) -> [(&'static str, &'static [StageKind]); 11] {
    const BUILDER: &[StageKind] = &[StageKind::Builder];
    const RUNTIME: &[StageKind] = &[StageKind::Runtime];
    let run: &[StageKind] = match &stage.run {
        Some(StageCommands::List(_)) => &[StageKind::Plain],
        Some(StageCommands::Points(_)) => &[StageKind::Builder, StageKind::Runtime],
        None => &[],
    };
    let only = |written: bool, kinds: &'static [StageKind]| if written { kinds } else { &[] };
    [
        ("extra_files", only(!stage.extra_files.is_empty(), BUILDER)),
        ("run", run),
        ("remove", only(!stage.remove.is_empty(), BUILDER)),
        ("strip_gems", only(stage.strip_gems.is_some(), BUILDER)),
        (
            "copy",
            only(
                stage.copy.is_some(),
                &[StageKind::Plain, StageKind::Runtime],
            ),
        ),
        ("user", only(stage.user.is_some(), RUNTIME)),
        ("writable", only(stage.writable.is_some(), RUNTIME)),
        ("volumes", only(!stage.volumes.is_empty(), RUNTIME)),
        ("entrypoint", only(stage.entrypoint.is_some(), RUNTIME)),
        ("healthcheck", only(stage.healthcheck.is_some(), RUNTIME)),
        ("command", only(stage.command.is_some(), RUNTIME)),
    ]
}

/// Reports each point of `points`, in the stage `name` of `kind`, that stages of this kind do not have.
fn check_points(
    spec: &Spec,
    name: &str,
    kind: StageKind,
    points: &Points,
    findings: &mut Findings,
) {
    let own = Points::of_kind(kind);
    let misplaced = points.lists().into_iter();
    for (point, _) in misplaced.filter(|(point, list)| !list.is_empty() && !own.contains(point)) {
        let mut kinds = [StageKind::Builder, StageKind::Runtime].into_iter();
        let home = kinds.find(|kind| Points::of_kind(*kind).contains(&point));
        let home = home.and_then(|kind| spec.stage_of_kind(kind));
        findings
            .report_key(
                place!("stages", name, "run", point),
                format!("the {} stage `{name}` has no point `{point}`", kind.name()),
            )
            .label(format!("not in a {} stage", kind.name()))
            .help(match home {
                Some(home) => format!(
                    "move it to `run` in `[stages.{home}]`, or write {}",
                    alternatives(own)
                ),
                None => format!("write {}", alternatives(own)),
            });
    }
}

/// `points` as a phrase: `` `before_copy` or `after_copy` ``.
fn alternatives(points: &[&str]) -> String {
    let quoted: Vec<String> = points.iter().map(|point| format!("`{point}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The help for `key`, which applies to stages of `kinds`.
fn suggestion(
    spec: &Spec,
    stage: &Stage,
    kind: StageKind,
    key: &str,
    kinds: &[StageKind],
) -> String {
    match (&stage.run, kind, key) {
        (Some(StageCommands::List(list)), StageKind::Builder, "run") => {
            format!(
                "write the point at which the commands run: `run = {{ after_bundle = {list:?} }}`"
            )
        }
        (Some(StageCommands::List(list)), StageKind::Runtime, "run") => {
            format!(
                "write the point at which the commands run: `run = {{ after_copy = {list:?} }}`"
            )
        }
        (Some(StageCommands::Points(points)), StageKind::Plain, "run") => {
            let all: Vec<&String> = points
                .lists()
                .into_iter()
                .flat_map(|(_, list)| list)
                .collect();
            format!("write a list: `run = {all:?}`")
        }
        (_, StageKind::Builder, "copy") => {
            "remove it: the builder contains the whole build context".to_owned()
        }
        (
            Some(StageCommands::List(_) | StageCommands::Points(_)) | None,
            StageKind::Builder | StageKind::Runtime | StageKind::Plain,
            _,
        ) => {
            let home = kinds.first().and_then(|kind| spec.stage_of_kind(*kind));
            home.map_or_else(
                || "remove it".to_owned(),
                |home| format!("move it to `[stages.{home}]`, or remove it"),
            )
        }
    }
}
