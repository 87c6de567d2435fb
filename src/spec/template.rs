//! `[template]`: the questions of `tvgen new`, and the places in the spec that the answers are written to.

pub mod answer;
pub mod fact;
pub mod item_place;
pub mod text;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// The key of the answer that every template has: the name passed to `tvgen new`.
pub const NAME: &str = "name";

/// The questions that `tvgen new` asks to create a service's spec from this one. The new spec does not have this table.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// A short description of the template for `tvgen new --help`. Default: none.
    #[schemars(extend("examples" = ["A web service on Azure AKS"]))]
    pub description: Option<String>,
    /// The questions in the order they are asked, by the KEY of `--set KEY=VALUE`. `name` needs no question: it is the name
    /// passed to `tvgen new`, and is written to `service.name`.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::QUESTION}))]
    pub questions: IndexMap<String, Question>,
}

/// A question, and the places that the answer is written to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The text of the question.
    #[schemars(required, extend("examples" = ["Display name of the service"]))]
    pub prompt: Option<String>,
    /// The type of the answer. Default: `text`.
    #[schemars(extend("default" = "text"))]
    pub r#type: Option<AnswerType>,
    /// The default answer. `{KEY}` inserts an earlier answer, `{found.…}` a fact detected in the service's repository: `ruby`,
    /// `alpine`, `terraform`, `bundler`, `owner`, `javascript`, `javascript_version`, and `gem.NAME`, which is `yes` or `no`.
    /// `{found.owner|acme}` falls back to `acme` if the fact is unknown. Default: none; the question must be answered.
    #[schemars(extend("examples" = ["ghcr.io/{found.owner}/{name}", true, 3000, ["staging", "production"]]))]
    pub default: Option<DefaultAnswer>,
    /// Whether the answer can be empty. An empty answer removes the keys in `to`. Default: `false`.
    #[schemars(extend("default" = false))]
    pub optional: Option<bool>,
    /// A regular expression that the whole answer must match. Default: any answer.
    #[schemars(extend("examples" = ["[a-z]{2,6}"]))]
    pub pattern: Option<String>,
    /// For `choice` and `list`: the allowed answers. Default: none for `choice`, any for `list`.
    #[serde(default)]
    #[schemars(extend("examples" = [["staging", "production"]]))]
    pub choices: Vec<String>,
    /// Additional help for the question, one sentence. Default: none.
    #[schemars(extend("examples" = ["two to six lower-case letters, used in Azure resource names"]))]
    pub help: Option<String>,
    /// The name of the answer in the parameter file of an older onboarding script, for `--answers FILE`. Default: none.
    #[schemars(extend("examples" = ["SERVICE_SHORT"]))]
    pub parameter: Option<String>,
    /// The keys of this spec that the answer is written to. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [
        ["service.title"], [{"at": "registries.ghcr.repository", "text": "ghcr.io/acme/{name}"}]
    ]))]
    pub to: Vec<AnswerTarget>,
    /// For `yes-no`, `choice` and `list`: the parts of this spec to keep for each answer (`yes` or `no`, or one of `choices`).
    /// A part is the path of a table or key, or an item of an array such as `base.packages[libpq]`. Parts listed only for other
    /// answers are removed. Default: everything is kept.
    #[serde(default)]
    #[schemars(extend("examples" = [{"yes": ["smoke_test", "base.packages[openssl]"]}]))]
    pub keep: IndexMap<String, Vec<String>>,
}

/// The type of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerType {
    /// A single line of text.
    #[default]
    Text,
    /// An integer.
    Number,
    /// `yes` or `no`, written as `true` or `false`.
    YesNo,
    /// One of `choices`.
    Choice,
    /// A comma-separated list of texts.
    List,
}

/// The default answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum DefaultAnswer {
    /// A text, which can contain other answers and facts.
    Text(String),
    /// For `number`.
    Number(i64),
    /// For `yes-no`.
    YesNo(bool),
    /// For `list`.
    List(Vec<String>),
}

/// A key that an answer is written to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum AnswerTarget {
    /// The key that is set to the answer.
    Place(String),
    /// The key that is set to a text.
    Text(TargetText),
}

/// A key, and the text that it is set to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetText {
    /// The key of this spec.
    #[schemars(required, extend("examples" = ["registries.ghcr.repository"]))]
    pub at: Option<String>,
    /// The text to write. `{KEY}` inserts an answer; placeholders of the spec format, such as `{pr}`, are left unchanged.
    #[schemars(required, extend("examples" = ["ghcr.io/acme/{name}"]))]
    pub text: Option<String>,
}

impl Template {
    /// The keys of all answers, including `name`, in the order in which they become known.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        let asked = self.questions.keys().map(String::as_str);
        let name = (!self.questions.contains_key(NAME)).then_some(NAME);
        name.into_iter().chain(asked).collect()
    }
}

impl AnswerType {
    /// The value of `type` in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::YesNo => "yes-no",
            Self::Choice => "choice",
            Self::List => "list",
        }
    }
}

impl Question {
    /// The type of the answer.
    #[must_use]
    pub fn kind(&self) -> AnswerType {
        self.r#type.unwrap_or_default()
    }

    /// Whether the answer can be empty.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.optional == Some(true)
    }

    /// The allowed answers; empty if any text is allowed.
    #[must_use]
    pub fn allowed_answers(&self) -> Vec<&str> {
        match self.kind() {
            AnswerType::YesNo => vec!["yes", "no"],
            AnswerType::Choice | AnswerType::List => {
                self.choices.iter().map(String::as_str).collect()
            }
            AnswerType::Text | AnswerType::Number => Vec::new(),
        }
    }
}

impl AnswerTarget {
    /// The key, as written in the spec.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Place(place) => Some(place),
            Self::Text(target) => target.at.as_deref(),
        }
    }

    /// The text to write; `None` if the answer itself is written.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Place(_) => None,
            Self::Text(target) => target.text.as_deref(),
        }
    }
}
