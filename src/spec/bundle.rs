//! `[bundle]`: how gems are installed.

use std::ops::RangeInclusive;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, pattern, version::is_exact};
use crate::catalogue::bundler;

/// Groups that no service needs where it runs.
pub const DEFAULT_WITHOUT: [&str; 2] = ["development", "test"];
/// How many gems are installed at once where the spec names no number.
pub const DEFAULT_JOBS: u32 = 4;
/// How often a failed download is tried again where the spec names no number.
pub const DEFAULT_RETRY: u32 = 5;
/// How many gems can be installed at once.
pub const JOBS: RangeInclusive<i64> = 1..=64;
/// How often a failed download can be tried again.
pub const RETRIES: RangeInclusive<i64> = 0..=20;

/// How gems are installed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The exact version of Bundler, which `gem install bundler` installs; by default the one that Ruby brings.
    #[schemars(extend("pattern" = pattern::EXACT_VERSION, "examples" = ["2.6.9"]))]
    pub version: Option<String>,
    /// Groups of the Gemfile that are left out; by default `["development", "test"]`.
    #[schemars(extend("default" = DEFAULT_WITHOUT, "items" = {"type": "string", "pattern": pattern::GEM_GROUP}))]
    pub without: Option<Vec<String>>,
    /// How many gems are installed at once; by default `4`.
    #[schemars(extend("default" = DEFAULT_JOBS, "minimum" = JOBS.start(), "maximum" = JOBS.end()))]
    pub jobs: Option<i64>,
    /// How often a failed download is tried again; by default `5`.
    #[schemars(extend("default" = DEFAULT_RETRY, "minimum" = RETRIES.start(), "maximum" = RETRIES.end()))]
    pub retry: Option<i64>,
    /// How Bundler is told which groups to leave out; by default as its version supports best.
    pub exclude_by: Option<ExcludeBy>,
    /// More of Bundler's settings, as `bundle config set` takes them; by default none.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::BUNDLER_SETTING}, "examples" = [
        {"build.charlock_holmes": "--with-icu-dir=/usr/lib"}
    ]))]
    pub settings: IndexMap<String, String>,
}

/// How Bundler is told which groups to leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ExcludeBy {
    /// `bundle config set without …`: Bundler 2.1 and later.
    Config,
    /// `bundle install --without …`: Bundler before 4.
    Flags,
}

impl Spec {
    /// The Bundler that installs the gems: the one named, or the one that Ruby brings; `None` where that is not known.
    #[must_use]
    pub fn bundler(&self) -> Option<&str> {
        match self.bundle.version.as_deref() {
            Some(version) => is_exact(version).then_some(version),
            None => bundler::of_ruby(self.base.ruby.as_deref()?),
        }
    }
}
