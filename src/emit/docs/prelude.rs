//! The names that the sections of the page share.

pub(super) use serde::Serialize;

pub(super) use super::{
    code, codes, deploys, enclose, group_by_text, list_any, list_codes, promotes,
};
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
