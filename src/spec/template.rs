//! `[template]`: what `tvgen new` asks before it makes a service's spec of this one, and where the answers go.

pub mod answer;
pub mod fact;
pub mod kept;
pub mod text;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;

/// The key of the answer that every template has: what `tvgen new` is told to call the service.
pub const NAME: &str = "name";

/// What `tvgen new` asks before it makes a service's spec of this one. The spec it makes has all but this table.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// What it is for, as `tvgen new --help` says it; by default nothing.
    #[schemars(extend("examples" = ["A web service on Azure AKS"]))]
    pub description: Option<String>,
    /// What is asked, in the order written, by the keys that `--set KEY=VALUE` has. `name` need not be asked: it is the name that
    /// `tvgen new` is given, and becomes `service.name`.
    #[serde(default)]
    #[schemars(extend("propertyNames" = {"pattern": pattern::QUESTION}))]
    pub questions: IndexMap<String, Question>,
}

/// What is asked, and where the answer goes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What a person reads.
    #[schemars(required, extend("examples" = ["What people call the service"]))]
    pub prompt: Option<String>,
    /// What an answer is; by default `text`.
    #[schemars(extend("default" = "text"))]
    pub r#type: Option<Type>,
    /// The answer where none is given. `{KEY}` stands for an answer asked before, `{found.…}` for what the service's repository
    /// says: `ruby`, `alpine`, `terraform`, `bundler`, `owner`, `javascript`, `javascript_version`, and `gem.NAME`, which is
    /// `yes` or `no`; `{found.owner|acme}` is `acme` where the repository does not say; by default none, and the question must be
    /// answered.
    #[schemars(extend("examples" = ["ghcr.io/{found.owner}/{name}", true, 3000, ["staging", "production"]]))]
    pub default: Option<Fallback>,
    /// Whether the answer may be empty: then the keys that it would go to are left out; by default `false`.
    #[schemars(extend("default" = false))]
    pub optional: Option<bool>,
    /// What an answer looks like from end to end, a regular expression; by default anything.
    #[schemars(extend("examples" = ["[a-z]{2,6}"]))]
    pub pattern: Option<String>,
    /// For `choice`, and for `list`: the answers that there are; by default none for `choice`, any for `list`.
    #[serde(default)]
    #[schemars(extend("examples" = [["staging", "production"]]))]
    pub choices: Vec<String>,
    /// A sentence more, for who does not know what to answer; by default none.
    #[schemars(extend("examples" = ["Two to six letters, as in the names of Azure's resources"]))]
    pub help: Option<String>,
    /// The parameter of an older onboarding script that has the answer, for `--answers FILE`; by default none.
    #[schemars(extend("examples" = ["SERVICE_SHORT"]))]
    pub parameter: Option<String>,
    /// The places of this spec that the answer is written to; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [
        ["service.title"], [{"at": "registries.ghcr.repository", "text": "ghcr.io/acme/{name}"}]
    ]))]
    pub to: Vec<Goal>,
    /// For `yes-no`, `choice` and `list`: what of this spec stays, by the answers that keep it: `yes` or `no`, or those of
    /// `choices`. A table or a key by its place, an item of an array as `base.packages[libpq]`, and what no answer keeps goes; by
    /// default all stays.
    #[serde(default)]
    #[schemars(extend("examples" = [{"yes": ["smoke_test", "base.packages[openssl]"]}]))]
    pub keep: IndexMap<String, Vec<String>>,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Type {
    /// A text on one line.
    #[default]
    Text,
    /// A whole number.
    Number,
    /// `yes` or `no`, written as `true` or `false`.
    YesNo,
    /// One of `choices`.
    Choice,
    /// Several texts, parted by commas.
    List,
}

/// The answer where none is given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Fallback {
    /// A text, in which other answers can stand.
    Text(String),
    /// For `number`.
    Number(i64),
    /// For `yes-no`.
    YesNo(bool),
    /// For `list`.
    List(Vec<String>),
}

/// A place that an answer is written to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Goal {
    /// The place, which gets the answer.
    Place(String),
    /// The place, which gets a text.
    Text(GoalText),
}

/// A place, and the text that is written there.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalText {
    /// The place of this spec.
    #[schemars(required, extend("examples" = ["registries.ghcr.repository"]))]
    pub at: Option<String>,
    /// The text: `{KEY}` stands for an answer; `{pr}` and what else the format itself fills in stays as it is.
    #[schemars(required, extend("examples" = ["ghcr.io/acme/{name}"]))]
    pub text: Option<String>,
}

impl Template {
    /// The keys of all answers that there are, `name` among them, in the order in which they are known.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        let asked = self.questions.keys().map(String::as_str);
        let name = (!self.questions.contains_key(NAME)).then_some(NAME);
        name.into_iter().chain(asked).collect()
    }
}

impl Type {
    /// The word for it.
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
    /// What an answer is.
    #[must_use]
    pub fn kind(&self) -> Type {
        self.r#type.unwrap_or_default()
    }

    /// Whether the answer may be empty.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.optional == Some(true)
    }

    /// The answers that there are; none where any text is one.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        match self.kind() {
            Type::YesNo => vec!["yes", "no"],
            Type::Choice | Type::List => self.choices.iter().map(String::as_str).collect(),
            Type::Text | Type::Number => Vec::new(),
        }
    }
}

impl Goal {
    /// The place, as it is written.
    #[must_use]
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::Place(at) => Some(at),
            Self::Text(goal) => goal.at.as_deref(),
        }
    }

    /// The text that is written there; `None` where it is the answer itself.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Place(_) => None,
            Self::Text(goal) => goal.text.as_deref(),
        }
    }
}
