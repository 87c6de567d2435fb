//! The names that rules import: `use crate::rules::prelude::*`.

pub use crate::{
    finding::{Finding, Severity, did_you_mean, find_nearest, pluralize, suggest},
    place,
    place::{Key, Place, Placed},
    rules::{Check, Findings, Rule},
    source::{Repository, Source},
    spec::Spec,
};
