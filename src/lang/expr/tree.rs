//! Expression trees, and their partial evaluation.

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// `null`.
    Null,
    /// A context, by its path in lower case: `github.event_name`.
    Context(Vec<String>),
    /// An indexed value: a computed index, or any index of a value that is not a context.
    Index(Box<Tree>, Vec<Tree>),
    /// A function call; the name is in lower case.
    Call(String, Vec<Tree>),
    /// A negation.
    Not(Box<Tree>),
    /// Terms joined by operators of the same precedence.
    Chain(Box<Tree>, Vec<(Operator, Tree)>),
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`, `<=`, `>` or `>=`.
    Order,
}

/// The functions whose result is `true`, `false` or a digest.
const TESTS: &[&str] = &["contains", "startswith", "endswith", "hashfiles"];

/// A partially known value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A missing value.
    Null,
    /// An unknown value, and whether it is truthy if that is known.
    Unknown(Option<bool>),
}

impl Tree {
    /// Accesses the property `name`.
    #[must_use]
    pub(super) fn property(self, name: &str) -> Self {
        self.index(Self::Text(name.to_owned()))
    }

    /// Accesses `index`: `context['key']` is `context.key`.
    #[must_use]
    pub(super) fn index(self, index: Self) -> Self {
        match (self, index) {
            (Self::Context(mut names), Self::Text(name)) => {
                names.push(name.to_ascii_lowercase());
                Self::Context(names)
            }
            (Self::Index(value, mut indices), index) => {
                indices.push(index);
                Self::Index(value, indices)
            }
            (value, index) => Self::Index(Box::new(value), vec![index]),
        }
    }

    /// Calls `each` for this expression and every expression inside it.
    pub fn walk<'a>(&'a self, each: &mut dyn FnMut(&'a Self)) {
        each(self);
        match self {
            Self::Text(_) | Self::Number(_) | Self::Flag(_) | Self::Null | Self::Context(_) => {}
            Self::Call(_, trees) => {
                for tree in trees {
                    tree.walk(each);
                }
            }
            Self::Not(tree) => tree.walk(each),
            Self::Index(tree, indices) => {
                tree.walk(each);
                for tree in indices {
                    tree.walk(each);
                }
            }
            Self::Chain(first, others) => {
                first.walk(each);
                for (_, tree) in others {
                    tree.walk(each);
                }
            }
        }
    }

    /// The contexts whose values can end up in the result: `github.head_ref`. A context that is only compared or tested is
    /// excluded; one with a computed index counts without the index.
    #[must_use]
    pub fn result_contexts(&self) -> Vec<String> {
        match self {
            Self::Text(_) | Self::Number(_) | Self::Flag(_) | Self::Null | Self::Not(_) => {
                Vec::new()
            }
            Self::Context(names) => vec![names.join(".")],
            Self::Call(name, _) if TESTS.contains(&name.as_str()) => Vec::new(),
            Self::Call(_, trees) => trees.iter().flat_map(Self::result_contexts).collect(),
            Self::Index(tree, indices) => {
                let trees = std::iter::once(tree.as_ref()).chain(indices);
                trees.flat_map(Self::result_contexts).collect()
            }
            Self::Chain(first, others) => {
                let chooses =
                    |operator: &Operator| matches!(operator, Operator::Or | Operator::And);
                if others.iter().any(|(operator, _)| !chooses(operator)) {
                    return Vec::new();
                }
                let others = others.iter().map(|(_, tree)| tree);
                let trees = std::iter::once(first.as_ref()).chain(others);
                trees.flat_map(Self::result_contexts).collect()
            }
        }
    }

    /// The secrets that it reads, in upper case; `secrets` if it reads all of them.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.walk(&mut |tree| {
            let Self::Context(names) = tree else { return };
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            match names.as_slice() {
                ["secrets"] | ["secrets", "*", ..] => found.push("secrets".to_owned()),
                ["secrets", name, ..] => found.push(name.to_ascii_uppercase()),
                // The run's token is a secret too, and the whole context contains it.
                ["github"] | ["github", "token" | "*", ..] => found.push("GITHUB_TOKEN".to_owned()),
                _ => {}
            }
        });
        found
    }

    /// Evaluates the expression; `look_up` returns the values of contexts and of calls such as `failure()`.
    #[must_use]
    pub fn evaluate(&self, look_up: &dyn Fn(&str) -> Value) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.clone()),
            Self::Number(number) => Value::Number(*number),
            Self::Flag(flag) => Value::Flag(*flag),
            Self::Null => Value::Null,
            Self::Context(names) => look_up(&names.join(".")),
            Self::Index(..) => Value::Unknown(None),
            Self::Call(name, arguments) => {
                let arguments: Vec<Value> = arguments
                    .iter()
                    .map(|tree| tree.evaluate(look_up))
                    .collect();
                call(name, &arguments, look_up)
            }
            Self::Not(tree) => Value::flag(tree.evaluate(look_up).holds().map(|holds| !holds)),
            Self::Chain(first, others) => {
                let first = first.evaluate(look_up);
                others.iter().fold(first, |left, (operator, tree)| {
                    let right = tree.evaluate(look_up);
                    match operator {
                        Operator::Or => either(left, right, true),
                        Operator::And => either(left, right, false),
                        Operator::Equal => Value::flag(left.equals(&right)),
                        Operator::Unequal => Value::flag(left.equals(&right).map(|equal| !equal)),
                        Operator::Order => Value::Unknown(None),
                    }
                })
            }
        }
    }
}

impl Value {
    /// Whether the value is truthy, if that is known.
    #[must_use]
    pub fn holds(&self) -> Option<bool> {
        match self {
            Self::Text(text) => Some(!text.is_empty()),
            Self::Number(number) => Some(*number != 0.0 && !number.is_nan()),
            Self::Flag(flag) => Some(*flag),
            Self::Null => Some(false),
            Self::Unknown(holds) => *holds,
        }
    }

    fn flag(flag: Option<bool>) -> Self {
        flag.map_or(Self::Unknown(None), Self::Flag)
    }

    /// Whether GitHub considers it equal to `other`: strings compare case-insensitively, other types as numbers.
    fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => {
                Some(one.to_lowercase() == other.to_lowercase())
            }
            // An empty string never equals a truthy value.
            (Self::Unknown(Some(true)), Self::Text(text))
            | (Self::Text(text), Self::Unknown(Some(true)))
                if text.is_empty() =>
            {
                Some(false)
            }
            (one, other) => {
                let (one, other) = (one.number()?, other.number()?);
                Some((one - other).abs() < f64::EPSILON)
            }
        }
    }

    /// The number that it is compared as.
    fn number(&self) -> Option<f64> {
        match self {
            Self::Text(text) if text.trim().is_empty() => Some(0.0),
            Self::Text(text) => Some(text.trim().parse().unwrap_or(f64::NAN)),
            Self::Number(number) => Some(*number),
            Self::Flag(flag) => Some(f64::from(u8::from(*flag))),
            Self::Null => Some(0.0),
            Self::Unknown(_) => None,
        }
    }

    /// The string that functions convert it to.
    fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Flag(flag) => Some(flag.to_string()),
            Self::Null => Some(String::new()),
            Self::Unknown(_) => None,
        }
    }
}

/// `left || right` if `wanted` is true, `left && right` if it is false.
fn either(left: Value, right: Value, wanted: bool) -> Value {
    match (left.holds(), right.holds()) {
        (Some(holds), _) if holds == wanted => left,
        (Some(_), _) => right,
        (None, Some(holds)) if holds == wanted => Value::Unknown(Some(wanted)),
        (None, _) => Value::Unknown(None),
    }
}

fn call(name: &str, arguments: &[Value], look_up: &dyn Fn(&str) -> Value) -> Value {
    let texts: Option<Vec<String>> = arguments
        .iter()
        .map(|argument| Some(argument.text()?.to_lowercase()))
        .collect();
    match (name, texts.as_deref()) {
        ("always", _) => Value::Flag(true),
        (name, Some([])) => look_up(&format!("{name}()")),
        ("contains", Some([text, part])) => Value::Flag(text.contains(part)),
        ("startswith", Some([text, start])) => Value::Flag(text.starts_with(start)),
        ("endswith", Some([text, end])) => Value::Flag(text.ends_with(end)),
        _ => Value::Unknown(None),
    }
}
