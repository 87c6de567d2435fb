//! `[stages.NAME]`: a stage of the Dockerfile.

mod copy;

use std::ops::RangeInclusive;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{base::Package, pattern};

/// The default build argument of the runtime stage.
pub const DEFAULT_BUILD_ARG: &str = "COMMIT_SHA";
/// The default user that runs the service.
pub const DEFAULT_USER: &str = "appuser";
/// The default user's id.
pub const DEFAULT_UID: i64 = 10001;
/// The default group of the user that runs the service.
pub const DEFAULT_GROUP: &str = "appgroup";
/// The default group's id.
pub const DEFAULT_GID: i64 = 20001;
/// The default folders that a running service can write to.
pub const DEFAULT_WRITABLE: [&str; 2] = ["tmp", "log"];
/// The default commands that start the service: the migrations, then the server, on all interfaces.
pub const DEFAULT_COMMAND: [&str; 2] = [
    "bundle exec rails db:migrate",
    "bundle exec rails server -b 0.0.0.0",
];
/// The valid ids of added users and groups: not 0 (root), at most 31 bits.
pub const IDS: RangeInclusive<i64> = 1..=2_147_483_647;

/// A stage of the Dockerfile.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The kind of the stage. Default: `builder` for a stage of that name, `runtime` for `production`, `plain` for others.
    pub kind: Option<StageKind>,
    /// The image that the stage is built on: `base` (the Ruby image of `[base]`), the name of an earlier stage, or an image
    /// reference. Default: `base`.
    #[schemars(extend("default" = "base", "examples" = ["builder", "docker.io/library/alpine:3.22"]))]
    pub from: Option<String>,
    /// Alpine packages to install in this stage, in addition to those of the base. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["build-base", "postgresql-dev"]]))]
    pub packages: Vec<Package>,
    /// Environment variables of the stage. They are stored in the image: do not put secrets here. Default: none.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::VARIABLE}, "examples" = [{"RAILS_ENV": "production"}]))]
    pub env: IndexMap<String, String>,
    /// Folders to put before the `PATH` of the stage. Default: none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::WORKDIR}, "examples" = [["/app/bin"]]))]
    pub prepend_path: Vec<String>,
    /// Build arguments. Each becomes an `ARG` and an `ENV` of the same value, before the first command that reads it, or else as
    /// late in the stage as possible. Default: `COMMIT_SHA` in the runtime stage, none in others.
    #[schemars(extend("examples" = [[DEFAULT_BUILD_ARG], [{"name": DEFAULT_BUILD_ARG, "env": "SHA"}]]))]
    pub build_args: Option<Vec<BuildArg>>,
    /// The working directory. Default: that of the stage it is built on, or `base.workdir` if it is built on an image.
    #[schemars(extend("pattern" = pattern::WORKDIR, "examples" = ["/app/tech_docs"]))]
    pub workdir: Option<String>,
    /// For the builder: files to copy before `bundle install`, in addition to `Gemfile` and `Gemfile.lock`. Default: none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::PATH}, "examples" = [[".ruby-version"]]))]
    pub extra_files: Vec<String>,
    /// Commands to run: in a plain stage, a list; in the builder and the runtime stage, a list for each point. Default: none.
    #[schemars(extend("examples" = [["bundle install"], {"before_assets": ["bin/fetch-fonts"]}]))]
    pub run: Option<StageCommands>,
    /// For the builder: files and folders to delete at the end of the stage. Default: none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::PATH}, "examples" = [["node_modules", "log", "tmp"]]))]
    pub remove: Vec<String>,
    /// For the builder: whether to delete the gem cache and the C sources of gems. Default: `true`.
    #[schemars(extend("default" = true))]
    pub strip_gems: Option<bool>,
    /// For plain and runtime stages: files to copy into the stage. Paths without `from` come from the builder in the runtime
    /// stage, and from the build context in plain stages. Default: the base's working directory and `/usr/local/bundle/` in
    /// the runtime stage, nothing in plain stages.
    #[schemars(extend("examples" = [["/app", "/usr/local/bundle/", {"from": "docs", "path": "/app/public/docs/"}]]))]
    pub copy: Option<Vec<Copy>>,
    /// For the runtime stage: the user that runs the service. Default:
    /// `{ name = "appuser", uid = 10001, group = "appgroup", gid = 20001 }`.
    #[schemars(extend("default" = {
        "name": DEFAULT_USER, "uid": DEFAULT_UID, "group": DEFAULT_GROUP, "gid": DEFAULT_GID
    }))]
    pub user: Option<User>,
    /// For the runtime stage: folders to create with the user as their owner, so that the service can write to them. Default:
    /// `["tmp", "log"]`.
    #[schemars(extend("default" = DEFAULT_WRITABLE, "items" = {"type": "string", "pattern": pattern::PATH}))]
    pub writable: Option<Vec<String>>,
    /// For the runtime stage: folders whose contents outlive the container, by their absolute paths. Default: none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::WORKDIR}, "examples" = [["/app/storage"]]))]
    pub volumes: Vec<String>,
    /// For the runtime stage: the path of the health check, on the service's port. Default: none; there is no health check.
    #[schemars(extend("pattern" = pattern::URL_PATH, "examples" = ["/healthcheck"]))]
    pub healthcheck: Option<String>,
    /// For the runtime stage: a program that starts the commands below, with its arguments. It must run its own arguments at the
    /// end, as `exec "$@"` does. Default: none.
    #[schemars(extend("examples" = ["bin/docker-entrypoint"]))]
    pub entrypoint: Option<String>,
    /// For the runtime stage: the commands that start the service. They run in order and stop at the first failure; the last
    /// one replaces the shell and so receives signals. Default:
    /// `["bundle exec rails db:migrate", "bundle exec rails server -b 0.0.0.0"]`.
    #[schemars(extend("default" = DEFAULT_COMMAND, "minItems" = 1))]
    pub command: Option<Vec<String>>,
}

