//! `[smoke_test]`: what is asked of an environment after each deployment.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// What is asked of an environment after each deployment: one command, or one path.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SmokeTest {
    /// A command, run with `ENVIRONMENT` and `URL` set; by default none. It or `path` must be written.
    #[schemars(extend("examples" = ["bin/smoke-test"]))]
    pub command: Option<String>,
    /// A path below the environment's url, fetched with retries until it answers 200; by default none. It or `command` must be
    /// written.
    #[schemars(extend("pattern" = pattern::URL_PATH, "examples" = ["/healthcheck"]))]
    pub path: Option<String>,
    /// The names of secrets that the command sees as environment variables of these names; by default none.
    #[serde(default)]
    #[schemars(extend(
        "items" = {"type": "string", "pattern": pattern::VARIABLE}, "uniqueItems" = true, "examples" = [["HTTP_BASIC_USER"]]
    ))]
    pub secrets: Vec<String>,
}
