//! A file to write: its path, its text, and which key of the spec each line came from.

use crate::source::Place;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The name of the output, as `[outputs]` and `--only` call it.
    pub name: &'static str,
    /// Where it is written, relative to the folder of the spec.
    pub path: String,
    /// The whole text, header included; every line ends with a line feed.
    pub text: String,
    /// For each line, the places in the spec that it was made from; none for what is the same in every output.
    pub origins: Vec<Vec<Place>>,
}
