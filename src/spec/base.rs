//! `[base]`: settings shared by all stages built on the Ruby image.

use indexmap::IndexMap;
use jiff::civil;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern, version::is_exact};
use crate::{place, place::Place};

/// The default repository of the base image.
pub const DEFAULT_IMAGE: &str = "ruby";
/// The default time zone.
pub const DEFAULT_TIMEZONE: &str = "UTC";
/// The default working directory.
pub const DEFAULT_WORKDIR: &str = "/app";
/// An example of a digest.
const EXAMPLE_DIGEST: &str =
    "sha256:cdb113e8110f2ed8c5e2e1ef4b02494e0243f8d6fe59e4c0348441437ded2aaa";

/// Settings shared by all stages built on the Ruby image.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The exact Ruby version, such as `3.4.7`.
    #[schemars(required, extend("pattern" = pattern::EXACT_VERSION, "examples" = ["3.4.7"]))]
    pub ruby: Option<String>,
    /// The Alpine release of the image: `3.22` selects the tag `3.4.7-alpine3.22`. Default: none; the tag is `3.4.7-alpine`,
    /// which moves to newer Alpine releases.
    #[schemars(extend("pattern" = pattern::ALPINE, "examples" = ["3.22"]))]
    pub alpine: Option<String>,
    /// The digest that pins the image: `sha256:` and 64 hexadecimal digits. Default: none.
    #[schemars(extend("pattern" = pattern::DIGEST, "examples" = [EXAMPLE_DIGEST]))]
    pub digest: Option<String>,
    /// The repository of the image, without a tag; set it to use a mirror. Default: `ruby`, the Docker Official Image.
    #[schemars(extend("default" = DEFAULT_IMAGE, "pattern" = pattern::IMAGE, "examples" = ["docker.io/library/ruby"]))]
    pub image: Option<String>,
    /// The time zone, a name from the tz database. Default: `UTC`.
    #[schemars(extend("default" = DEFAULT_TIMEZONE, "pattern" = pattern::TIMEZONE, "examples" = ["America/Argentina/Buenos_Aires"]))]
    pub timezone: Option<String>,
    /// The working directory that the source is copied to. Default: `/app`.
    #[schemars(extend("default" = DEFAULT_WORKDIR, "pattern" = pattern::WORKDIR))]
    pub workdir: Option<String>,
    /// Whether the runtime stage upgrades the packages of the base image with `apk upgrade`. Default: `true`.
    #[schemars(extend("default" = true))]
    pub upgrade: Option<bool>,
    /// Environment variables of all stages built on the base. They are stored in the image: do not put secrets here. A stage
    /// can override them. Default: none.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::VARIABLE}, "examples" = [{"RAILS_ENV": "production"}]))]
    pub env: IndexMap<String, String>,
    /// Folders to put before the image's `PATH` in all stages built on the base. Default: none.
    #[serde(default)]
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::WORKDIR}, "examples" = [["/opt/tools/bin"]]))]
    pub prepend_path: Vec<String>,
    /// Alpine packages to install in all stages built on the base. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["libpq", "sqlite-libs>=3.53.4-r0"]]))]
    pub packages: Vec<Package>,
}

/// An Alpine package: a name with an optional version constraint, or a table that also gives the reason.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Package {
    /// A name with an optional version constraint in apk's syntax: `libpq`, `sqlite-libs>=3.53.4-r0`.
    #[schemars(extend("pattern" = pattern::PACKAGE))]
    Short(String),
    /// A name, a version constraint and the reason for it.
    Long(Constraint),
}

/// A version constraint on a package, with its reason.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// The name of the package.
    #[schemars(required, extend("pattern" = pattern::PACKAGE_NAME, "examples" = ["openssl"]))]
    pub name: Option<String>,
    /// The version constraint in apk's syntax, with `=`, `>=`, `<=`, `>`, `<` or `~`. Default: any version.
    #[schemars(extend("pattern" = pattern::CONSTRAINT, "examples" = [">=3.5.7-r0"]))]
    pub version: Option<String>,
    /// The reason for the constraint, such as a CVE. Default: none.
    #[schemars(extend("examples" = ["CVE-2026-0001"]))]
    pub reason: Option<String>,
    /// The day from which the constraint can be removed, an unquoted TOML date. Default: none.
    #[schemars(extend("examples" = ["2027-03-01"]))]
    pub until: Option<Date>,
}

