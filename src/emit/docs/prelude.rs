//! The names that the sections of the page need.

pub(super) use serde::Serialize;

pub(super) use super::{and, code, codes, said};
pub(super) use crate::{
    lang::{
        Text,
        markdown::{self, Markdown},
        template::fill,
    },
    place::{Place, Placed},
    plan::Plan,
    template,
};
