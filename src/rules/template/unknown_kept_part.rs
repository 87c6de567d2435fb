//! `keep` names a part or an answer that does not exist.
//!
//! ## Why
//! tvgen cannot keep or remove a part that does not exist. Nobody can give an unknown answer, so its parts would never
//! be kept. A part of the base spec always stays, because the new spec extends the same base spec.
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

use crate::{rules::prelude::*, spec::template::item_place};

pub const RULE: Rule = Rule::error("TV2208", Check::Source(check));

fn check(spec: &Spec, source: &Source, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        let answers = question.allowed_answers();
        for (answer, places) in &question.keep {
            let place = place!("template", "questions", key, "keep", answer);
            if !answers.is_empty() && !answers.contains(&answer.as_str()) {
                findings
                    .report_key(
                        place.clone(),
                        format!("`{answer}` is not an answer to `{key}`"),
                    )
                    .label("unknown answer")
                    .help(suggest(answer, answers.iter().copied()));
            }
            for (place, text) in place.clone().items(places) {
                let is_own = item_place::find_place(source, text)
                    .is_some_and(|found| item_place::is_in_own_file(source, &found));
                if is_own {
                    continue;
                }
                findings
                    .report(place, format!("`{text}` does not exist in this file"))
                    .label("not in this file")
                    .help("write a table, a key or an item of this file, as in `base.packages[libpq]`");
            }
        }
    }
}
