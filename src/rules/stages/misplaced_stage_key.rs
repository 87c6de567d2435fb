//! A key does not apply to the kind of its stage.
//!
//! ## Why
//! Gems are installed in the builder, and the service runs in the runtime stage: a `user` elsewhere or `strip_gems`
//! in the runtime stage would be read by nobody, and look like a setting that works.
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
    spec::stages::{Kind, Run, Stage},
};

pub const RULE: Rule = Rule::error("TV0302", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        let kind = stage.kind_of(name);
        let misplaced = written(stage)
            .into_iter()
            .filter(|(_, kinds)| !kinds.is_empty() && !kinds.contains(&kind));
        for (key, kinds) in misplaced {
            let form = match &stage.run {
                Some(Run::List(_)) if key == "run" => " as a list",
                Some(Run::Points(_)) if key == "run" => " as a table",
                Some(Run::List(_) | Run::Points(_)) | None => "",
            };
            findings
                .report_key(
                    at!("stages", name, key),
                    format!(
                        "`{name}` is a {} stage, and takes no `{key}`{form}",
                        kind.name()
                    ),
                )
                .label(format!("not in a {} stage", kind.name()))
                .help(remedy(spec, stage, kind, key, kinds));
        }
    }
}

/// The keys that `stage` has, each with the kinds of stage that it applies to; with none where it is not written.
fn written(stage: &Stage) -> [(&'static str, &'static [Kind]); 9] {
    const BUILDER: &[Kind] = &[Kind::Builder];
    const RUNTIME: &[Kind] = &[Kind::Runtime];
    let run: &[Kind] = match &stage.run {
        Some(Run::List(_)) => &[Kind::Plain],
        Some(Run::Points(_)) => BUILDER,
        None => &[],
    };
    let only = |written: bool, kinds: &'static [Kind]| if written { kinds } else { &[] };
    [
        ("extra_files", only(!stage.extra_files.is_empty(), BUILDER)),
        ("run", run),
        ("remove", only(!stage.remove.is_empty(), BUILDER)),
        ("strip_gems", only(stage.strip_gems.is_some(), BUILDER)),
        (
            "copy",
            only(stage.copy.is_some(), &[Kind::Plain, Kind::Runtime]),
        ),
        ("user", only(stage.user.is_some(), RUNTIME)),
        ("writable", only(stage.writable.is_some(), RUNTIME)),
        ("healthcheck", only(stage.healthcheck.is_some(), RUNTIME)),
        ("command", only(stage.command.is_some(), RUNTIME)),
    ]
}

/// What to do about `key`, which belongs to stages of `kinds`.
fn remedy(spec: &Spec, stage: &Stage, kind: Kind, key: &str, kinds: &[Kind]) -> String {
    match (&stage.run, kind, key) {
        (Some(Run::List(list)), Kind::Builder, "run") => {
            format!("name the point at which they run: `run = {{ after_bundle = {list:?} }}`")
        }
        (Some(Run::List(list)), Kind::Runtime, "run") => {
            let home = spec
                .stage_of_kind(Kind::Builder)
                .unwrap_or_else(|| "builder".to_owned());
            format!("write `run = {{ after_assets = {list:?} }}` below `[stages.{home}]`")
        }
        (Some(Run::Points(points)), Kind::Plain, "run") => {
            let all: Vec<&String> = points
                .lists()
                .into_iter()
                .flat_map(|(_, list)| list)
                .collect();
            format!("write a list: `run = {all:?}`")
        }
        (_, Kind::Builder, "copy") => {
            "take it out: the builder has the whole build context".to_owned()
        }
        (
            Some(Run::List(_) | Run::Points(_)) | None,
            Kind::Builder | Kind::Runtime | Kind::Plain,
            _,
        ) => {
            let home = kinds.first().and_then(|kind| spec.stage_of_kind(*kind));
            home.map_or_else(
                || "take it out".to_owned(),
                |home| format!("move it to `[stages.{home}]`, or take it out"),
            )
        }
    }
}
