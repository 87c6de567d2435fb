//! `{found.…}`: facts detected in the repository of a service, for the defaults of questions.

use crate::finding::suggest;

/// The prefix of all facts.
pub const PREFIX: &str = "found.";

/// The prefix of facts about gems.
const GEM: &str = "gem.";

/// The prefix of facts about files.
const FILE: &str = "file.";

/// A fact about the repository of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The Ruby version that its files require, or that its Dockerfile is built on; otherwise the latest version in a supported
    /// series.
    Ruby,
    /// The Alpine release of the image of the Ruby version in the answers or the template.
    Alpine,
    /// The port that its Dockerfile exposes.
    Port,
    /// The Terraform version that its files require.
    Terraform,
    /// The Bundler version that its `Gemfile.lock` was created with.
    Bundler,
    /// The owner of its GitHub repository, in lower case, as registries require.
    Owner,
    /// Its JavaScript package manager, or `none`.
    Javascript,
    /// The version of the JavaScript package manager in the answers or the template.
    JavascriptVersion,
    /// Whether its `Gemfile.lock` contains the gem: `yes` or `no`.
    Gem(String),
    /// Whether it has the file: `yes` or `no`.
    File(String),
}

/// All facts by name, except those about gems and files.
const NAMED: &[(&str, Fact)] = &[
    ("ruby", Fact::Ruby),
    ("alpine", Fact::Alpine),
    ("port", Fact::Port),
    ("terraform", Fact::Terraform),
    ("bundler", Fact::Bundler),
    ("owner", Fact::Owner),
    ("javascript", Fact::Javascript),
    ("javascript_version", Fact::JavascriptVersion),
];

impl Fact {
    /// Parses the fact `name`, without [`PREFIX`].
    ///
    /// # Errors
    /// If the fact is unknown; the error is the fix.
    pub fn parse(name: &str) -> Result<Self, String> {
        if let Some(gem) = name.strip_prefix(GEM).filter(|gem| !gem.is_empty()) {
            return Ok(Self::Gem(gem.to_owned()));
        }
        if let Some(path) = name.strip_prefix(FILE).filter(|path| !path.is_empty()) {
            return Ok(Self::File(path.to_owned()));
        }
        let named = NAMED.iter().find(|(known, _)| *known == name);
        named.map(|(_, fact)| fact.clone()).ok_or_else(|| {
            let known = NAMED.iter().map(|(known, _)| *known);
            suggest(name, known.chain(["gem.NAME", "file.PATH"]))
        })
    }
}
