//! A question keeps what is not there, or for an answer that there is not.
//!
//! ## Why
//! What is not there cannot stay or go, and an answer that nobody can give keeps nothing. A part of a file that the
//! template builds on stays whatever is answered: the made spec builds on that file, too.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq"]
//!
//! [template.questions.postgres]
//! prompt = "PostgreSQL?"
//! type = "yes-no"
//! keep = { yes = ["base.packages[libqp]"] }
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq"]
//!
//! [template.questions.postgres]
//! prompt = "PostgreSQL?"
//! type = "yes-no"
//! keep = { true = ["base.packages[libpq]"] }
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq"]
//!
//! [template.questions.postgres]
//! prompt = "PostgreSQL?"
//! type = "yes-no"
//! keep = { yes = ["base.packages[libpq]"] }
//! ```

use crate::{rules::prelude::*, spec::template::kept};

pub const RULE: Rule = Rule::error("TV2208", Check::Source(check));

fn check(spec: &Spec, source: &Source, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        let words = question.words();
        for (word, places) in &question.keep {
            let at = at!("template", "questions", key, "keep", word);
            if !words.is_empty() && !words.contains(&word.as_str()) {
                findings
                    .report_key(at.clone(), format!("`{word}` is no answer to `{key}`"))
                    .label("no answer")
                    .help(one_of(word, words.iter().copied()));
            }
            for (at, text) in at.clone().items(places) {
                let is_own =
                    kept::find(source, text).is_some_and(|place| kept::is_own(source, &place));
                if is_own {
                    continue;
                }
                findings
                    .report(at, format!("this file has nothing at `{text}`"))
                    .label("not in this file")
                    .help("name a table, a key or an item that this file has, as in `base.packages[libpq]`");
            }
        }
    }
}
