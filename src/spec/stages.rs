//! `[stages.NAME]`: one stage of the Dockerfile.

mod copy;

use std::ops::RangeInclusive;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{base::Package, pattern};

/// The one build argument of the runtime stage where the spec names none.
pub const DEFAULT_BUILD_ARG: &str = "COMMIT_SHA";
/// The user that runs the service where the spec names none.
pub const DEFAULT_USER: &str = "appuser";
/// That user's number.
pub const DEFAULT_UID: i64 = 10001;
/// The group of the user that runs the service where the spec names none.
pub const DEFAULT_GROUP: &str = "appgroup";
/// That group's number.
pub const DEFAULT_GID: i64 = 20001;
/// Where a running service writes, where the spec names nothing.
pub const DEFAULT_WRITABLE: [&str; 2] = ["tmp", "log"];
/// What starts the service where the spec says nothing: the migrations, then the server, on every interface.
pub const DEFAULT_COMMAND: [&str; 2] = [
    "bundle exec rails db:migrate",
    "bundle exec rails server -b 0.0.0.0",
];
/// The numbers that a user or a group can be added with: not root's, and no more than 31 bits.
pub const IDS: RangeInclusive<i64> = 1..=2_147_483_647;

/// One stage of the Dockerfile.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// What the stage is for; by default `builder` for the stage of that name, `runtime` for `production`, else `plain`.
    pub kind: Option<Kind>,
    /// What the stage is built on: `base`, which is the Ruby image of `[base]`, the name of an earlier stage, or a reference to
    /// an image; by default `base`.
    #[schemars(extend("default" = "base", "examples" = ["builder", "docker.io/library/alpine:3.22"]))]
    pub from: Option<String>,
    /// Alpine packages of this stage, beside those of the base; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["build-base", "postgresql-dev"]]))]
    pub packages: Vec<Package>,
    /// Environment variables of the stage, by their names; by default none. No place for a secret: they stay in the image.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::VARIABLE}, "examples" = [{"RAILS_ENV": "production"}]))]
    pub env: IndexMap<String, String>,
    /// Build arguments, each an `ARG` and an `ENV` of the same value, as late in the stage as they can stand; by default
    /// `COMMIT_SHA` in the runtime stage, none in others.
    #[schemars(extend("examples" = [[DEFAULT_BUILD_ARG], [{"name": DEFAULT_BUILD_ARG, "env": "SHA"}]]))]
    pub build_args: Option<Vec<BuildArg>>,
    /// The working directory; by default that of the base, for a stage built on it.
    #[schemars(extend("pattern" = pattern::WORKDIR, "examples" = ["/app/tech_docs"]))]
    pub workdir: Option<String>,
    /// For the builder: files copied before `bundle install`, beside Gemfile and Gemfile.lock; by default none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::PATH}, "examples" = [[".ruby-version"]]))]
    pub extra_files: Vec<String>,
    /// Commands of the stage: a list in a plain stage, in the builder a table that names the point at which they run; by
    /// default none.
    #[schemars(extend("examples" = [["bundle install"], {"before_assets": ["bin/fetch-fonts"]}]))]
    pub run: Option<Run>,
    /// For the builder: files and folders that are deleted at the end of the stage; by default none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::PATH}, "examples" = [["node_modules", "log", "tmp"]]))]
    pub remove: Vec<String>,
    /// For the builder: whether the gem cache and the C sources of gems are deleted; by default `true`.
    #[schemars(extend("default" = true))]
    pub strip_gems: Option<bool>,
    /// For a plain or the runtime stage: what is copied into it. A path alone comes from the builder in the runtime stage, from
    /// the build context in others; by default the base's working directory and `/usr/local/bundle/` in the runtime stage,
    /// nothing in others.
    #[schemars(extend("examples" = [["/app", "/usr/local/bundle/", {"from": "docs", "path": "/app/public/docs/"}]]))]
    pub copy: Option<Vec<Copy>>,
    /// For the runtime stage: who runs the service; by default
    /// `{ name = "appuser", uid = 10001, group = "appgroup", gid = 20001 }`.
    #[schemars(extend("default" = {
        "name": DEFAULT_USER, "uid": DEFAULT_UID, "group": DEFAULT_GROUP, "gid": DEFAULT_GID
    }))]
    pub user: Option<User>,
    /// For the runtime stage: folders that are made and belong to the user, so that the service can write to them; by default
    /// `["tmp", "log"]`.
    #[schemars(extend("default" = DEFAULT_WRITABLE, "items" = {"type": "string", "pattern": pattern::PATH}))]
    pub writable: Option<Vec<String>>,
    /// For the runtime stage: the path, on the service's port, that answers while the service is well; by default there is no
    /// health check.
    #[schemars(extend("pattern" = pattern::URL_PATH, "examples" = ["/healthcheck"]))]
    pub healthcheck: Option<String>,
    /// For the runtime stage: what starts the service. Commands run in turn, stopping at a failure; the last one replaces the
    /// shell, so that it gets the signals; by default `["bundle exec rails db:migrate", "bundle exec rails server -b 0.0.0.0"]`.
    #[schemars(extend("default" = DEFAULT_COMMAND, "minItems" = 1))]
    pub command: Option<Vec<String>>,
}

