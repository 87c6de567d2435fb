//! Actions of GitHub's: those that tvgen pins, and other versions of them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::read;

/// An action at one commit.
#[derive(Clone, Debug, Deserialize)]
pub struct Action {
    /// What `uses` names: `docker/login-action`.
    pub uses: String,
    /// The version that the commit is: `v4.1.0`; `None` for an action that has no versions.
    pub version: Option<String>,
    /// The commit, 40 hexadecimal digits.
    pub sha: String,
    /// The inputs that it declares; `None` where they are not known.
    pub inputs: Option<Vec<String>>,
    /// Whether it runs in a container, which also takes `args` and `entrypoint`.
    #[serde(default)]
    pub docker: bool,
}

#[derive(Deserialize)]
struct Pins {
    trivy: String,
    action: Vec<Action>,
}

#[derive(Deserialize)]
struct Others {
    action: Vec<Alike>,
}

/// Alike of an action that declare the same inputs.
#[derive(Deserialize)]
struct Alike {
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

static PINS: LazyLock<Pins> = LazyLock::new(|| read(include_str!("actions.toml")));

static OTHERS: LazyLock<Vec<Action>> = LazyLock::new(|| {
    let others: Others = read(include_str!("versions.toml"));
    let others = others.action.into_iter();
    others.flat_map(Alike::apart).collect()
});

impl Alike {
    /// Each version as an action of its own.
    fn apart(self) -> impl Iterator<Item = Action> {
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
    /// Whether it has an input `name`, in letters of either case; `None` where its inputs are not known.
    #[must_use]
    pub fn has_input(&self, name: &str) -> Option<bool> {
        let inputs = self.inputs.as_ref()?;
        let same = |input: &str| input.eq_ignore_ascii_case(name);
        let of_docker = self.docker && ["args", "entrypoint"].into_iter().any(same);
        Some(of_docker || inputs.iter().any(|input| same(input)))
    }
}

/// The commit that tvgen pins the action `uses` to; GitHub does not tell upper from lower case in names.
#[must_use]
pub fn pin(uses: &str) -> Option<&'static Action> {
    let same = |action: &&Action| action.uses.eq_ignore_ascii_case(uses);
    PINS.action.iter().find(same)
}

/// The names of all actions that tvgen pins.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    PINS.action.iter().map(|action| action.uses.as_str())
}

/// The action `uses` at `reference`, a commit or an exact version, if the catalogue has it.
#[must_use]
pub fn at(uses: &str, reference: &str) -> Option<&'static Action> {
    all().find(|action| {
        action.uses.eq_ignore_ascii_case(uses)
            && (action.sha.eq_ignore_ascii_case(reference)
                || action.version.as_deref() == Some(reference))
    })
}

/// Every action at every commit that the catalogue has.
pub fn all() -> impl Iterator<Item = &'static Action> {
    PINS.action.iter().chain(OTHERS.iter())
}

/// The version of Trivy to install.
#[must_use]
pub fn trivy() -> &'static str {
    &PINS.trivy
}
