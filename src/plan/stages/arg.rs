//! Build arguments, and which commands read them.

use super::Topic;
use crate::{
    lang::shell::VariableName,
    place::{Place, Placed},
    spec::stages::DEFAULT_BUILD_ARG,
};

/// A build argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    /// The name of the argument.
    pub name: VariableName,
    /// The environment variable that the service reads.
    pub env: VariableName,
    /// The value that generated builds pass, if it is set.
    pub value: Option<Placed<String>>,
    /// The value if a build passes none.
    pub default: Option<Placed<String>>,
    /// Its item in the spec.
    pub place: Place,
}

impl Arg {
    /// Whether it is the commit, which every build passes.
    #[must_use]
    pub fn is_commit(&self) -> bool {
        self.name.as_str() == DEFAULT_BUILD_ARG && self.value.is_none()
    }
}

impl Arg {
    /// Whether `command` expands it.
    pub(super) fn is_read_by(&self, command: &str) -> bool {
        let names = [self.name.as_str(), self.env.as_str()];
        let mut expansions = command.split('$').skip(1);
        expansions.any(|rest| {
            let rest = rest.strip_prefix('{').unwrap_or(rest);
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            names.contains(&&rest[..end.unwrap_or(rest.len())])
        })
    }

    /// Whether the program that the `RUN` of `topic` starts reads it, by the prefix of its name.
    pub(super) fn configures(&self, topic: Topic) -> bool {
        let prefixes: &[&str] = match topic {
            Topic::Gems => &["BUNDLE_", "GEM_"],
            Topic::Javascript => &["NODE_", "NPM_", "YARN_", "npm_config_"],
            Topic::Base
            | Topic::Packages
            | Topic::Source
            | Topic::Custom
            | Topic::Files
            | Topic::Start => &[],
        };
        let name = self.env.as_str();
        prefixes.iter().any(|prefix| name.starts_with(prefix))
    }
}
