//! `[bundle]`: how gems are installed.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Spec, version::is_exact};
use crate::catalogue::bundler;

/// How gems are installed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The exact version of Bundler; by default the one that Ruby brings.
    pub version: Option<String>,
    /// Groups of gems that are left out; by default `development` and `test`.
    pub without: Option<Vec<String>>,
    /// How many gems are installed at once; by default 4.
    pub jobs: Option<i64>,
    /// How often a failed download is tried again; by default 5.
    pub retry: Option<i64>,
    /// How Bundler is told what to leave out; by default what its version supports best.
    pub exclude_by: Option<ExcludeBy>,
    /// More of Bundler's settings.
    #[serde(default)]
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
        match self
            .bundle
            .as_ref()
            .and_then(|bundle| bundle.version.as_deref())
        {
            Some(version) => is_exact(version).then_some(version),
            None => bundler::of_ruby(self.base.as_ref()?.ruby.as_deref()?),
        }
    }
}
