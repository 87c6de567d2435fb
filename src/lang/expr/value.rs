//! Known and partially known values of expressions, with GitHub's comparison and conversion rules.

use std::{cmp::Ordering, collections::HashSet, rc::Rc};

use super::{number, tree::Operator};

/// A value, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A missing value.
    Null,
    /// A list.
    List(Rc<[Value]>),
    /// The values that `*` selects: an index applies to each of them.
    Selection(Rc<[Value]>),
    /// An object: its keys and their values.
    Object(Rc<[(String, Value)]>),
    /// An unknown value, and whether it is truthy, if known.
    Unknown(Option<bool>),
    /// No value: GitHub fails the job.
    Failed,
}

impl Value {
    /// Converts a JSON value. Of keys that differ only in case, the first counts.
    #[must_use]
    pub fn from_json(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(flag) => Self::Boolean(*flag),
            serde_json::Value::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(text) => Self::Text(text.clone()),
            serde_json::Value::Array(items) => {
                Self::List(items.iter().map(Self::from_json).collect())
            }
            serde_json::Value::Object(table) => {
                let mut seen = HashSet::new();
                let first = table
                    .iter()
                    .filter(|(key, _)| seen.insert(key.to_lowercase()));
                let entries = first.map(|(key, value)| (key.clone(), Self::from_json(value)));
                Self::Object(entries.collect())
            }
        }
    }

    /// Whether the value is truthy, if known.
    #[must_use]
    pub fn is_truthy(&self) -> Option<bool> {
        match self {
            Self::Text(text) => Some(!text.is_empty()),
            Self::Number(number) => Some(*number != 0.0 && !number.is_nan()),
            Self::Boolean(flag) => Some(*flag),
            Self::Null => Some(false),
            Self::List(_) | Self::Selection(_) | Self::Object(_) => Some(true),
            Self::Unknown(holds) => *holds,
            Self::Failed => None,
        }
    }

    /// `!self`.
    pub(super) fn negate(&self) -> Self {
        if *self == Self::Failed {
            return Self::Failed;
        }
        let holds = self.is_truthy();
        holds.map_or(Self::Unknown(None), |holds| Self::Boolean(!holds))
    }

    /// `self || other` if `wanted` is true, otherwise `self && other`.
    pub(super) fn and_or(self, other: Self, wanted: bool) -> Self {
        match (self.is_truthy(), other.is_truthy()) {
            (Some(holds), _) if holds == wanted => self,
            (Some(_), _) => other,
            (None, _) if self == Self::Failed => self,
            (None, Some(holds)) if holds == wanted => Self::Unknown(Some(wanted)),
            (None, _) => Self::Unknown(None),
        }
    }

    /// The string that functions convert the value to.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        match self {
            Self::List(_) | Self::Selection(_) => Some("Array".to_owned()),
            Self::Object(_) => Some("Object".to_owned()),
            Self::Text(_)
            | Self::Number(_)
            | Self::Boolean(_)
            | Self::Null
            | Self::Unknown(_)
            | Self::Failed => self.primitive_text(),
        }
    }

    /// The string of a value that is neither a list nor an object.
    pub(super) fn primitive_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number::print(*number)),
            Self::Boolean(flag) => Some(flag.to_string()),
            Self::Null => Some(String::new()),
            Self::List(_)
            | Self::Selection(_)
            | Self::Object(_)
            | Self::Unknown(_)
            | Self::Failed => None,
        }
    }

    /// The items of a list.
    pub(super) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) | Self::Selection(items) => Some(items),
            Self::Text(_)
            | Self::Number(_)
            | Self::Boolean(_)
            | Self::Null
            | Self::Object(_)
            | Self::Unknown(_)
            | Self::Failed => None,
        }
    }

    /// The number used in comparisons.
    fn number(&self) -> f64 {
        match self {
            Self::Text(text) => number::parse(text),
            Self::Number(number) => *number,
            Self::Boolean(flag) => f64::from(u8::from(*flag)),
            Self::Null => 0.0,
            Self::List(_)
            | Self::Selection(_)
            | Self::Object(_)
            | Self::Unknown(_)
            | Self::Failed => f64::NAN,
        }
    }

    /// The value at `index`; without an index, all values.
    #[must_use]
    pub fn index(&self, index: Option<&Self>) -> Self {
        match (self, index) {
            (Self::Failed, _) | (_, Some(Self::Failed)) => Self::Failed,
            (Self::Unknown(_), _) | (_, Some(Self::Unknown(_))) => Self::Unknown(None),
            (Self::Selection(items), index) => {
                let values = items.iter().flat_map(|item| item.select(index));
                Self::Selection(values.collect())
            }
            (value, None) => Self::Selection(value.select(None).into()),
            (value, Some(_)) => value.select(index).pop().unwrap_or(Self::Null),
        }
    }

    /// The values that `index` selects from a list or an object.
    fn select(&self, index: Option<&Self>) -> Vec<Self> {
        match (self, index) {
            (Self::List(items) | Self::Selection(items), None) => items.to_vec(),
            (Self::List(items) | Self::Selection(items), Some(index)) => {
                let position = index.number().floor();
                let mut numbered = (0_u32..).zip(items.iter());
                let found = numbered.find(|(number, _)| f64::from(*number) >= position);
                found
                    .filter(|_| position >= 0.0)
                    .map(|(_, item)| item.clone())
                    .into_iter()
                    .collect()
            }
            (Self::Object(entries), None) => {
                entries.iter().map(|(_, value)| value.clone()).collect()
            }
            (Self::Object(entries), Some(index)) => {
                let key = index.primitive_text().map(|key| key.to_lowercase());
                let mut entries = entries.iter();
                let found = entries.find(|(known, _)| Some(known.to_lowercase()) == key);
                found.map(|(_, value)| value.clone()).into_iter().collect()
            }
            // Whether an unknown value has the index is unknown.
            (Self::Unknown(_), _) => vec![Self::Unknown(None)],
            (Self::Text(_) | Self::Number(_) | Self::Boolean(_) | Self::Null | Self::Failed, _) => {
                Vec::new()
            }
        }
    }

    /// Compares `self` with `other`.
    pub(super) fn compare(&self, operator: Operator, other: &Self) -> Self {
        if [self, other].contains(&&Self::Failed) {
            return Self::Failed;
        }
        let known = self.compare_known(operator, other);
        known.map_or(Self::Unknown(None), Self::Boolean)
    }

    fn compare_known(&self, operator: Operator, other: &Self) -> Option<bool> {
        let equal = || self.equals(other);
        let is_known = self.is_known() && other.is_known();
        let ordered = |wanted| is_known.then(|| self.order(other) == Some(wanted));
        match operator {
            Operator::Or | Operator::And => None,
            Operator::Equal => equal(),
            Operator::Unequal => equal().map(|equal| !equal),
            Operator::Less => ordered(Ordering::Less),
            Operator::Greater => ordered(Ordering::Greater),
            Operator::LessOrEqual => Some(equal()? || ordered(Ordering::Less)?),
            Operator::GreaterOrEqual => Some(equal()? || ordered(Ordering::Greater)?),
        }
    }

    /// Whether GitHub considers the values equal, if known: strings compare case-insensitively, values of different types as
    /// numbers, and lists and objects equal only themselves.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::List(one), Self::List(other))
            | (Self::Selection(one), Self::Selection(other)) => Some(Rc::ptr_eq(one, other)),
            (Self::Object(one), Self::Object(other)) => Some(Rc::ptr_eq(one, other)),
            // An empty string never equals a truthy value.
            (Self::Unknown(Some(true)), Self::Text(text))
            | (Self::Text(text), Self::Unknown(Some(true)))
                if text.is_empty() =>
            {
                Some(false)
            }
            (Self::Null, Self::Null) => Some(true),
            (one, other) => {
                let is_known = one.is_known() && other.is_known();
                is_known.then(|| one.order(other) == Some(Ordering::Equal))
            }
        }
    }

    fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_) | Self::Failed)
    }

    /// The ordering of the values; `None` if they are incomparable.
    fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => {
                let (one, other) = (to_upper(one), to_upper(other));
                Some(one.encode_utf16().cmp(other.encode_utf16()))
            }
            // GitHub does not order null values.
            (Self::Null, Self::Null) => None,
            (one, other) => one.number().partial_cmp(&other.number()),
        }
    }
}

/// Converts `text` to upper case, as GitHub does before it compares strings.
pub(super) fn to_upper(text: &str) -> String {
    // GitHub keeps the dotless i, whose upper case in Unicode is `I`.
    let parts = text.split('ı').map(str::to_uppercase);
    parts.collect::<Vec<_>>().join("ı")
}
