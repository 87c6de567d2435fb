//! Tracks which spec writes which file, so that no two specs write the same file.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use crate::disk::Destination;

/// The owners of files, by destination with links resolved.
#[derive(Default)]
pub struct OutputOwners(HashMap<Destination, OutputOwner>);

/// The owner of a file.
pub struct OutputOwner {
    /// The path of the file, as shown to the user.
    pub path: PathBuf,
    /// The spec that writes it.
    pub spec: String,
}

impl OutputOwners {
    /// Adds the files of one spec.
    ///
    /// # Errors
    /// If one of them already belongs to this spec or to an earlier one; then none is added.
    pub fn add(&mut self, files: Vec<(Destination, OutputOwner)>) -> Result<(), String> {
        let mut own: HashMap<&Destination, &Path> = HashMap::new();
        for (destination, OutputOwner { path, spec }) in &files {
            if let Some(other) = self.0.get(destination) {
                return Err(if other.path == *path {
                    format!(
                        "{} and {spec} both write {}: process them separately, each with its own `--out`",
                        other.spec,
                        path.display()
                    )
                } else {
                    linked(&other.path, path)
                });
            }
            if let Some(other) = own.insert(destination, path) {
                return Err(linked(other, path));
            }
        }
        self.0.extend(files);
        Ok(())
    }
}

/// The error for two outputs that are the same file through a link.
fn linked(one: &Path, other: &Path) -> String {
    format!(
        "the outputs {} and {} are the same file through a link: remove the link, or set another path in `[outputs]`",
        one.display(),
        other.display()
    )
}
