//! Which file belongs to which spec: no two write the same.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::target::Target;
use crate::disk::Destination;

/// The files of all specs so far: by where each is, links followed, its path as it is shown and the spec that has it.
#[derive(Default)]
pub(super) struct Claims(HashMap<Destination, (PathBuf, String)>);

/// A file that a spec writes.
pub(super) struct Claim {
    destination: Destination,
    path: PathBuf,
    spec: String,
}

impl Claim {
    /// Those of `targets`.
    pub(super) fn of(targets: &[Target]) -> Vec<Self> {
        let claims = targets.iter().map(|target| Self {
            destination: target.destination.clone(),
            path: target.path.clone(),
            spec: target.spec.clone(),
        });
        claims.collect()
    }
}

impl Claims {
    /// Notes `claims`, those of one spec.
    ///
    /// # Errors
    /// If one of them is another output already, of this spec or of an earlier one; then none is noted.
    pub(super) fn take(&mut self, claims: Vec<Claim>) -> Result<(), String> {
        let mut own: HashMap<&Destination, &Path> = HashMap::new();
        for claim in &claims {
            let (path, spec) = (&claim.path, &claim.spec);
            if let Some((other, other_spec)) = self.0.get(&claim.destination) {
                return Err(if other == path {
                    format!(
                        "two specs have the output {}, {other_spec} and {spec}: take them one by one, each with its own --out",
                        path.display()
                    )
                } else {
                    linked(other, path)
                });
            }
            if let Some(other) = own.insert(&claim.destination, path) {
                return Err(linked(other, path));
            }
        }
        let claims = claims.into_iter();
        self.0
            .extend(claims.map(|claim| (claim.destination, (claim.path, claim.spec))));
        Ok(())
    }
}

/// What is wrong with two outputs that a link makes one.
fn linked(one: &Path, other: &Path) -> String {
    format!(
        "the outputs {} and {} are one file, by a link: remove the link, or give one of them another path in [outputs]",
        one.display(),
        other.display()
    )
}
