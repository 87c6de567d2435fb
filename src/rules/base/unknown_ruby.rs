//! This version of Ruby is not known.
//!
//! ## Why
//! Either it is newer than this tvgen, which then cannot tell on which Alpine there is an image of it and which Bundler
//! it brings, or it has never been: then the build stops at its first line.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.77"
//! alpine = "3.22"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "5.0.0"
//! alpine = "3.24"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.0"
//! alpine = "3.22"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use crate::{
    catalogue::{numbers, ruby},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::warning("TV0210", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some((ruby, _)) = spec.ruby_image() else {
        return;
    };
    let (oldest, newest) = (ruby::releases().next(), ruby::releases().next_back());
    let is_older = oldest.is_some_and(|oldest| numbers(ruby) < numbers(oldest));
    if ruby::alpines(ruby).is_some() || is_older {
        return;
    }
    let of_series = ruby::series_of(ruby).and_then(ruby::newest);
    let Some(known) = of_series.or(newest) else {
        return;
    };
    let message = if numbers(ruby) > numbers(known) {
        format!("Ruby `{ruby}` is newer than any that tvgen knows")
    } else {
        format!("there is no image of Ruby `{ruby}` that tvgen knows")
    };
    findings
        .report(at!("base", "ruby"), message)
        .label("not known")
        .help(format!(
            "write `ruby = \"{known}\"`, the newest that is known; a newer tvgen knows more"
        ));
}