/// The kind of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StageKind {
    /// Installs gems and JavaScript packages, copies the source and compiles assets.
    Builder,
    /// The final image.
    Runtime,
    /// A stage with only what the spec adds to it.
    Plain,
}

/// A build argument: its name, or a table that also has its environment variable or its value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum BuildArg {
    /// The name of the argument and of the environment variable.
    #[schemars(extend("pattern" = pattern::VARIABLE))]
    Name(String),
    /// An argument with its environment variable or its value.
    Long(LongArg),
}

/// A build argument with its environment variable or its value.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LongArg {
    /// The name of the build argument. Generated builds pass `COMMIT_SHA`.
    #[schemars(required, extend("pattern" = pattern::VARIABLE, "examples" = [DEFAULT_BUILD_ARG]))]
    pub name: Option<String>,
    /// The environment variable that the service reads. Default: the name of the argument.
    #[schemars(extend("pattern" = pattern::VARIABLE, "examples" = ["SHA"]))]
    pub env: Option<String>,
    /// The value that generated builds pass. Default: the commit for `COMMIT_SHA`; for others, on GitHub the repository variable
    /// of the same name, and locally the environment variable.
    #[schemars(extend("pattern" = pattern::ARGUMENT, "examples" = ["https://assets.example.org"]))]
    pub value: Option<String>,
    /// The value if a build passes none, or an empty one. Default: none.
    #[schemars(extend("pattern" = pattern::ARGUMENT, "examples" = ["production"]))]
    pub default: Option<String>,
}

/// Commands of a stage.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum StageCommands {
    /// For a plain stage: commands, run in order.
    List(Vec<String>),
    /// For the builder and the runtime stage: commands, by the point where they run.
    Points(Points),
}

