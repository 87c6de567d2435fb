//! `tvgen handbook`: writes tvgen's own documents, which are made from its code.

use std::path::PathBuf;

use clap::Args;

use super::{ExitStatus, output::Output};
use crate::{
    disk::{self, Destination},
    handbook,
};

/// Write the documents that are made from tvgen's own code: the schema, the reference of the keys, the book of the rules
#[derive(Args, Debug)]
pub(super) struct Handbook {
    /// The folder that they are written to
    #[arg(long, value_name = "DIR", default_value = "spec")]
    out: PathBuf,
}

impl Handbook {
    pub(super) fn run(&self, output: &mut Output) -> Result<ExitStatus, String> {
        let files: Vec<(PathBuf, String)> = handbook::documents()
            .into_iter()
            .map(|document| (self.out.join(document.name), document.text))
            .collect();
        let named = |(path, text): &(PathBuf, String)| (Destination::named(path), text.clone());
        disk::write(&files.iter().map(named).collect::<Vec<_>>())
            .map_err(|error| error.to_string())?;
        for (path, _) in &files {
            output.note(&format!("    wrote  {}", path.display()));
        }
        Ok(ExitStatus::Clean)
    }
}
