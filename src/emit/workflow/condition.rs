//! Conditions, as an `if` has them.

use crate::{
    lang::{
        Text,
        expr::Expr,
        yaml::{self, Yaml},
    },
    plan::{
        steps::condition::{grouped, print},
        when::When,
    },
};

/// `when`, as the `if` of what is indented by `indent` spaces: a term a line where it is long.
pub(super) fn condition(indent: usize, when: &When) -> Text<Yaml> {
    let terms = |terms: &[When]| terms.iter().map(grouped).collect::<Vec<Text<Expr>>>();
    if let When::All(all) = when {
        yaml::condition(indent, &terms(all))
    } else if let When::Any(any) = when {
        yaml::alternatives(indent, &terms(any))
    } else {
        yaml::condition(indent, &[print(when)])
    }
}
