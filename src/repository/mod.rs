//! Reads facts from files next to a spec, for rules and for the defaults of questions.

pub mod bundle_config;
pub mod dockerfile;
pub mod gem_platform;
pub mod gemfile;
pub mod gemfile_lock;
pub mod git;
pub mod install;
pub mod installed_gems;
pub mod listed_gems;
pub mod locked_gems;
pub mod lockfile;
pub mod package_json;
pub mod requirement;
pub mod ruby;
pub mod statement;
pub mod terraform;
pub mod wildcard;

/// A value in a file of the repository, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The file, relative to the folder of the spec.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The value, as written.
    pub text: String,
}

impl Claim {
    /// Creates a claim with `text` shortened for messages.
    fn new(file: &str, line: usize, text: &str) -> Self {
        let shown = text.chars().filter(|c| !c.is_control()).take(60);
        Self {
            file: file.to_owned(),
            line,
            text: shown.collect(),
        }
    }

    /// The claim as a phrase for messages: `` `.ruby-version` line 1 says `3.4.6` ``.
    #[must_use]
    pub fn describe(&self) -> String {
        format!("`{}` line {} says `{}`", self.file, self.line, self.text)
    }
}
