//! Expression trees and the contexts that they read.

use super::function::Function;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A string.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`.
    Null,
    /// A context and its properties, as written: `github.event_name`. `*` selects every property.
    Context(Vec<String>),
    /// An indexed value: a computed index of a context, or any index of another value. `None` is `*`.
    Index(Box<Tree>, Vec<Option<Tree>>),
    /// A function call.
    Call(Function, Vec<Tree>),
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
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Operator {
    /// The operators by precedence, the lowest first (GitHub documentation, "Evaluate expressions").
    pub(super) const LEVELS: &[&[Self]] = &[
        &[Self::Or],
        &[Self::And],
        &[Self::Equal, Self::Unequal],
        // `<=` comes before its prefix `<`.
        &[
            Self::LessOrEqual,
            Self::GreaterOrEqual,
            Self::Less,
            Self::Greater,
        ],
    ];

    /// The symbol of the operator.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The precedence, from 0.
    pub(super) fn level(self) -> usize {
        let mut levels = Self::LEVELS.iter();
        let level = levels.position(|operators| operators.contains(&self));
        level.unwrap_or(Self::LEVELS.len())
    }

    /// Whether the operator is `&&` or `||`, whose result is one of the terms.
    pub(super) fn is_logical(self) -> bool {
        matches!(self, Self::Or | Self::And)
    }
}

impl Tree {
    /// The context `path`: `Tree::context("github.event_name")`.
    #[must_use]
    pub fn context(path: &str) -> Self {
        Self::Context(path.split('.').map(str::to_owned).collect())
    }

    /// `left operator right`.
    #[must_use]
    pub fn binary(left: Self, operator: Operator, right: Self) -> Self {
        Self::Chain(Box::new(left), vec![(operator, right)])
    }

    /// The terms joined by `operator`; a single term stays as it is. Without terms, the result is true for `&&` and
    /// false for `||`.
    #[must_use]
    pub fn chain(operator: Operator, terms: Vec<Self>) -> Self {
        let mut terms = terms.into_iter();
        let Some(first) = terms.next() else {
            return Self::Boolean(operator == Operator::And);
        };
        let others: Vec<_> = terms.map(|term| (operator, term)).collect();
        if others.is_empty() {
            first
        } else {
            Self::Chain(Box::new(first), others)
        }
    }

    /// Accesses `index`, or every property if it is `None`. `context['key']` becomes `context.key`.
    #[must_use]
    pub(super) fn index(self, index: Option<Self>) -> Self {
        match (self, index) {
            (Self::Context(mut names), None) => {
                names.push("*".to_owned());
                Self::Context(names)
            }
            (Self::Context(mut names), Some(Self::Text(name))) if name != "*" => {
                names.push(name);
                Self::Context(names)
            }
            (Self::Index(value, mut indices), index) => {
                indices.push(index);
                Self::Index(value, indices)
            }
            (value, index) => Self::Index(Box::new(value), vec![index]),
        }
    }

    /// The direct subexpressions.
    fn children(&self) -> Vec<&Self> {
        match self {
            Self::Text(_) | Self::Number(_) | Self::Boolean(_) | Self::Null | Self::Context(_) => {
                Vec::new()
            }
            Self::Call(_, arguments) => arguments.iter().collect(),
            Self::Not(tree) => vec![tree],
            Self::Index(tree, indices) => std::iter::once(tree.as_ref())
                .chain(indices.iter().flatten())
                .collect(),
            Self::Chain(first, others) => std::iter::once(first.as_ref())
                .chain(others.iter().map(|(_, tree)| tree))
                .collect(),
        }
    }

    /// Calls `visit` for this expression and every expression inside it.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    /// The contexts that the expression reads, each with its named properties.
    #[must_use]
    pub fn contexts(&self) -> Vec<&[String]> {
        let mut found = Vec::new();
        self.walk(&mut |tree| {
            if let Self::Context(names) = tree {
                found.push(names.as_slice());
            }
        });
        found
    }

    /// The functions that the expression calls.
    #[must_use]
    pub fn functions(&self) -> Vec<Function> {
        let mut found = Vec::new();
        self.walk(&mut |tree| {
            if let Self::Call(function, _) = tree {
                found.push(*function);
            }
        });
        found
    }

    /// Whether the expression reads the context `context`.
    #[must_use]
    pub fn reads(&self, context: &str) -> bool {
        let mut contexts = self.contexts().into_iter();
        contexts.any(|names| names[0].eq_ignore_ascii_case(context))
    }

    /// Whether the result is always `true` or `false`.
    pub(super) fn is_boolean(&self) -> bool {
        match self {
            Self::Boolean(_) | Self::Not(_) => true,
            Self::Text(_) | Self::Number(_) | Self::Null | Self::Context(_) | Self::Index(..) => {
                false
            }
            Self::Call(function, _) => matches!(
                function,
                Function::Contains | Function::StartsWith | Function::EndsWith
            ),
            Self::Chain(_, others) => !others[0].0.is_logical(),
        }
    }

    /// The contexts whose values can be part of the result, in lower case: `github.head_ref`. A context that is only compared
    /// or tested is excluded; a path ends before a computed index.
    #[must_use]
    pub fn result_contexts(&self) -> Vec<String> {
        if let Self::Context(names) = self {
            return vec![names.join(".").to_ascii_lowercase()];
        }
        let is_digest = matches!(self, Self::Call(Function::HashFiles, _));
        if is_digest || self.is_boolean() {
            return Vec::new();
        }
        let children = self.children().into_iter();
        children.flat_map(Self::result_contexts).collect()
    }

    /// The secrets that the expression reads, in upper case; `secrets` if it reads all of them.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let contexts = self.contexts().into_iter();
        let secret = |names: &[String]| {
            let names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            match names.as_slice() {
                ["secrets"] | ["secrets", "*", ..] => Some("secrets".to_owned()),
                ["secrets", name, ..] => Some(name.to_ascii_uppercase()),
                // The token of the run is a secret too. Reading the whole `github` context also reads the token.
                ["github"] | ["github", "token" | "*", ..] => Some("GITHUB_TOKEN".to_owned()),
                _ => None,
            }
        };
        contexts.filter_map(secret).collect()
    }
}
