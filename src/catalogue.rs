//! Facts about Ruby, Alpine, Bundler, package managers and actions. Each data file names its sources and their date.

pub mod actions;
pub mod advisories;
pub mod alpine;
pub mod bundler;
pub mod gems;
pub mod javascript;
pub mod ruby;

use serde::de::DeserializeOwned;

/// The numbers of a version for comparison: `2.6.9` is greater than `2.6`.
#[must_use]
pub fn version_numbers(version: &str) -> Vec<u32> {
    version
        .split('.')
        .map_while(|number| number.parse().ok())
        .collect()
}

/// Parses a data file.
fn parse_data<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("the data file is well formed")
}
