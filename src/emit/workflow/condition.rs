//! Renders conditions as values of `if`.

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

/// Renders `when` at `indent` spaces, with one term per line if it is long.
pub(super) fn render_condition(indent: usize, when: &When) -> Text<Yaml> {
    let terms = |terms: &[When]| terms.iter().map(grouped).collect::<Vec<Text<Expr>>>();
    if let When::All(all) = when {
        yaml::condition(indent, &terms(all))
    } else if let When::Any(any) = when {
        yaml::alternatives(indent, &terms(any))
    } else {
        yaml::condition(indent, &[print(when)])
    }
}
