//! The names that the file of a rule needs: `use crate::rules::prelude::*`.

pub use crate::{
    at,
    finding::{Finding, Severity, did_you_mean, nearest, one_of},
    rules::{Check, Findings, Rule},
    source::{Key, Place, Placed, Repository, Source},
    spec::Spec,
};