/// The points of the builder and of the runtime stage where commands can run.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// For the builder: commands to run before `bundle install`. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["gem update --system --no-document"]]))]
    pub before_bundle: Vec<String>,
    /// For the builder: commands to run after `bundle install`. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["bundle clean"]]))]
    pub after_bundle: Vec<String>,
    /// For the builder: commands to run before assets are compiled. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["bundle exec bootsnap precompile app/ lib/"]]))]
    pub before_assets: Vec<String>,
    /// For the builder: commands to run after assets are compiled. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["bin/check-manifest"]]))]
    pub after_assets: Vec<String>,
    /// For the runtime stage: commands to run as root before the files are copied. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["ln -s /usr/lib/libjemalloc.so.2 /usr/local/lib/libjemalloc.so"]]))]
    pub before_copy: Vec<String>,
    /// For the runtime stage: commands to run as root after the files are copied. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["bin/link-shared-files"]]))]
    pub after_copy: Vec<String>,
}

/// Files to copy: a path, or a table with its source and destination.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Copy {
    /// A path.
    #[schemars(extend("pattern" = pattern::PATH))]
    Path(String),
    /// A path with its source and destination.
    Long(CopyFrom),
}

/// A path to copy, with its source and destination.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyFrom {
    /// The stage or image to copy from. Default: the builder in the runtime stage, the build context in plain stages.
    #[schemars(extend("examples" = ["builder"]))]
    pub from: Option<String>,
    /// The path to copy.
    #[schemars(required, extend("pattern" = pattern::PATH, "examples" = ["/usr/local/bundle"]))]
    pub path: Option<String>,
    /// The destination. Default: the same path, or the working directory for a path from the build context.
    #[schemars(extend("pattern" = pattern::PATH, "examples" = ["./"]))]
    pub to: Option<String>,
    /// The owner of the copied files: a user and a group, by name or by ID. Default: `root:root`.
    #[schemars(extend("pattern" = pattern::OWNER, "examples" = ["appuser:appgroup"]))]
    pub owner: Option<String>,
    /// The permissions of the copied files and folders, in octal. Default: those of the source.
    #[schemars(extend("pattern" = pattern::MODE, "examples" = ["755"]))]
    pub mode: Option<String>,
}

/// The user that runs the service: one that exists in the image, or a user and group to add.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum User {
    /// The name of an existing user: `root`, which causes a warning.
    #[schemars(extend("enum" = ["root"]))]
    Name(String),
    /// A user and group to add to the image.
    Added(AddedUser),
}

/// A user and group to add to the image.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedUser {
    /// The name of the user. Default: `appuser`.
    #[schemars(extend("default" = DEFAULT_USER, "pattern" = pattern::USER))]
    pub name: Option<String>,
    /// The numeric user id, for Kubernetes' `runAsNonRoot`. Required if `user` is a table.
    #[schemars(extend("minimum" = IDS.start(), "maximum" = IDS.end(), "examples" = [DEFAULT_UID]))]
    pub uid: Option<i64>,
    /// The name of the group. Default: `appgroup`.
    #[schemars(extend("default" = DEFAULT_GROUP, "pattern" = pattern::USER))]
    pub group: Option<String>,
    /// The numeric id of the group. Required if `user` is a table.
    #[schemars(extend("minimum" = IDS.start(), "maximum" = IDS.end(), "examples" = [DEFAULT_GID]))]
    pub gid: Option<i64>,
}

impl Stage {
    /// The kind of the stage, given its name `name`.
    #[must_use]
    pub fn kind_of(&self, name: &str) -> StageKind {
        self.kind.unwrap_or(match name {
            "builder" => StageKind::Builder,
            "production" => StageKind::Runtime,
            _ => StageKind::Plain,
        })
    }
}

impl StageKind {
    /// The value of `kind` in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Builder => "builder",
            Self::Runtime => "runtime",
            Self::Plain => "plain",
        }
    }
}

/// Whether `name` is a valid user or group name on Alpine.
#[must_use]
pub fn is_user_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c == '_';
    name.len() <= 32
        && name.starts_with(is_letter)
        && name
            .chars()
            .all(|c| is_letter(c) || c.is_ascii_digit() || c == '-')
}

/// Whether `reference` names an image rather than a stage.
#[must_use]
pub fn is_image(reference: &str) -> bool {
    reference.contains([':', '/', '@'])
}
