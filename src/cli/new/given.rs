//! The answers that the command line has.

use indexmap::IndexMap;

use super::{super::output::Output, New};
use crate::{
    disk,
    onboard::{Given, file, given},
    spec::template::{NAME, Template, answer::Raw},
};

impl New {
    /// The answers that the command line has to questions of `template`, by their keys: NAME and `--set` before those of the
    /// file. What the file answers and nobody asks is told.
    ///
    /// # Errors
    /// With all that is wrong with it.
    pub(super) fn given(
        &self,
        template: &Template,
        output: &mut Output,
    ) -> Result<IndexMap<String, Given>, String> {
        let (mut own, mut faults) = (IndexMap::<String, Given>::new(), Vec::new());
        let name = self.name.iter().map(|name| {
            Ok(Given {
                key: NAME.to_owned(),
                raw: Raw::Text(name.clone()),
                from: "the command line".to_owned(),
            })
        });
        for said in name.chain(self.set.iter().map(|text| Given::set(text))) {
            let said = match said {
                Ok(said) => said,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            let Some(key) = said.answers(template).filter(|key| *key == said.key) else {
                faults.push(given::unknown(&said.key, template));
                continue;
            };
            match own.get(key) {
                Some(other) if other.raw != said.raw => faults.push(format!(
                    "{key} is `{}`, and `{}`: say one of them",
                    other.raw.line(),
                    said.raw.line()
                )),
                Some(_) | None => {
                    own.insert(key.to_owned(), said);
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults.join("\nerror: "));
        }
        let Some(path) = &self.answers else {
            return Ok(own);
        };
        let text = disk::read(path).map_err(|error| error.to_string())?;
        for said in file::read(&path.display().to_string(), &text)? {
            match said.answers(template) {
                Some(NAME) if own.get(NAME).is_some_and(|own| own.raw != said.raw) => {
                    return Err(format!(
                        "{NAME} is `{}`, and `{}` by {}: say one of them",
                        own[NAME].raw.line(),
                        said.raw.line(),
                        said.from
                    ));
                }
                Some(key) if own.contains_key(key) => {}
                Some(key) => {
                    own.insert(key.to_owned(), said);
                }
                None => output.error(&format!(
                    "note: {}: no question of the template takes {}",
                    said.from, said.key
                )),
            }
        }
        Ok(own)
    }
}
