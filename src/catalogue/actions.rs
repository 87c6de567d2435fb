//! GitHub actions: the commits that tvgen pins, and other known versions.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse_data;

/// An action at one commit.
#[derive(Clone, Debug, Deserialize)]
pub struct Action {
    /// The name in `uses`: `docker/login-action`.
    pub uses: String,
    /// The version of the commit: `v4.1.0`; `None` for an action without versions.
    pub version: Option<String>,
    /// The commit, 40 hexadecimal digits.
    pub sha: String,
    /// The declared inputs; `None` if unknown.
    pub inputs: Option<Vec<String>>,
    /// Whether it is a container action, which also accepts `args` and `entrypoint`.
    #[serde(default)]
    pub docker: bool,
}

#[derive(Deserialize)]
struct Pins {
    trivy: String,
    action: Vec<Action>,
}

#[derive(Deserialize)]
struct OtherVersions {
    action: Vec<ActionVersions>,
}

/// Versions of an action with the same inputs.
#[derive(Deserialize)]
struct ActionVersions {
    uses: String,
    inputs: Option<Vec<String>>,
    #[serde(default)]
    docker: bool,
    versions: Vec<Version>,
}

#[derive(Deserialize)]
struct Version {
    version: Option<String>,
    sha: String,
}

static PINS: LazyLock<Pins> = LazyLock::new(|| parse_data(include_str!("actions.toml")));

static OTHERS: LazyLock<Vec<Action>> = LazyLock::new(|| {
    let others: OtherVersions = parse_data(include_str!("versions.toml"));
    let others = others.action.into_iter();
    others.flat_map(ActionVersions::into_actions).collect()
});

impl ActionVersions {
    /// Converts each version to an action.
    fn into_actions(self) -> impl Iterator<Item = Action> {
        self.versions.into_iter().map(move |version| Action {
            uses: self.uses.clone(),
            version: version.version,
            sha: version.sha,
            inputs: self.inputs.clone(),
            docker: self.docker,
        })
    }
}

impl Action {
    /// Whether the action has the input `name`, case-insensitively; `None` if its inputs are unknown.
    #[must_use]
    pub fn has_input(&self, name: &str) -> Option<bool> {
        let inputs = self.inputs.as_ref()?;
        let is_name = |input: &str| input.eq_ignore_ascii_case(name);
        let is_docker_input = self.docker && ["args", "entrypoint"].into_iter().any(is_name);
        Some(is_docker_input || inputs.iter().any(|input| is_name(input)))
    }
}

/// The pinned version of the action `uses`. Names are case-insensitive on GitHub.
#[must_use]
pub fn find_pin(uses: &str) -> Option<&'static Action> {
    let is_wanted = |action: &&Action| action.uses.eq_ignore_ascii_case(uses);
    PINS.action.iter().find(is_wanted)
}

/// The names of all pinned actions.
pub fn pinned_names() -> impl Iterator<Item = &'static str> + Clone {
    PINS.action.iter().map(|action| action.uses.as_str())
}

/// Finds the action `uses` at `reference`, a commit or an exact version.
#[must_use]
pub fn find(uses: &str, reference: &str) -> Option<&'static Action> {
    all().find(|action| {
        action.uses.eq_ignore_ascii_case(uses)
            && (action.sha.eq_ignore_ascii_case(reference)
                || action.version.as_deref() == Some(reference))
    })
}

/// Every known version of every action.
pub fn all() -> impl Iterator<Item = &'static Action> {
    PINS.action.iter().chain(OTHERS.iter())
}

/// The version of Trivy to install.
#[must_use]
pub fn trivy() -> &'static str {
    &PINS.trivy
}
