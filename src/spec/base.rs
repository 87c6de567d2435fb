//! `[base]`: what every stage built on the Ruby image shares.

use jiff::civil;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern, version::is_exact};
use crate::{at, place::Place};

/// The repository of the base image where the spec names none.
pub const DEFAULT_IMAGE: &str = "ruby";
/// The time zone where the spec names none.
pub const DEFAULT_TIMEZONE: &str = "Europe/London";
/// The working directory where the spec names none.
pub const DEFAULT_WORKDIR: &str = "/app";
/// What a digest looks like.
const EXAMPLE_DIGEST: &str =
    "sha256:cdb113e8110f2ed8c5e2e1ef4b02494e0243f8d6fe59e4c0348441437ded2aaa";

/// What every stage built on the Ruby image shares.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The exact version of Ruby: `3.4.7`.
    #[schemars(required, extend("pattern" = pattern::EXACT_VERSION, "examples" = ["3.4.7"]))]
    pub ruby: Option<String>,
    /// The release of Alpine that the image is built on: `3.22` makes the tag `3.4.7-alpine3.22`; by default the tag names
    /// none, `3.4.7-alpine`, and moves with Alpine.
    #[schemars(extend("pattern" = pattern::ALPINE, "examples" = ["3.22"]))]
    pub alpine: Option<String>,
    /// The image's digest, `sha256:` and 64 hexadecimal digits: no other image of the same tag is built on; by default none.
    #[schemars(extend("pattern" = pattern::DIGEST, "examples" = [EXAMPLE_DIGEST]))]
    pub digest: Option<String>,
    /// The image's repository, for a mirror, without a tag; by default `ruby`, Docker's official image.
    #[schemars(extend("default" = DEFAULT_IMAGE, "pattern" = pattern::IMAGE, "examples" = ["docker.io/library/ruby"]))]
    pub image: Option<String>,
    /// The time zone, by its name in the tz database; by default `Europe/London`.
    #[schemars(extend("default" = DEFAULT_TIMEZONE, "pattern" = pattern::TIMEZONE, "examples" = ["America/Argentina/Buenos_Aires"]))]
    pub timezone: Option<String>,
    /// The working directory, where the source is copied to; by default `/app`.
    #[schemars(extend("default" = DEFAULT_WORKDIR, "pattern" = pattern::WORKDIR))]
    pub workdir: Option<String>,
    /// Whether the final stage upgrades the base image's packages with `apk upgrade`; by default `true`.
    #[schemars(extend("default" = true))]
    pub upgrade: Option<bool>,
    /// Alpine packages of every stage built on the base; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["libpq", "sqlite-libs>=3.53.4-r0"]]))]
    pub packages: Vec<Package>,
}

/// An Alpine package: its name, perhaps with a constraint, or a table that also says why.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Package {
    /// Its name, with a constraint perhaps, as apk writes it: `libpq`, `sqlite-libs>=3.53.4-r0`.
    #[schemars(extend("pattern" = pattern::PACKAGE))]
    Short(String),
    /// Its name, a constraint on its version, and the reason for that.
    Long(Constraint),
}

/// A constraint on a package, and its reason.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// The package's name.
    #[schemars(required, extend("pattern" = pattern::PACKAGE_NAME, "examples" = ["openssl"]))]
    pub name: Option<String>,
    /// The constraint on its version, as apk writes it, with `=`, `>=`, `<=`, `>`, `<` or `~`; by default any version.
    #[schemars(extend("pattern" = pattern::CONSTRAINT, "examples" = [">=3.5.7-r0"]))]
    pub version: Option<String>,
    /// Why the constraint is there; by default nothing is said.
    #[schemars(extend("examples" = ["CVE-2026-0001"]))]
    pub reason: Option<String>,
    /// The day from which the constraint can go, a date of TOML without quotes; by default none.
    #[schemars(extend("examples" = ["2027-03-01"]))]
    pub until: Option<Date>,
}

/// A day: `2027-03-01`.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Date(pub String);

impl Date {
    /// The day, without the time of day that may follow it; `None` for a time of no day.
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
    /// The package's constraint, as apk writes it: `>=3.5.7-r0`; `None` without one, and for what apk does not take.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        let written = match self {
            Self::Short(text) => split(text).1,
            Self::Long(constraint) => constraint.version.as_deref()?,
        };
        (is_constraint(written) && self.name().is_some_and(is_package_name)).then_some(written)
    }

    /// The package's name, without its constraint.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Short(text) => Some(split(text).0),
            Self::Long(constraint) => constraint.name.as_deref(),
        }
    }
}

/// The name and the constraint of a package that is written as one string; the constraint may be empty.
#[must_use]
pub fn split(package: &str) -> (&str, &str) {
    let end = package.find(['=', '<', '>', '~']).unwrap_or(package.len());
    package.split_at_checked(end).unwrap_or((package, ""))
}

/// Whether `alpine` is written as images are tagged with a release of Alpine: `3.22`.
#[must_use]
pub fn is_release(alpine: &str) -> bool {
    let digits = |number: &str| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    alpine
        .split_once('.')
        .is_some_and(|(major, minor)| digits(major) && digits(minor))
}

/// Whether `image` is the official image of Ruby, or by its name a mirror of it.
#[must_use]
pub fn is_official(image: &str) -> bool {
    matches!(image, DEFAULT_IMAGE | "docker.io/ruby")
        || image
            .strip_suffix("library/ruby")
            .is_some_and(|host| host.is_empty() || host.ends_with('/'))
}

/// Whether Alpine could have a package of the name `name`.
#[must_use]
pub fn is_package_name(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    name.starts_with(letter) && name.chars().all(|c| letter(c) || "+._-".contains(c))
}

/// Whether apk takes `constraint` after a package's name: an operator and a version.
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
    /// The exact version of Ruby, and the image that it comes from; `None` where it is not exact.
    #[must_use]
    pub fn ruby_image(&self) -> Option<(&str, &str)> {
        let ruby = self.base.ruby.as_deref().filter(|ruby| is_exact(ruby))?;
        Some((ruby, self.base.image.as_deref().unwrap_or(DEFAULT_IMAGE)))
    }

    /// The packages that the stage `name` installs, with those that it has from what it is built on.
    #[must_use]
    pub fn packages_of(&self, name: &str) -> Vec<&Package> {
        let stages = self.lineage(name).into_iter();
        let stages = stages.filter_map(|name| self.stages.get(name));
        let own = stages.flat_map(|stage| &stage.packages);
        let base = self.base.packages.iter();
        own.chain(base.filter(|_| self.is_built_on_base(name)))
            .collect()
    }

    /// Every package at its place: the base's, and each stage's.
    pub fn packages(&self) -> impl Iterator<Item = (Place, &Package)> {
        let base = (at!("base", "packages"), &self.base.packages);
        let stages = self.stages.iter();
        let stages = stages.map(|(name, stage)| (at!("stages", name, "packages"), &stage.packages));
        std::iter::once(base)
            .chain(stages)
            .flat_map(|(at, packages)| at.items(packages))
    }
}