/// What a stage is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Installs gems and JavaScript, holds the source, compiles assets.
    Builder,
    /// The final image.
    Runtime,
    /// A stage that is yours to fill.
    Plain,
}

/// A build argument: its name, or a table that also names the variable the service reads.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum BuildArg {
    /// The argument's name, and the variable's.
    #[schemars(extend("pattern" = pattern::VARIABLE))]
    Name(String),
    /// The argument's name, and the variable's where it is another.
    Renamed(RenamedArg),
}

/// A build argument and the variable that the service reads it from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenamedArg {
    /// What the builds pass: `COMMIT_SHA` is what they have.
    #[schemars(required, extend("pattern" = pattern::VARIABLE, "examples" = [DEFAULT_BUILD_ARG]))]
    pub name: Option<String>,
    /// The environment variable that the service reads; by default of the argument's name.
    #[schemars(extend("pattern" = pattern::VARIABLE, "examples" = ["SHA"]))]
    pub env: Option<String>,
}

/// Commands of a stage.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Run {
    /// For a plain stage: commands, run in turn.
    List(Vec<String>),
    /// For the builder: commands, at named points of it.
    Points(Points),
}

/// The points of the builder at which commands run.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Commands before `bundle install`; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["gem update --system --no-document"]]))]
    pub before_bundle: Vec<String>,
    /// Commands after `bundle install`; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["bundle clean"]]))]
    pub after_bundle: Vec<String>,
    /// Commands before assets are compiled; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["bundle exec bootsnap precompile app/ lib/"]]))]
    pub before_assets: Vec<String>,
    /// Commands after assets are compiled; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["bin/check-manifest"]]))]
    pub after_assets: Vec<String>,
}

/// What is copied: a path, or a table that says from where and to where.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Copy {
    /// A path.
    #[schemars(extend("pattern" = pattern::PATH))]
    Path(String),
    /// A path, with its source and its destination.
    Long(CopyFrom),
}

/// A path to copy, with its source and its destination.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyFrom {
    /// The stage or the image that it is copied from; by default the build context, in the runtime stage the builder.
    #[schemars(extend("examples" = ["builder"]))]
    pub from: Option<String>,
    /// The path of what is copied.
    #[schemars(required, extend("pattern" = pattern::PATH, "examples" = ["/usr/local/bundle"]))]
    pub path: Option<String>,
    /// The path that it is copied to; by default the same path, or the working directory for a path of the build context.
    #[schemars(extend("pattern" = pattern::PATH, "examples" = ["./"]))]
    pub to: Option<String>,
}

/// Who runs the service: a name that the image knows, or a user and a group to add.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum User {
    /// The name of a user that the image has: `root`, which is a warning.
    #[schemars(extend("enum" = ["root"]))]
    Name(String),
    /// A user and a group that are added to the image.
    Added(AddedUser),
}

/// A user and a group that are added to the image.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedUser {
    /// The user's name; by default `appuser`.
    #[schemars(extend("default" = DEFAULT_USER, "pattern" = pattern::USER))]
    pub name: Option<String>,
    /// The user's number, which a cluster can check. It must be written where a user is.
    #[schemars(extend("minimum" = IDS.start(), "maximum" = IDS.end(), "examples" = [DEFAULT_UID]))]
    pub uid: Option<i64>,
    /// The group's name; by default `appgroup`.
    #[schemars(extend("default" = DEFAULT_GROUP, "pattern" = pattern::USER))]
    pub group: Option<String>,
    /// The group's number. It must be written where a user is.
    #[schemars(extend("minimum" = IDS.start(), "maximum" = IDS.end(), "examples" = [DEFAULT_GID]))]
    pub gid: Option<i64>,
}

impl Stage {
    /// What the stage is for, if its name is `name`.
    #[must_use]
    pub fn kind_of(&self, name: &str) -> Kind {
        self.kind.unwrap_or(match name {
            "builder" => Kind::Builder,
            "production" => Kind::Runtime,
            _ => Kind::Plain,
        })
    }
}

impl Kind {
    /// The word for it in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Builder => "builder",
            Self::Runtime => "runtime",
            Self::Plain => "plain",
        }
    }
}

/// Whether Alpine can add a user or a group of the name `name`.
#[must_use]
pub fn is_user_name(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c == '_';
    name.len() <= 32
        && name.starts_with(letter)
        && name
            .chars()
            .all(|c| letter(c) || c.is_ascii_digit() || c == '-')
}

/// Whether `reference` names an image rather than a stage.
#[must_use]
pub fn is_image(reference: &str) -> bool {
    reference.contains([':', '/', '@'])
}
