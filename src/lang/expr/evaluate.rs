//! Evaluates expressions as far as their contexts are known.

use super::{
    call::evaluate_call,
    tree::{Operator, Tree},
    value::Value,
};

impl Tree {
    /// Evaluates the expression. `look_up` returns the value of a context by its lower-case path (`["github", "ref"]`), or of
    /// a function that depends on the run (`["failure()"]`).
    #[must_use]
    pub fn evaluate(&self, look_up: &dyn Fn(&[&str]) -> Value) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.clone()),
            Self::Number(number) => Value::Number(*number),
            Self::Boolean(flag) => Value::Boolean(*flag),
            Self::Null => Value::Null,
            Self::Context(names) => {
                let names: Vec<String> =
                    names.iter().map(|name| name.to_ascii_lowercase()).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let star = names.iter().position(|name| *name == "*");
                let (known, rest) = names.split_at(star.unwrap_or(names.len()));
                rest.iter().fold(look_up(known), |value, name| match *name {
                    "*" => value.index(None),
                    name => value.index(Some(&Value::Text(name.to_owned()))),
                })
            }
            Self::Index(tree, indices) => {
                indices.iter().fold(tree.evaluate(look_up), |value, index| {
                    value.index(index.as_ref().map(|index| index.evaluate(look_up)).as_ref())
                })
            }
            Self::Call(function, arguments) => {
                let arguments: Vec<Value> = arguments
                    .iter()
                    .map(|tree| tree.evaluate(look_up))
                    .collect();
                evaluate_call(*function, &arguments, look_up)
            }
            Self::Not(tree) => tree.evaluate(look_up).negate(),
            Self::Chain(first, others) => {
                let first = first.evaluate(look_up);
                others.iter().fold(first, |left, (operator, tree)| {
                    let right = tree.evaluate(look_up);
                    match operator {
                        Operator::Or => left.and_or(right, true),
                        Operator::And => left.and_or(right, false),
                        Operator::Equal
                        | Operator::Unequal
                        | Operator::Less
                        | Operator::LessOrEqual
                        | Operator::Greater
                        | Operator::GreaterOrEqual => left.compare(*operator, &right),
                    }
                })
            }
        }
    }
}
