//! `[tags]`: how images are tagged.

use schemars::JsonSchema;
use serde::Deserialize;

/// How images are tagged: templates of literal text and `{branch}`, `{stage}`, `{sha}`, `{pr}`, `{timestamp}`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tags {
    /// The cache tag of each stage but the runtime one; by default `{stage}-{branch}`.
    pub stage: Option<String>,
    /// The cache tag of the runtime stage, which moves with each build; by default `{branch}`.
    pub branch: Option<String>,
    /// The unique tag of a push build; by default `{sha}`.
    pub release: Option<String>,
    /// The unique tag of a pull request's build; by default `review-pr-{pr}-{sha}`.
    pub review: Option<String>,
    /// The unique tag of a local build; by default `dev-{sha}-{timestamp}`.
    pub local: Option<String>,
}
