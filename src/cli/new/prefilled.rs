//! Reads the answers on the command line and in the file of `--answers`.

use indexmap::IndexMap;

use super::{super::output::Output, New};
use crate::{
    disk,
    onboard::{Prefilled, file, prefilled},
    spec::template::{NAME, Template, answer::RawAnswer},
};

impl New {
    /// The answers to questions of `template`, by key. `--set` overrides the file. Only the name must be the same in
    /// both. Reports entries of the file for which the template has no question.
    ///
    /// # Errors
    /// If arguments are invalid (all are listed), if the file cannot be read, or if the names differ.
    pub(super) fn collect_answers(
        &self,
        template: &Template,
        output: &mut Output,
    ) -> Result<IndexMap<String, Prefilled>, String> {
        let (mut own, mut faults) = (IndexMap::<String, Prefilled>::new(), Vec::new());
        let name = self.name.iter().map(|name| {
            Ok(Prefilled {
                key: NAME.to_owned(),
                raw: RawAnswer::Text(name.clone()),
                origin: "the command line".to_owned(),
            })
        });
        for answer in name.chain(self.set.iter().map(|text| Prefilled::parse(text))) {
            let answer = match answer {
                Ok(answer) => answer,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            let Some(key) = answer
                .question_key(template)
                .filter(|key| *key == answer.key)
            else {
                faults.push(prefilled::unknown_key_message(&answer.key, template));
                continue;
            };
            match own.get(key) {
                Some(other) if other.raw != answer.raw => faults.push(format!(
                    "{key} is set to `{}` and to `{}`: remove one of them",
                    other.raw.to_line(),
                    answer.raw.to_line()
                )),
                Some(_) | None => {
                    own.insert(key.to_owned(), answer);
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults.join("\nerror: "));
        }
        let Some(path) = &self.answers else {
            return Ok(own);
        };
        let text = disk::read_spec(path).map_err(|error| error.to_string())?;
        for answer in file::parse_answers(&path.display().to_string(), &text)? {
            match answer.question_key(template) {
                Some(NAME) if own.get(NAME).is_some_and(|own| own.raw != answer.raw) => {
                    return Err(format!(
                        "{NAME} is `{}`, but `{}` in {}: remove one of them",
                        own[NAME].raw.to_line(),
                        answer.raw.to_line(),
                        answer.origin
                    ));
                }
                Some(key) if own.contains_key(key) => {}
                Some(key) => {
                    own.insert(key.to_owned(), answer);
                }
                None => output.error(&format!(
                    "note: {}: the template has no question for {}",
                    answer.origin, answer.key
                )),
            }
        }
        Ok(own)
    }
}
