//! `[stages.NAME]`: one stage of the Dockerfile.

use std::ops::RangeInclusive;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::base::Package;
use crate::source::{Place, Placed};

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
/// The numbers that a user or a group can be added with: not root's, and no more than 31 bits.
pub const IDS: RangeInclusive<i64> = 1..=2_147_483_647;

/// One stage of the Dockerfile.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// What the stage is for; by default `builder` for the stage of that name, `runtime` for `production`, else `plain`.
    pub kind: Option<Kind>,
    /// What it is built on: `base` (the default), the name of an earlier stage, or an image.
    pub from: Option<String>,
    /// Its Alpine packages, beside those of the base.
    #[serde(default)]
    pub packages: Vec<Package>,
    /// Environment variables of the stage.
    #[serde(default)]
    pub env: IndexMap<String, String>,
    /// Build arguments: an `ARG` and an `ENV`, as late in the stage as they can stand.
    pub build_args: Option<Vec<BuildArg>>,
    /// The working directory; by default the base's.
    pub workdir: Option<String>,
    /// Builder: files copied before `bundle install`, beside Gemfile and Gemfile.lock.
    #[serde(default)]
    pub extra_files: Vec<String>,
    /// Commands: a list in a plain stage; in the builder a table that names the point at which they run.
    pub run: Option<Run>,
    /// Builder: what is deleted at the end.
    #[serde(default)]
    pub remove: Vec<String>,
    /// Builder: whether the gem cache and the C sources of gems are deleted; by default true.
    pub strip_gems: Option<bool>,
    /// Plain and runtime: what is copied into the stage.
    pub copy: Option<Vec<Copy>>,
    /// Runtime: who runs the service.
    pub user: Option<User>,
    /// Runtime: directories that the user may write to; by default `tmp` and `log`.
    pub writable: Option<Vec<String>>,
    /// Runtime: the path, on the service's port, that tells whether it is well.
    pub healthcheck: Option<String>,
    /// Runtime: what starts the service: commands run in turn, the last of which replaces the shell.
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
    /// The user's to fill.
    Plain,
}

/// A build argument: its name, or a table that also names the variable the service reads.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum BuildArg {
    /// `COMMIT_SHA`.
    Name(String),
    /// The argument and the variable.
    Renamed(RenamedArg),
}

/// A build argument and the variable that the service reads it from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenamedArg {
    /// What the builds pass.
    #[schemars(required)]
    pub name: Option<String>,
    /// What the service reads; by default the same.
    pub env: Option<String>,
}

/// Commands of a stage.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Run {
    /// Commands in turn.
    List(Vec<String>),
    /// Commands at points of the builder.
    Points(Points),
}

/// The points of the builder at which commands run.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Before `bundle install`.
    #[serde(default)]
    pub before_bundle: Vec<String>,
    /// After `bundle install`.
    #[serde(default)]
    pub after_bundle: Vec<String>,
    /// Before assets are compiled.
    #[serde(default)]
    pub before_assets: Vec<String>,
    /// After assets are compiled.
    #[serde(default)]
    pub after_assets: Vec<String>,
}

/// What is copied: a path, or a table that says from where and to where.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Copy {
    /// A path.
    Path(String),
    /// A path, with its source and its destination.
    Long(CopyFrom),
}

/// A path to copy, with its source and its destination.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyFrom {
    /// The stage or the image it is copied from; by default the build context, in the runtime stage the builder.
    pub from: Option<String>,
    /// What is copied.
    #[schemars(required)]
    pub path: Option<String>,
    /// Where to; by default the same path, or the working directory for a path of the build context.
    pub to: Option<String>,
}

/// Who runs the service: a name that the image knows, or a user and a group to add.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum User {
    /// `root`.
    Name(String),
    /// A user and a group that are added to the image.
    Added(AddedUser),
}

/// A user and a group that are added to the image.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedUser {
    /// The user's name; by default `appuser`.
    pub name: Option<String>,
    /// The user's number.
    pub uid: Option<i64>,
    /// The group's name; by default `appgroup`.
    pub group: Option<String>,
    /// The group's number.
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

impl Points {
    /// The commands at each point, with the point's name, in the order in which they run.
    #[must_use]
    pub fn lists(&self) -> [(&'static str, &[String]); 4] {
        [
            ("before_bundle", &self.before_bundle),
            ("after_bundle", &self.after_bundle),
            ("before_assets", &self.before_assets),
            ("after_assets", &self.after_assets),
        ]
    }
}

impl BuildArg {
    /// What the builds pass, if this is the build argument at `at`.
    #[must_use]
    pub fn name(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Name(name) => Some(Placed::new(name, at.clone())),
            Self::Renamed(arg) => placed(arg.name.as_ref(), at, "name"),
        }
    }

    /// What the service reads, if this is the build argument at `at`.
    #[must_use]
    pub fn variable(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Name(_) => self.name(at),
            Self::Renamed(arg) => placed(arg.env.as_ref(), at, "env").or_else(|| self.name(at)),
        }
    }
}

impl Copy {
    /// The stage or the image that is named as the source.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => copy.from.as_deref(),
        }
    }

    /// The stage or the image that is named as the source, if this is the copy at `at`.
    #[must_use]
    pub fn from(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => placed(copy.from.as_ref(), at, "from"),
        }
    }

    /// What is copied, if this is the copy at `at`.
    #[must_use]
    pub fn path(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(path) => Some(Placed::new(path, at.clone())),
            Self::Long(copy) => placed(copy.path.as_ref(), at, "path"),
        }
    }

    /// The destination that is named, if this is the copy at `at`.
    #[must_use]
    pub fn to(&self, at: &Place) -> Option<Placed<&str>> {
        match self {
            Self::Path(_) => None,
            Self::Long(copy) => placed(copy.to.as_ref(), at, "to"),
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

fn placed<'a>(value: Option<&'a String>, at: &Place, key: &str) -> Option<Placed<&'a str>> {
    value.map(|value| Placed::new(value.as_str(), at.key(key)))
}
