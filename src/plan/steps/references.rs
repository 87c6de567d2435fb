//! Finds the GitHub secrets and variables that steps and jobs read.

use super::{Condition, Content, JobContents, Scalar, Step};
use crate::{
    lang::{
        expr::{Segment, embedded, parse::parse, tree::Tree as Expression},
        yaml::Tree,
    },
    place::{Key, Place, Placed},
};

/// A reference of a step or a job to a GitHub secret or variable.
#[derive(Clone, Debug)]
pub struct ContextReference {
    /// Whether it is a variable rather than a secret.
    pub is_variable: bool,
    /// The name of the secret or variable.
    pub name: String,
    /// The environment variable or the input that it is passed as, if any.
    pub key: Option<String>,
    /// The key of the spec that contains it.
    pub place: Option<Place>,
}

impl Step {
    /// The secrets and variables that the step reads.
    #[must_use]
    pub fn find_references(&self) -> Vec<ContextReference> {
        let mut collector = ReferenceCollector::default();
        if let Some(Condition::Custom(own)) = &self.condition {
            collector.condition(&own.value, Some(&own.place));
        }
        for pair in self.with.iter().chain(&self.env) {
            collector.key = Some(&pair.name);
            collector.scalar(&pair.value);
        }
        collector.references
    }
}

impl JobContents {
    /// The secrets and variables that the user's own job reads.
    #[must_use]
    pub fn find_custom_references(&self) -> Vec<ContextReference> {
        let mut collector = ReferenceCollector::default();
        for (_, value) in &self.entries {
            collector.tree(value);
        }
        collector.references
    }
}

/// Collects references; `key` is the current environment variable or input.
#[derive(Default)]
struct ReferenceCollector<'a> {
    key: Option<&'a str>,
    references: Vec<ContextReference>,
}

impl ReferenceCollector<'_> {
    fn scalar(&mut self, scalar: &Scalar) {
        match &scalar.content {
            Content::Parts(parts) => self.parts(parts, scalar.places.first()),
            Content::Expression(text) => self.expression(text.as_str(), scalar.places.first()),
            Content::Lines(lines) => {
                for line in lines {
                    self.parts(line.segments(), line.places().first());
                }
            }
            Content::Github(text) => {
                self.trees(&embedded::parse_trees(text), scalar.places.first());
            }
            Content::Tree(tree) => self.tree(tree),
            Content::Flag(_) => {}
        }
    }

    fn parts(&mut self, parts: &[Segment], place: Option<&Place>) {
        for part in parts {
            if let Segment::Expr(text) = part {
                self.expression(text.as_str(), place);
            }
        }
    }

    fn tree(&mut self, value: &Placed<Tree>) {
        let place = Some(&value.place);
        match &value.value {
            Tree::Text(text) | Tree::Commented(text, _) => {
                if value.place.keys().last().and_then(Key::name) == Some("if") {
                    self.condition(text, place);
                } else {
                    self.trees(&embedded::parse_trees(text), place);
                }
            }
            Tree::Number(_) | Tree::Boolean(_) => {}
            Tree::List(items) => items.iter().for_each(|item| self.tree(item)),
            Tree::Map(entries) => entries.iter().for_each(|(_, entry)| self.tree(entry)),
        }
    }

    fn condition(&mut self, text: &str, place: Option<&Place>) {
        self.trees(
            embedded::parse_condition(text)
                .map(|expression| expression.tree)
                .ok()
                .as_slice(),
            place,
        );
    }

    fn expression(&mut self, text: &str, place: Option<&Place>) {
        self.trees(parse(text).ok().as_slice(), place);
    }

    fn trees(&mut self, trees: &[Expression], place: Option<&Place>) {
        for names in trees.iter().flat_map(Expression::contexts) {
            let [context, name, ..] = names else { continue };
            let is_variable = context.eq_ignore_ascii_case("vars");
            let is_secret = context.eq_ignore_ascii_case("secrets");
            // `*` is not a name, and GitHub itself creates `GITHUB_TOKEN` for each run.
            let is_builtin = name == "*" || name.eq_ignore_ascii_case("GITHUB_TOKEN");
            if (is_variable || is_secret) && !is_builtin {
                self.references.push(ContextReference {
                    is_variable,
                    name: name.clone(),
                    key: self.key.map(str::to_owned),
                    place: place.cloned(),
                });
            }
        }
    }
}
