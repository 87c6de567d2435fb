//! `[base]`: what every stage built on the Ruby image shares.

use jiff::civil;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, version::is_exact};
use crate::{at, source::Placed};

/// The repository of the base image where the spec names none.
pub const DEFAULT_IMAGE: &str = "ruby";
/// The time zone where the spec names none.
pub const DEFAULT_TIMEZONE: &str = "Europe/London";
/// The working directory where the spec names none.
pub const DEFAULT_WORKDIR: &str = "/app";

/// What every stage built on the Ruby image shares.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The exact version of Ruby: `3.4.7`.
    #[schemars(required)]
    pub ruby: Option<String>,
    /// The release of Alpine: `3.22`; without it, the tag names none.
    pub alpine: Option<String>,
    /// The image's digest: `sha256:` and 64 hexadecimal digits.
    pub digest: Option<String>,
    /// The image's repository; by default `ruby`.
    pub image: Option<String>,
    /// The time zone, by its name in the tz database; by default `Europe/London`.
    pub timezone: Option<String>,
    /// The working directory; by default `/app`.
    pub workdir: Option<String>,
    /// Whether the final stage upgrades the base image's packages; by default true.
    pub upgrade: Option<bool>,
    /// Alpine packages of every stage built on the base.
    #[serde(default)]
    pub packages: Vec<Package>,
}

/// An Alpine package: its name, perhaps with a constraint, or a table that also says why.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Package {
    /// `libpq`, or `sqlite-libs>=3.53.4-r0`.
    Short(String),
    /// A constraint and its reason.
    Long(Constraint),
}

/// A constraint on a package, and its reason.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    /// The package's name.
    #[schemars(required)]
    pub name: Option<String>,
    /// The constraint, as apk writes it: `>=3.5.7-r0`.
    pub version: Option<String>,
    /// Why it is there.
    pub reason: Option<String>,
    /// The day from which it can go.
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
        let base = self.base.as_ref()?;
        let ruby = base.ruby.as_deref().filter(|ruby| is_exact(ruby))?;
        Some((ruby, base.image.as_deref().unwrap_or(DEFAULT_IMAGE)))
    }

    /// The packages that the stage `name` installs, with those that it has from what it is built on.
    #[must_use]
    pub fn packages_of(&self, name: &str) -> Vec<&Package> {
        let stages = self.lineage(name).into_iter();
        let stages = stages.filter_map(|name| self.stages.get(name));
        let own = stages.flat_map(|stage| &stage.packages);
        let base = self.base.iter().filter(|_| self.is_built_on_base(name));
        own.chain(base.flat_map(|base| &base.packages)).collect()
    }

    /// Every list of packages at its place: the base's, and each stage's.
    #[must_use]
    pub fn package_lists(&self) -> Vec<Placed<&[Package]>> {
        let base = self
            .base
            .iter()
            .map(|base| (at!("base", "packages"), &base.packages));
        let stages = self.stages.iter();
        let stages = stages.map(|(name, stage)| (at!("stages", name, "packages"), &stage.packages));
        base.chain(stages)
            .map(|(at, packages)| Placed::new(packages.as_slice(), at))
            .collect()
    }
}
