//! Asks the questions of a template and validates the answers.

use std::borrow::Cow;

use indexmap::IndexMap;

use super::{
    Prefilled,
    answers::{Answered, Answers},
    facts::{Facts, PriorAnswers},
    instantiate::{self, instantiate},
};
use crate::{
    finding::{Finding, Severity},
    place::Place,
    source::Source,
    spec::{
        pattern::DNS_LABEL,
        template::{
            DefaultAnswer, NAME, Question, Template,
            answer::{Answer, RawAnswer, parse_answer},
            text::{Segment, TemplateText},
        },
    },
};

/// The questions for a service, with the inputs for defaults and validation.
pub struct Questionnaire<'a> {
    /// The source of the template.
    pub source: &'a Source,
    /// The `[template]` table.
    pub template: &'a Template,
    /// The facts about the service's repository.
    pub facts: Facts<'a>,
    /// The `extends` of the new spec, relative to its folder. `None` keeps the template's value.
    pub extends: Option<String>,
    /// Lints the text of a new spec.
    pub findings: &'a dyn Fn(&str) -> Vec<Finding>,
}

/// A missing or invalid answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerError {
    /// The key of the question.
    pub key: String,
    /// The text of the question.
    pub prompt: String,
    /// Why the answer is invalid; `None` if it is missing.
    pub reason: Option<String>,
    /// The help of the question.
    pub help: Option<String>,
}

/// Why a questionnaire was not completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuestionnaireError {
    /// All missing and invalid answers.
    InvalidAnswers(Vec<AnswerError>),
    /// The user cancelled the questionnaire.
    Cancelled,
}

/// Asks the user the question of a key, with its default. Returns `None` if the user cancels.
pub type Ask<'a> = dyn FnMut(&Questionnaire, &str, Option<&(RawAnswer, String)>, &Answers) -> Option<RawAnswer>
    + 'a;