/// A day: `2027-03-01`.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Date(pub String);

impl Date {
    /// The date part; `None` if the value has none, such as a local time.
    #[must_use]
    pub fn day(&self) -> Option<civil::Date> {
        self.0.get(..10)?.parse().ok()
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

impl Package {
    /// The version constraint in apk's syntax: `>=3.5.7-r0`; `None` if it is missing or apk does not accept it.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        let constraint = match self {
            Self::Short(text) => split_package(text).1,
            Self::Long(constraint) => constraint.version.as_deref()?,
        };
        let is_valid = is_constraint(constraint) && self.name().is_some_and(is_package_name);
        is_valid.then_some(constraint)
    }

    /// The package's name, without the constraint.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Short(text) => Some(split_package(text).0),
            Self::Long(constraint) => constraint.name.as_deref(),
        }
    }
}

/// Splits a package string into its name and its constraint, which may be empty.
#[must_use]
pub fn split_package(package: &str) -> (&str, &str) {
    let end = package.find(['=', '<', '>', '~']).unwrap_or(package.len());
    package.split_at_checked(end).unwrap_or((package, ""))
}

/// Whether `alpine` is an Alpine release in the form used by image tags: `3.22`.
#[must_use]
pub fn is_alpine_release(alpine: &str) -> bool {
    let digits = |number: &str| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    alpine
        .split_once('.')
        .is_some_and(|(major, minor)| digits(major) && digits(minor))
}

/// Whether `image` is the official Ruby image or, by its name, a mirror of it.
#[must_use]
pub fn is_official_image(image: &str) -> bool {
    matches!(image, DEFAULT_IMAGE | "docker.io/ruby")
        || image
            .strip_suffix("library/ruby")
            .is_some_and(|host| host.is_empty() || host.ends_with('/'))
}

/// Whether `name` is a valid Alpine package name.
#[must_use]
pub fn is_package_name(name: &str) -> bool {
    let is_alphanumeric = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    name.starts_with(is_alphanumeric)
        && name
            .chars()
            .all(|c| is_alphanumeric(c) || "+._-".contains(c))
}

/// Whether `constraint` is a valid apk version constraint: an operator and a version.
#[must_use]
pub fn is_constraint(constraint: &str) -> bool {
    let version = constraint.trim_start_matches(['=', '<', '>', '~']);
    let operator = constraint.strip_suffix(version).unwrap_or_default();
    ["=", ">=", "<=", ">", "<", "~", "=~", "~="].contains(&operator)
        && version.starts_with(|c: char| c.is_ascii_digit())
        && version
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

impl Spec {
    /// The Ruby version and the repository of its image; `None` if the version is not exact.
    #[must_use]
    pub fn ruby_image(&self) -> Option<(&str, &str)> {
        let ruby = self.base.ruby.as_deref().filter(|ruby| is_exact(ruby))?;
        Some((ruby, self.base.image.as_deref().unwrap_or(DEFAULT_IMAGE)))
    }

    /// The packages of the stage `name`, including those of the stages that it is built on.
    #[must_use]
    pub fn packages_of(&self, name: &str) -> Vec<&Package> {
        let stages = self.lineage(name).into_iter();
        let stages = stages.filter_map(|name| self.stages.get(name));
        let own = stages.flat_map(|stage| &stage.packages);
        let base = self.base.packages.iter();
        own.chain(base.filter(|_| self.is_built_on_base(name)))
            .collect()
    }

    /// All packages with their places: those of the base and of each stage.
    pub fn packages(&self) -> impl Iterator<Item = (Place, &Package)> {
        let base = (place!("base", "packages"), &self.base.packages);
        let stages = self.stages.iter();
        let stages =
            stages.map(|(name, stage)| (place!("stages", name, "packages"), &stage.packages));
        std::iter::once(base)
            .chain(stages)
            .flat_map(|(place, packages)| place.items(packages))
    }
}
