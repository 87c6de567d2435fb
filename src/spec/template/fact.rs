//! `{found.…}`: what the repository of a service says, as a default of a question names it.

use crate::finding::one_of;

/// How a default names a fact.
pub const PREFIX: &str = "found.";

/// What the name of a fact begins with that tells of a gem.
const GEM: &str = "gem.";

/// What the repository of a service says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The release of Ruby that its files want; where they want none, the newest that is known and looked after.
    Ruby,
    /// The release of Alpine that the image of its Ruby is built on.
    Alpine,
    /// The release of Terraform that its files want.
    Terraform,
    /// The Bundler that its `Gemfile.lock` was made with.
    Bundler,
    /// The owner of its repository on GitHub, in lower case as registries want it.
    Owner,
    /// The package manager of its JavaScript, or `none`.
    Javascript,
    /// The version of that.
    JavascriptVersion,
    /// Whether its `Gemfile.lock` has the gem: `yes` or `no`.
    Gem(String),
}

/// The facts by their names, but for those of gems.
const NAMED: &[(&str, Fact)] = &[
    ("ruby", Fact::Ruby),
    ("alpine", Fact::Alpine),
    ("terraform", Fact::Terraform),
    ("bundler", Fact::Bundler),
    ("owner", Fact::Owner),
    ("javascript", Fact::Javascript),
    ("javascript_version", Fact::JavascriptVersion),
];

impl Fact {
    /// The fact called `name`, without what every such name begins with.
    ///
    /// # Errors
    /// Where there is none: what to write instead.
    pub fn parse(name: &str) -> Result<Self, String> {
        if let Some(gem) = name.strip_prefix(GEM).filter(|gem| !gem.is_empty()) {
            return Ok(Self::Gem(gem.to_owned()));
        }
        let named = NAMED.iter().find(|(known, _)| *known == name);
        named.map(|(_, fact)| fact.clone()).ok_or_else(|| {
            let known = NAMED.iter().map(|(known, _)| *known);
            one_of(name, known.chain(["gem.NAME"]))
        })
    }
}