impl Questionnaire<'_> {
    /// The question of `key`.
    #[must_use]
    pub fn question(&self, key: &str) -> Cow<'_, Question> {
        match self.template.questions.get(key) {
            Some(question) => Cow::Borrowed(question),
            None => Cow::Owned(Question {
                prompt: Some("Name of the service".to_owned()),
                help: Some(
                    "at most 63 lower-case letters, digits and dashes, with no dash at either end"
                        .to_owned(),
                ),
                pattern: Some(DNS_LABEL.trim_matches(['^', '$']).to_owned()),
                ..Question::default()
            }),
        }
    }

    /// Answers each question: from `prefilled`, with `ask`, or with its default if there is no `ask`.
    ///
    /// # Errors
    /// If answers are missing or invalid, or the user cancels.
    pub fn fill(
        &self,
        prefilled: &IndexMap<String, Prefilled>,
        ask: Option<&mut Ask>,
    ) -> Result<Answers, QuestionnaireError> {
        let (mut answers, mut errors) = (Answers::new(), Vec::new());
        let mut ask = ask;
        for key in self.template.keys() {
            let default = self.default_answer(key, &answers);
            let (raw, origin) = match (prefilled.get(key), &mut ask, default) {
                (Some(answer), ..) => (answer.raw.clone(), Some(answer.origin.clone())),
                (None, Some(ask), default) => {
                    let typed = ask(self, key, default.as_ref(), &answers);
                    (typed.ok_or(QuestionnaireError::Cancelled)?, None)
                }
                (None, None, Some((raw, origin))) => (raw, Some(origin)),
                (None, None, None) if self.question(key).is_optional() => {
                    (RawAnswer::Text(String::new()), Some(String::new()))
                }
                // The question's default depends on an answer that is already reported.
                (None, None, None) if self.depends_on_errors(key, &errors) => continue,
                (None, None, None) => {
                    errors.push(self.answer_error(key, None));
                    continue;
                }
            };
            match self.parse_answer(key, &raw, &answers) {
                Ok(answer) => {
                    answers.insert(key.to_owned(), Answered { answer, origin });
                }
                Err(reason) => {
                    let origin = origin.filter(|origin| !origin.is_empty());
                    let origin = origin.map_or(String::new(), |origin| format!(" ({origin})"));
                    errors.push(self.answer_error(key, Some(format!("{reason}{origin}"))));
                }
            }
        }
        if errors.is_empty() {
            Ok(answers)
        } else {
            Err(QuestionnaireError::InvalidAnswers(errors))
        }
    }

    /// The default answer to `key`, with its origin.
    #[must_use]
    pub fn default_answer(&self, key: &str, answers: &Answers) -> Option<(RawAnswer, String)> {
        let question = self.question(key);
        let template = || "the template".to_owned();
        match question.default.as_ref() {
            None if key == NAME => {
                let remote = crate::repository::git::find_remote(self.facts.git?)?;
                let name = RawAnswer::Text(remote.name.to_lowercase());
                parse_answer(&question, &name).ok()?;
                Some((
                    name,
                    format!("{} line {}", remote.claim.file, remote.claim.line),
                ))
            }
            None => None,
            Some(DefaultAnswer::Text(text)) => {
                let text = TemplateText::parse(text, &self.template.keys()).ok()?;
                let (text, origin) = self.fill_text(&text, answers)?;
                (!text.is_empty() || question.is_optional())
                    .then(|| (RawAnswer::Text(text), origin.unwrap_or_else(template)))
            }
            Some(DefaultAnswer::Number(number)) => {
                Some((RawAnswer::Text(number.to_string()), template()))
            }
            Some(DefaultAnswer::YesNo(flag)) => {
                Some((RawAnswer::Text(Answer::YesNo(*flag).to_line()), template()))
            }
            Some(DefaultAnswer::List(items)) => Some((RawAnswer::Items(items.clone()), template())),
        }
    }

    /// Parses `raw` as the answer to `key`, after the earlier `answers`.
    ///
    /// # Errors
    /// If the answer is invalid, or a rule reports it in the new spec.
    pub fn parse_answer(
        &self,
        key: &str,
        raw: &RawAnswer,
        answers: &Answers,
    ) -> Result<Answer, String> {
        let answer = parse_answer(&self.question(key), raw)?;
        let places = instantiate::target_places(self.template, key);
        if places.is_empty() {
            return Ok(answer);
        }
        let mut answers = answers.clone();
        let answered = Answered {
            answer: answer.clone(),
            origin: None,
        };
        answers.insert(key.to_owned(), answered);
        let Some(text) = self.instantiate(&answers) else {
            return Ok(answer);
        };
        let is_here = |finding: &Finding| {
            let reported = finding.location.place();
            finding.severity == Severity::Error
                && reported.is_some_and(|reported| {
                    places.iter().any(|place: &Place| place.contains(reported))
                })
        };
        match (self.findings)(&text).into_iter().find(is_here) {
            None => Ok(answer),
            Some(finding) => Err(match finding.help {
                Some(help) => format!("{}: {help}", finding.message),
                None => finding.message,
            }),
        }
    }

    /// Creates a spec from `answers`; values without an answer stay as in the template. `None` if the template inherits a value
    /// that would have to be edited.
    #[must_use]
    pub fn instantiate(&self, answers: &Answers) -> Option<String> {
        instantiate(self.source, self.template, answers, self.extends.as_deref())
    }

    /// Fills `text` with `answers` and facts; returns it with the origin of the first fact, or `None` if something is unknown.
    fn fill_text(
        &self,
        text: &TemplateText,
        answers: &Answers,
    ) -> Option<(String, Option<String>)> {
        let prior = self.prior_answers(answers);
        let (mut filled, mut origin) = (String::new(), None);
        for segment in &text.0 {
            match segment {
                Segment::Literal(text) => filled.push_str(text),
                Segment::Answer(key) => filled.push_str(&answers.get(key)?.answer.to_line()),
                Segment::Fact(fact, fallback) => match self.facts.find(fact, &prior) {
                    Some(found) => {
                        filled.push_str(&found.text);
                        origin = origin.or(Some(found.origin));
                    }
                    None => filled.push_str(fallback.as_ref()?),
                },
            }
        }
        Some((filled, origin))
    }

    /// The Ruby version and JavaScript package manager in `answers` or the template.
    fn prior_answers(&self, answers: &Answers) -> PriorAnswers {
        let value_at = |text: &str| {
            let place = Place::parse(text)?;
            instantiate::value_at(self.source, self.template, answers, &place)
        };
        PriorAnswers {
            ruby: value_at("base.ruby"),
            manager: value_at("javascript.manager"),
        }
    }

    /// Whether the default of `key` is unknown only because of invalid or missing answers in `errors`.
    fn depends_on_errors(&self, key: &str, errors: &[AnswerError]) -> bool {
        let question = self.question(key);
        let Some(DefaultAnswer::Text(text)) = &question.default else {
            return false;
        };
        let Ok(text) = TemplateText::parse(text, &self.template.keys()) else {
            return false;
        };
        let has_error = |key: &str| errors.iter().any(|error| error.key == key);
        let prior = self.prior_answers(&Answers::new());
        let mut depends = false;
        for segment in &text.0 {
            match segment {
                Segment::Answer(key) => depends |= has_error(key),
                Segment::Fact(fact, None) if self.facts.find(fact, &prior).is_none() => {
                    return false;
                }
                Segment::Literal(_) | Segment::Fact(_, _) => {}
            }
        }
        depends
    }

    fn answer_error(&self, key: &str, reason: Option<String>) -> AnswerError {
        let question = self.question(key).into_owned();
        AnswerError {
            key: key.to_owned(),
            prompt: question.prompt.unwrap_or_default(),
            reason,
            help: question.help,
        }
    }
}
