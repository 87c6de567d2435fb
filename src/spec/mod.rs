//! The spec as written: no defaults applied, nothing derived. `None` and empty mean "not set".
//!
//! The types define the format: their doc comments, names and shapes become the schema that [`read`] validates a spec with.

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
pub mod gem_packages;
pub mod hooks;
pub mod javascript;
pub mod jobs;
pub mod lints;
pub mod make;
pub mod notify;
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
pub mod stage_graph;
pub mod stages;
pub mod table;
pub mod tag_templates;
pub mod tags;
pub mod template;
pub mod version;
pub mod workflow;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

pub use checked::Checked;

use table::Table;

/// The supported version of the format.
pub const VERSION: i64 = 1;

/// A containerised Rails service and its pipeline. tvgen generates the Dockerfile, the .dockerignore, the workflows, the
/// Makefile and the documentation page from it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The version of the spec format: `1`.
    #[schemars(required, extend("const" = VERSION))]
    pub spec: Option<i64>,
    /// The tvgen versions that can render this spec, as a Cargo version requirement. Other versions reject it. Default: any
    /// version.
    #[schemars(extend("examples" = [">=0.1", ">=0.1, <1"]))]
    pub requires: Option<String>,
    /// The base spec: a file, or a folder that contains a `tvgen.toml`, relative to the folder of this file. Tables merge key
    /// by key, values in this file take precedence, and arrays replace inherited ones; the item `"..."` inserts the inherited
    /// items. The base spec must be in the spec's git repository (without git, in the spec's folder) or in a folder passed to
    /// `--allow-base-dir`. Default: none.
    #[schemars(extend("examples" = ["../platform.toml"]))]
    pub extends: Option<String>,
    /// The name of the service and the port it listens on.
    #[schemars(required)]
    pub service: Table<service::Service>,
    /// Settings shared by all stages built on the Ruby image: Ruby and Alpine versions, packages, the time zone.
    #[schemars(required)]
    pub base: Table<base::Base>,
    /// The stages of the Dockerfile, by name, in order. A builder stage (`builder`) and a runtime stage (`production`) always
    /// exist, even if the spec does not list them. The runtime stage is the last.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::STAGE}))]
    pub stages: IndexMap<String, stages::Stage>,
    /// How gems are installed.
    pub bundle: Table<bundle::Bundle>,
    /// How JavaScript packages are installed and built. Omit this table if the service has no JavaScript.
    pub javascript: Table<javascript::Javascript>,
    /// How assets are compiled.
    pub assets: Table<assets::Assets>,
    /// The paths excluded from the build context, written to `.dockerignore`.
    pub ignore: Table<outputs::Ignore>,
    /// How layers are cached between builds.
    pub cache: Table<cache::Cache>,
    /// How images are tagged. Each tag is a template of literal text and the placeholders `{branch}`, `{stage}`, `{sha}`,
    /// `{pr}` and `{timestamp}`.
    pub tags: Table<tags::Tags>,
    /// The registries that images are pushed to, by a name of your choice. At least one is required. The first is the primary
    /// registry: caches are read from it, and environments run its images.
    #[serde(default)]
    pub registries: IndexMap<String, registries::Registry>,
    /// How images are scanned between build and push. An image with findings is not pushed.
    pub scan: Table<scan::Scan>,
    /// The environments that images are deployed to, by name.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::ENVIRONMENT}))]
    pub environments: IndexMap<String, environments::Environment>,
    /// How images are deployed: with Terraform, to Azure AKS. Without this table, images are only built and pushed.
    pub deploy: Table<deploy::Deploy>,
    /// The check that runs after each deployment: one command or one path. Dependent environments wait for it.
    pub smoke_test: Table<smoke_test::SmokeTest>,
    /// Where the result of a run is posted: a Slack or Teams channel.
    pub notify: Table<notify::Notify>,
    /// How the workflow runs: its name, runner and time limit.
    pub workflow: Table<workflow::Workflow>,
    /// Custom steps and jobs in the generated workflow.
    pub hooks: Table<hooks::Hooks>,
    /// Custom targets in the Makefile.
    pub make: Table<make::Make>,
    /// Pinned actions, by name. They override or extend tvgen's catalogue.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::ACTION}))]
    pub actions: IndexMap<String, actions::Pin>,
    /// Where outputs are written: a path moves an output, `false` disables it.
    pub outputs: Table<outputs::Outputs>,
    /// The warnings to suppress.
    pub lints: Table<lints::Lints>,
    /// The questions that `tvgen new` asks to create a service's spec from this one. Only templates have this table.
    pub template: Table<template::Template>,
}

impl Spec {
    /// The names of all stages in order, including the implicit ones.
    #[must_use]
    pub fn stage_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.stages.keys().cloned().collect();
        let has = |kind| {
            self.stages
                .iter()
                .any(|(name, stage)| stage.kind_of(name) == kind)
        };
        if !has(stages::StageKind::Builder) && !self.stages.contains_key("builder") {
            names.insert(0, "builder".to_owned());
        }
        if !has(stages::StageKind::Runtime) && !self.stages.contains_key("production") {
            names.push("production".to_owned());
        }
        names
    }

    /// The kind of the stage `name`, which may be implicit.
    #[must_use]
    pub fn kind(&self, name: &str) -> stages::StageKind {
        self.stages.get(name).map_or_else(
            || stages::Stage::default().kind_of(name),
            |stage| stage.kind_of(name),
        )
    }
}
