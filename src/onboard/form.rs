//! The questions of a template, one after the other, each with its answer.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::{
    Given,
    answers::{Answered, Answers},
    facts::{Chosen, Facts},
    made::{self, made},
};
use crate::{
    finding::{Finding, Severity},
    place::Place,
    source::Source,
    spec::{
        pattern::DNS_LABEL,
        template::{
            Fallback, NAME, Question, Template,
            answer::{Answer, Raw, read},
            text::{Part, Text},
        },
    },
};

/// What is asked for a service, and by what an answer is judged.
pub struct Form<'a> {
    /// The template.
    pub source: &'a Source,
    /// What it asks.
    pub template: &'a Template,
    /// What the service's repository says.
    pub facts: Facts<'a>,
    /// What the made spec builds on, where that is another path from its place.
    pub extends: Option<String>,
    /// What is found in a made spec.
    pub findings: &'a dyn Fn(&str) -> Vec<Finding>,
}

/// What is wrong with the answers to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The key of the question.
    pub key: String,
    /// What is asked.
    pub prompt: String,
    /// What is wrong with the answer, and what to write instead; `None` where there is none.
    pub why: Option<String>,
    /// What helps to answer.
    pub help: Option<String>,
}

/// Why there are no answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfilled {
    /// All that is missing and all that is wrong.
    Faults(Vec<Fault>),
    /// The person who was asked left.
    Left,
}

/// What asks a person the question of a key, whose default is given: the answer, or `None` if the person leaves.
pub type Ask<'a> = dyn FnMut(&Form, &str, Option<&(Raw, String)>, &Answers) -> Option<Raw> + 'a;

