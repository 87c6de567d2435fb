//! The files that lie beside a spec, read as far as rules compare them with it, and questions are answered by them.

pub mod gemfile;
pub mod gemfile_lock;
pub mod git;
pub mod lockfile;
pub mod package_json;
pub mod requirement;
pub mod ruby;
pub mod statement;
pub mod terraform;

/// What a file says on one of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The file, from the spec's folder.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What it says, as it is written there.
    pub text: String,
}

impl Said {
    /// `text`, as a message can show it, on the line `line` of `file`.
    fn new(file: &'static str, line: usize, text: &str) -> Self {
        let shown = text.chars().filter(|c| !c.is_control()).take(60);
        Self {
            file,
            line,
            text: shown.collect(),
        }
    }

    /// Where it says what: `` `.ruby-version` line 1 says `3.4.6` ``.
    #[must_use]
    pub fn phrase(&self) -> String {
        format!("`{}` line {} says `{}`", self.file, self.line, self.text)
    }
}
