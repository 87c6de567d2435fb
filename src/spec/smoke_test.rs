//! `[smoke_test]`: the check that runs after each deployment.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// The check that runs after each deployment: one command or one path.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SmokeTest {
    /// The command to run, with the app's name in `ENVIRONMENT` and its URL, if it is set, in `URL`. Either `command` or `path`
    /// is required. Default: none.
    #[schemars(extend("examples" = ["bin/smoke-test"]))]
    pub command: Option<String>,
    /// The path below the environment's URL to fetch, with retries until it returns 200. Either `path` or `command` is
    /// required. Default: none.
    #[schemars(extend("pattern" = pattern::URL_PATH, "examples" = ["/healthcheck"]))]
    pub path: Option<String>,
    /// The names of secrets to pass to the command as environment variables of the same names. Default: none.
    #[serde(default)]
    #[schemars(extend(
        "items" = {"type": "string", "pattern": pattern::VARIABLE}, "uniqueItems" = true, "examples" = [["HTTP_BASIC_USER"]]
    ))]
    pub secrets: Vec<String>,
}