impl Form<'_> {
    /// The question of `key`.
    #[must_use]
    pub fn question(&self, key: &str) -> Cow<'_, Question> {
        match self.template.questions.get(key) {
            Some(question) => Cow::Borrowed(question),
            None => Cow::Owned(Question {
                prompt: Some("Name of the service".to_owned()),
                help: Some("lower-case letters, digits and dashes, at most 63".to_owned()),
                pattern: Some(DNS_LABEL.trim_matches(['^', '$']).to_owned()),
                ..Question::default()
            }),
        }
    }

    /// Asks each question that `given` does not answer with `ask`; where nobody can be asked, its default answers it.
    ///
    /// # Errors
    /// With all that is missing and all that is wrong; or if the person leaves.
    pub fn fill(
        &self,
        given: &IndexMap<String, Given>,
        ask: Option<&mut Ask>,
    ) -> Result<Answers, Unfilled> {
        let (mut answers, mut faults) = (Answers::new(), Vec::new());
        let mut ask = ask;
        for key in self.template.keys() {
            let default = self.default(key, &answers);
            let (raw, from) = match (given.get(key), &mut ask, default) {
                (Some(given), ..) => (given.raw.clone(), Some(given.from.clone())),
                (None, Some(ask), default) => {
                    let typed = ask(self, key, default.as_ref(), &answers);
                    (typed.ok_or(Unfilled::Left)?, None)
                }
                (None, None, Some((raw, from))) => (raw, Some(from)),
                (None, None, None) if self.question(key).is_optional() => {
                    (Raw::Text(String::new()), Some(String::new()))
                }
                // What its default lacks is a fault already.
                (None, None, None) if self.waits(key, &faults) => continue,
                (None, None, None) => {
                    faults.push(self.fault(key, None));
                    continue;
                }
            };
            match self.read(key, &raw, &answers) {
                Ok(answer) => {
                    answers.insert(key.to_owned(), Answered { answer, from });
                }
                Err(why) => {
                    let from = from.filter(|from| !from.is_empty());
                    let from = from.map_or(String::new(), |from| format!(" ({from})"));
                    faults.push(self.fault(key, Some(format!("{why}{from}"))));
                }
            }
        }
        if faults.is_empty() {
            Ok(answers)
        } else {
            Err(Unfilled::Faults(faults))
        }
    }

    /// What is answered to `key` where nobody answers, and who says so.
    #[must_use]
    pub fn default(&self, key: &str, answers: &Answers) -> Option<(Raw, String)> {
        let question = self.question(key);
        let template = || "the template".to_owned();
        match question.default.as_ref() {
            None if key == NAME => {
                let remote = crate::repository::git::remote(self.facts.git?)?;
                let name = Raw::Text(remote.name.to_lowercase());
                read(&question, &name).ok()?;
                Some((
                    name,
                    format!("{} line {}", remote.said.file, remote.said.line),
                ))
            }
            None => None,
            Some(Fallback::Text(text)) => {
                let text = Text::parse(text, &self.template.keys()).ok()?;
                let (text, from) = self.filled(&text, answers)?;
                let is_open = text.is_empty() && question.is_optional();
                (is_open || !text.is_empty())
                    .then(|| (Raw::Text(text), from.unwrap_or_else(template)))
            }
            Some(Fallback::Number(number)) => Some((Raw::Text(number.to_string()), template())),
            Some(Fallback::YesNo(flag)) => {
                Some((Raw::Text(Answer::YesNo(*flag).line()), template()))
            }
            Some(Fallback::List(items)) => Some((Raw::Items(items.clone()), template())),
        }
    }

    /// What `raw` answers to the question of `key`, if `answers` were given before.
    ///
    /// # Errors
    /// If it is no answer, or a rule finds it wrong in the spec that would be made: why, and what to write instead.
    pub fn read(&self, key: &str, raw: &Raw, answers: &Answers) -> Result<Answer, String> {
        let answer = read(&self.question(key), raw)?;
        let places = made::places(self.template, key);
        if places.is_empty() {
            return Ok(answer);
        }
        let mut answers = answers.clone();
        let answered = Answered {
            answer: answer.clone(),
            from: None,
        };
        answers.insert(key.to_owned(), answered);
        let Some(text) = self.made(&answers) else {
            return Ok(answer);
        };
        let is_here = |finding: &Finding| {
            let at = finding.at.place();
            finding.severity == Severity::Error
                && at.is_some_and(|at| places.iter().any(|place: &Place| place.holds(at)))
        };
        match (self.findings)(&text).into_iter().find(is_here) {
            None => Ok(answer),
            Some(finding) => Err(match finding.help {
                Some(help) => format!("{}: {help}", finding.message),
                None => finding.message,
            }),
        }
    }

    /// The spec that is made by `answers`; what was not answered yet stays as the template has it. `None` where the template
    /// has no such place in its own file.
    #[must_use]
    pub fn made(&self, answers: &Answers) -> Option<String> {
        made(self.source, self.template, answers, self.extends.as_deref())
    }

    /// `text` with `answers` in it, and who says the first fact of it; `None` where one is not known.
    fn filled(&self, text: &Text, answers: &Answers) -> Option<(String, Option<String>)> {
        let chosen = self.chosen(answers);
        let (mut filled, mut from) = (String::new(), None);
        for part in &text.0 {
            match part {
                Part::Literal(text) => filled.push_str(text),
                Part::Answer(key) => filled.push_str(&answers.get(key)?.answer.line()),
                Part::Fact(fact, otherwise) => match self.facts.find(fact, &chosen) {
                    Some(found) => {
                        filled.push_str(&found.text);
                        from = from.or(Some(found.from));
                    }
                    None => filled.push_str(otherwise.as_ref()?),
                },
            }
        }
        Some((filled, from))
    }

    /// What `answers` say of Ruby and of JavaScript, or else the template.
    fn chosen(&self, answers: &Answers) -> Chosen {
        let at = |text: &str| {
            let place = Place::parse(text)?;
            made::said_at(self.source, self.template, answers, &place)
        };
        Chosen {
            ruby: at("base.ruby"),
            manager: at("javascript.manager"),
        }
    }

    /// Whether the default of `key` has an answer in it that is among `faults`.
    fn waits(&self, key: &str, faults: &[Fault]) -> bool {
        let question = self.question(key);
        let Some(Fallback::Text(text)) = &question.default else {
            return false;
        };
        let Ok(text) = Text::parse(text, &self.template.keys()) else {
            return false;
        };
        let is_faulty = |key: &str| faults.iter().any(|fault| fault.key == key);
        let chosen = self.chosen(&Answers::new());
        let mut waits = false;
        for part in &text.0 {
            match part {
                Part::Answer(key) => waits |= is_faulty(key),
                Part::Fact(fact, None) if self.facts.find(fact, &chosen).is_none() => return false,
                Part::Literal(_) | Part::Fact(_, _) => {}
            }
        }
        waits
    }

    fn fault(&self, key: &str, why: Option<String>) -> Fault {
        let question = self.question(key).into_owned();
        Fault {
            key: key.to_owned(),
            prompt: question.prompt.unwrap_or_default(),
            why,
            help: question.help,
        }
    }
}
