//! The names that the file of a rule needs: `use crate::rules::prelude::*`.

pub use crate::{
    at,
    finding::{Finding, Severity, did_you_mean, nearest, one_of},
    place::{Key, Place, Placed},
    rules::{Check, Findings, Rule},
    source::{Repository, Source},
    spec::Spec,
};
