//! Facts about the world outside, read in one place. Each data file names its sources and the day they were read.

pub mod actions;
pub mod advisories;
pub mod alpine;
pub mod bundler;
pub mod javascript;
pub mod ruby;

use serde::de::DeserializeOwned;

/// A version's numbers, to compare: `2.6.9` is more than `2.6`.
#[must_use]
pub fn numbers(version: &str) -> Vec<u32> {
    version
        .split('.')
        .map_while(|number| number.parse().ok())
        .collect()
}

/// What a data file says.
fn read<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("our data file is well formed")
}
