//! Which file belongs to which spec: no two write the same.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use crate::disk::Destination;

/// The owners of all files so far, by where each file is with links resolved.
#[derive(Default)]
pub struct OutputOwners(HashMap<Destination, OutputOwner>);

/// The owner of a file.
pub struct OutputOwner {
    /// The path of the file as it is shown.
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
                        "two specs have the output {}, {} and {spec}: take them one by one, each with its own --out",
                        path.display(),
                        other.spec
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

/// What is wrong with two outputs that a link makes one file.
fn linked(one: &Path, other: &Path) -> String {
    format!(
        "the outputs {} and {} are one file, by a link: remove the link, or give one of them another path in [outputs]",
        one.display(),
        other.display()
    )
}
