//! `[base]`: what every stage built on the Ruby image shares.

use schemars::JsonSchema;
use serde::Deserialize;

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

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}
