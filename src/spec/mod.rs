//! What the user said: no default filled in, nothing derived. `None` and empty mean "not said".
//!
//! The types are the format: their doc comments, names and shapes become the schema that [`read`] checks a spec against.

pub mod actions;
pub mod assets;
pub mod azure;
pub mod base;
pub mod bundle;
pub mod bundle_install;
pub mod cache;
pub mod checked;
pub mod commands;
mod context;
pub mod cron;
pub mod deploy;
pub mod environments;
pub mod hooks;
pub mod javascript;
pub mod jobs;
pub mod lints;
pub mod make;
pub mod notify;
pub mod order;
pub mod outputs;
pub mod paths;
pub mod pattern;
pub mod read;
pub mod registries;
pub mod scan;
pub mod schema;
pub mod secrets;
pub mod service;
pub mod smoke_test;
pub mod stages;
pub mod table;
pub mod tag_templates;
pub mod tags;
pub mod template;
pub mod version;
pub mod wildcard;
pub mod workflow;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use checked::Checked;

use table::Table;

/// The version of the format that is read.
pub const VERSION: i64 = 1;

/// A containerised Rails service and its pipeline: what tvgen makes the Dockerfile, the .dockerignore, the workflows, the
/// Makefile and the page from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The version of this format: 1.
    #[schemars(required, extend("const" = VERSION))]
    pub spec: Option<i64>,
    /// The tvgen versions that may render this spec, as Cargo writes them: another version refuses, and says so; by default
    /// any.
    #[schemars(extend("examples" = [">=0.1", ">=0.1, <1"]))]
    pub requires: Option<String>,
    /// A spec that this one builds on: a file, or a folder that has a `tvgen.toml`, from the folder of this file. Tables merge
    /// key by key, this file wins, arrays replace; the item `"..."` keeps the inherited items in its place; by default none.
    /// The file must be in the spec's git repository (without git, in the spec's folder), or in a folder that
    /// `--allow-base-dir` names.
    #[schemars(extend("examples" = ["../platform.toml"]))]
    pub extends: Option<String>,
    /// What the service is called and where it listens.
    #[schemars(required)]
    pub service: Table<service::Service>,
    /// What every stage built on the Ruby image shares: the versions of Ruby and Alpine, packages, the time zone.
    #[schemars(required)]
    pub base: Table<base::Base>,
    /// The stages of the Dockerfile, by their names, in the order written. A builder and a runtime stage, `builder` and
    /// `production`, exist even if they are not mentioned; the runtime stage is the last.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::STAGE}))]
    pub stages: IndexMap<String, stages::Stage>,
    /// How gems are installed.
    pub bundle: Table<bundle::Bundle>,
    /// How JavaScript is installed and built. A service without JavaScript leaves the table out.
    pub javascript: Table<javascript::Javascript>,
    /// How assets are compiled.
    pub assets: Table<assets::Assets>,
    /// What is kept out of the build context: `.dockerignore`.
    pub ignore: Table<outputs::Ignore>,
    /// Where builds take finished steps from.
    pub cache: Table<cache::Cache>,
    /// How images are tagged. Each tag is a template: literal text, and `{branch}`, `{stage}`, `{sha}`, `{pr}`, `{timestamp}`.
    pub tags: Table<tags::Tags>,
    /// Where images are pushed, by names of your choice; one at least. The first is the primary one: caches are read from it,
    /// and environments run its images.
    #[serde(default)]
    pub registries: IndexMap<String, registries::Registry>,
    /// How an image is scanned between build and push: one with a finding is pushed nowhere.
    pub scan: Table<scan::Scan>,
    /// Where images are deployed, by their names, in the order written.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::ENVIRONMENT}))]
    pub environments: IndexMap<String, environments::Environment>,
    /// How images are deployed: with Terraform, to Azure AKS. Left out, images are built and pushed only.
    pub deploy: Table<deploy::Deploy>,
    /// What is asked of an environment after each deployment: one command, or one path. The next environment waits for it.
    pub smoke_test: Table<smoke_test::SmokeTest>,
    /// Who is told how a run ended: a channel of Slack, or of Teams.
    pub notify: Table<notify::Notify>,
    /// How the workflow runs: its name, its runner, its time limit.
    pub workflow: Table<workflow::Workflow>,
    /// Steps and jobs of your own, in the workflow that tvgen makes.
    pub hooks: Table<hooks::Hooks>,
    /// What is added to the Makefile: targets of your own.
    pub make: Table<make::Make>,
    /// Pins of actions, by their names, that replace those of tvgen's catalogue or add to them.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::ACTION}))]
    pub actions: IndexMap<String, actions::Pin>,
    /// Where outputs are written: a path moves one, `false` leaves it out.
    pub outputs: Table<outputs::Outputs>,
    /// Warnings of tvgen's that are meant so.
    pub lints: Table<lints::Lints>,
    /// What `tvgen new` asks before it makes a service's spec of this one; a spec that no other is made of leaves it out.
    pub template: Table<template::Template>,
}

impl Spec {
    /// The names of all stages in order, with those that exist without being mentioned.
    #[must_use]
    pub fn stage_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.stages.keys().cloned().collect();
        let has = |kind| {
            self.stages
                .iter()
                .any(|(name, stage)| stage.kind_of(name) == kind)
        };
        if !has(stages::Kind::Builder) && !self.stages.contains_key("builder") {
            names.insert(0, "builder".to_owned());
        }
        if !has(stages::Kind::Runtime) && !self.stages.contains_key("production") {
            names.push("production".to_owned());
        }
        names
    }

    /// What the stage `name` is for, mentioned or not.
    #[must_use]
    pub fn kind(&self, name: &str) -> stages::Kind {
        self.stages.get(name).map_or_else(
            || stages::Stage::default().kind_of(name),
            |stage| stage.kind_of(name),
        )
    }
}
