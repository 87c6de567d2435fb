//! The types of values in a job.

use serde_json::Value;

/// The type of a value in a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// A text.
    Text,
    /// A text with an expression, for a value of another type.
    Expression,
    /// The path of a workflow file.
    Workflow,
    /// `inherit`.
    Inherit,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// An array of texts.
    Texts,
    /// An array of tables.
    Tables,
    /// A table of texts, numbers and booleans.
    Scalars,
    /// A table.
    Table,
}

impl ValueType {
    /// Whether `value` has this type.
    #[must_use]
    pub fn accepts(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Expression => value.as_str().is_some_and(|text| text.contains("${{")),
            Self::Workflow => value.as_str().is_some_and(is_workflow),
            Self::Inherit => value.as_str() == Some("inherit"),
            Self::Number => value.is_number(),
            Self::Flag => value.is_boolean(),
            Self::Texts => value
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_string)),
            Self::Tables => value
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_object)),
            Self::Scalars => value
                .as_object()
                .is_some_and(|table| table.values().all(is_scalar)),
            Self::Table => value.is_object(),
        }
    }
}

fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}

/// Whether `uses` is a file in the `.github/workflows` folder of this or another repository.
fn is_workflow(uses: &str) -> bool {
    let path = uses.split('@').next().unwrap_or(uses);
    let file = path
        .strip_prefix("./.github/workflows/")
        .or_else(|| path.split_once("/.github/workflows/").map(|(_, file)| file));
    file.and_then(|file| {
        file.strip_suffix(".yml")
            .or_else(|| file.strip_suffix(".yaml"))
    })
    .is_some_and(|name| !name.is_empty() && !name.contains('/'))
}
