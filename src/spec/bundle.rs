//! `[bundle]`: how gems are installed.

use std::ops::RangeInclusive;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern, version::is_exact};
use crate::{catalogue::bundler, repository::gem_platform::AlpinePlatform};

/// The Gemfile groups that are excluded by default.
pub const DEFAULT_WITHOUT: [&str; 2] = ["development", "test"];
/// The default number of gems installed in parallel.
pub const DEFAULT_JOBS: u32 = 4;
/// The default number of retries of a failed download.
pub const DEFAULT_RETRY: u32 = 5;
/// The valid numbers of parallel installs.
pub const JOBS: RangeInclusive<i64> = 1..=64;
/// The valid numbers of retries.
pub const RETRIES: RangeInclusive<i64> = 0..=20;

/// How gems are installed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The exact Bundler version to install with `gem install bundler`. Default: the version bundled with Ruby.
    #[schemars(extend("pattern" = pattern::EXACT_VERSION, "examples" = ["2.6.9"]))]
    pub version: Option<String>,
    /// Gemfile groups to exclude. Default: `["development", "test"]`.
    #[schemars(extend("default" = DEFAULT_WITHOUT, "items" = {"type": "string", "pattern": pattern::GEM_GROUP}))]
    pub without: Option<Vec<String>>,
    /// The number of gems to install in parallel. Default: `4`.
    #[schemars(extend("default" = DEFAULT_JOBS, "minimum" = JOBS.start(), "maximum" = JOBS.end()))]
    pub jobs: Option<i64>,
    /// The number of retries of a failed download. Default: `5`.
    #[schemars(extend("default" = DEFAULT_RETRY, "minimum" = RETRIES.start(), "maximum" = RETRIES.end()))]
    pub retry: Option<i64>,
    /// How groups are excluded. Default: `config`, or `flags` for Bundler before 2.1.
    pub exclude_by: Option<ExcludeBy>,
    /// Additional settings for `bundle config set`. Default: none.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::BUNDLER_SETTING}, "examples" = [
        {"build.charlock_holmes": "--with-icu-dir=/usr/lib"}
    ]))]
    pub settings: IndexMap<String, String>,
}

/// How groups are excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ExcludeBy {
    /// With `bundle config set without …`, for Bundler 2.1 and later.
    Config,
    /// With `bundle install --without …`, for Bundler before 4.
    Flags,
}

impl Spec {
    /// The Bundler version that installs the gems: the one that is set or the one bundled with Ruby; `None` if unknown.
    #[must_use]
    pub fn bundler(&self) -> Option<&str> {
        match self.bundle.version.as_deref() {
            Some(version) => is_exact(version).then_some(version),
            None => bundler::shipped_with_ruby(self.base.ruby.as_deref()?),
        }
    }

    /// The groups of gems that are not installed.
    #[must_use]
    pub fn excluded_groups(&self) -> Vec<&str> {
        match &self.bundle.without {
            Some(groups) => groups.iter().map(String::as_str).collect(),
            None => DEFAULT_WITHOUT.to_vec(),
        }
    }

    /// Whether `bundle install` fails instead of changing `Gemfile.lock`.
    #[must_use]
    pub fn is_bundle_frozen(&self) -> bool {
        let mut settings = ["frozen", "deployment"]
            .into_iter()
            .filter_map(|key| self.bundle.settings.get(key));
        match settings.next() {
            Some(first) => first == "true" || settings.any(|value| value == "true"),
            None => self.bundle.exclude_by != Some(ExcludeBy::Flags),
        }
    }

    /// The platform that gems are installed on: that of the runner which builds the image.
    #[must_use]
    pub fn gem_platform(&self) -> AlpinePlatform {
        let runner = self.workflow.runs_on.as_deref().unwrap_or_default();
        let mut words = runner.split(|c: char| !c.is_ascii_alphanumeric());
        let is_arm = words.any(|word| word.starts_with("arm") || word == "aarch64");
        let cpu = if is_arm { "aarch64" } else { "x86_64" };
        AlpinePlatform { cpu }
    }
}
