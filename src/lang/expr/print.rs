//! Prints and normalizes expressions.

use super::{
    super::Text,
    Expr, format,
    function::Function,
    number,
    parse::is_name,
    string,
    tree::{Operator, Tree},
};

impl Tree {
    /// Prints the expression, with parentheses around every nested chain of `&&` or `||`.
    #[must_use]
    pub fn print(&self) -> Text<Expr> {
        Text::encoded(self.text())
    }

    /// Prints the expression as a term of `&&` or `||`.
    #[must_use]
    pub fn print_term(&self) -> Text<Expr> {
        Text::encoded(self.operand(Operator::is_logical))
    }

    fn text(&self) -> String {
        match self {
            Self::Text(text) => string(text).as_str().to_owned(),
            Self::Number(number) => number::print_exact(*number),
            Self::Boolean(flag) => flag.to_string(),
            Self::Null => "null".to_owned(),
            Self::Context(names) => names[1..].iter().fold(names[0].clone(), |text, name| {
                if name == "*" || is_name(name) {
                    format!("{text}.{name}")
                } else {
                    format!("{text}[{}]", string(name).as_str())
                }
            }),
            Self::Index(tree, indices) => {
                let value = if matches!(**tree, Self::Context(_) | Self::Call(..)) {
                    tree.text()
                } else {
                    format!("({})", tree.text())
                };
                let indices = indices.iter().map(|index| match index {
                    Some(index) => format!("[{}]", index.text()),
                    None => "[*]".to_owned(),
                });
                value + &indices.collect::<String>()
            }
            Self::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(Self::text).collect();
                format!("{}({})", function.name(), arguments.join(", "))
            }
            Self::Not(tree) => format!("!{}", tree.operand(|_| true)),
            Self::Chain(first, others) => {
                let level = others[0].0.level();
                let is_grouped = |inner: Operator| inner.is_logical() || inner.level() <= level;
                others
                    .iter()
                    .fold(first.operand(is_grouped), |text, (operator, tree)| {
                        format!("{text} {} {}", operator.symbol(), tree.operand(is_grouped))
                    })
            }
        }
    }

    /// The text, in parentheses if it is a chain of an operator that `is_grouped` accepts.
    fn operand(&self, is_grouped: impl Fn(Operator) -> bool) -> String {
        if let Self::Chain(_, others) = self
            && is_grouped(others[0].0)
        {
            format!("({})", self.text())
        } else {
            self.text()
        }
    }

    /// Normalizes the expression, so that structurally equivalent conditions are equal: removes double negations, `!=` and
    /// nested chains of the same operator, and evaluates constant calls of `format`.
    #[must_use]
    pub fn normalize(&self) -> Self {
        let all = |trees: &[Self]| trees.iter().map(Self::normalize).collect::<Vec<_>>();
        match self {
            Self::Text(_) | Self::Number(_) | Self::Boolean(_) | Self::Null | Self::Context(_) => {
                self.clone()
            }
            Self::Index(tree, indices) => {
                let indices = indices
                    .iter()
                    .map(|index| index.as_ref().map(Self::normalize));
                Self::Index(Box::new(tree.normalize()), indices.collect())
            }
            Self::Call(function, arguments) => {
                let arguments = all(arguments);
                let texts = arguments
                    .iter()
                    .map(Self::constant)
                    .collect::<Option<Vec<_>>>();
                let texts = texts.filter(|_| *function == Function::Format);
                let filled = texts.and_then(|texts| format::fill(&texts[0], &texts[1..]));
                filled.map_or_else(|| Self::Call(*function, arguments), Self::Text)
            }
            Self::Not(tree) => tree.normalize().negate(),
            Self::Chain(first, others) => match others.as_slice() {
                [(Operator::Unequal, other)] => {
                    Self::binary(first.normalize(), Operator::Equal, other.normalize()).negate()
                }
                [(operator, _), ..] if operator.is_logical() => {
                    let terms =
                        std::iter::once(first.as_ref()).chain(others.iter().map(|(_, tree)| tree));
                    let terms = terms.flat_map(|tree| tree.normalize().flatten(*operator));
                    Self::chain(*operator, terms.collect())
                }
                others => {
                    let others = others
                        .iter()
                        .map(|(operator, tree)| (*operator, tree.normalize()));
                    Self::Chain(Box::new(first.normalize()), others.collect())
                }
            },
        }
    }

    fn negate(self) -> Self {
        if let Self::Not(tree) = &self
            && tree.is_boolean()
        {
            return tree.as_ref().clone();
        }
        Self::Not(Box::new(self))
    }

    /// The terms that `operator` joins.
    fn flatten(self, operator: Operator) -> Vec<Self> {
        let mut terms = Vec::new();
        if let Self::Chain(first, others) = self {
            if others[0].0 != operator {
                return vec![Self::Chain(first, others)];
            }
            terms.push(*first);
            terms.extend(others.into_iter().map(|(_, tree)| tree));
        } else {
            terms.push(self);
        }
        terms
    }

    /// The string, if the expression is a string constant.
    fn constant(&self) -> Option<String> {
        if let Self::Text(text) = self {
            Some(text.clone())
        } else {
            None
        }
    }

    /// The resulting string, with `{…}` for values that are not constant.
    #[must_use]
    pub fn outline(&self) -> String {
        let tree = self.normalize();
        let filled = if let Self::Call(Function::Format, arguments) = &tree {
            let parts: Vec<String> = arguments.iter().map(Self::outline).collect();
            format::fill(&parts[0], &parts[1..])
        } else {
            tree.constant()
        };
        filled.unwrap_or_else(|| format!("{{{}}}", tree.text()))
    }
}
