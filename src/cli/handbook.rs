//! `tvgen handbook`: writes the documents of this repository that are generated from the code.

use std::path::PathBuf;

use clap::Args;

use super::{ExitStatus, output::Output};
use crate::{
    disk::{self, Destination},
    handbook,
};

/// Write the documents of tvgen's repository that are generated from its code
#[derive(Args, Debug)]
pub(super) struct Handbook {
    /// Write the documents below DIR
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
}

impl Handbook {
    pub(super) fn run(&self, output: &mut Output) -> Result<ExitStatus, String> {
        let files: Vec<(PathBuf, String)> = handbook::documents(&super::program())
            .into_iter()
            .map(|document| (self.out.join(document.path), document.text))
            .collect();
        let named =
            |(path, text): &(PathBuf, String)| (Destination::from_user_path(path), text.clone());
        disk::write(&files.iter().map(named).collect::<Vec<_>>())
            .map_err(|error| error.to_string())?;
        for (path, _) in &files {
            output.note(&format!("    wrote  {}", path.display()));
        }
        Ok(ExitStatus::Clean)
    }
}
