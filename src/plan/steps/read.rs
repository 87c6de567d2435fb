//! The secrets and variables of GitHub's that steps and jobs read.

use super::{Condition, Content, Contents, Scalar, Step};
use crate::{
    lang::{
        expr::{Part, hole, parse::parse, tree::Tree as Expression},
        yaml::Tree,
    },
    place::{Key, Place, Placed},
};

/// A secret or a variable of GitHub's that a step or a job reads.
#[derive(Clone, Debug)]
pub struct Read {
    /// Whether it is a variable, not a secret.
    pub is_variable: bool,
    /// Its name.
    pub name: String,
    /// The environment variable or the input that it is passed as, if any.
    pub key: Option<String>,
    /// The key of the spec behind it.
    pub at: Option<Place>,
}

impl Step {
    /// What the step reads.
    #[must_use]
    pub fn reads(&self) -> Vec<Read> {
        let mut found = Found::default();
        if let Some(Condition::Own(own)) = &self.condition {
            found.condition(&own.value, Some(&own.at));
        }
        for pair in self.with.iter().chain(&self.env) {
            found.key = Some(&pair.name);
            found.scalar(&pair.value);
        }
        found.reads
    }
}

impl Contents {
    /// What a job of the user's own reads.
    #[must_use]
    pub fn own_reads(&self) -> Vec<Read> {
        let mut found = Found::default();
        for (_, value) in &self.entries {
            found.tree(value);
        }
        found.reads
    }
}

/// What was found, and the environment variable or the input that is looked through.
#[derive(Default)]
struct Found<'a> {
    key: Option<&'a str>,
    reads: Vec<Read>,
}

impl Found<'_> {
    fn scalar(&mut self, scalar: &Scalar) {
        match &scalar.content {
            Content::Parts(parts) => self.parts(parts, scalar.at.first()),
            Content::Expression(text) => self.expression(text.as_str(), scalar.at.first()),
            Content::Lines(lines) => {
                for line in lines {
                    self.parts(line.parts(), line.places().first());
                }
            }
            Content::Github(text) => self.trees(&hole::trees(text), scalar.at.first()),
            Content::Tree(tree) => self.tree(tree),
            Content::Flag(_) => {}
        }
    }

    fn parts(&mut self, parts: &[Part], at: Option<&Place>) {
        for part in parts {
            if let Part::Expr(text) = part {
                self.expression(text.as_str(), at);
            }
        }
    }

    fn tree(&mut self, value: &Placed<Tree>) {
        let at = Some(&value.at);
        match &value.value {
            Tree::Text(text) | Tree::Noted(text, _) => {
                if value.at.keys().last().and_then(Key::name) == Some("if") {
                    self.condition(text, at);
                } else {
                    self.trees(&hole::trees(text), at);
                }
            }
            Tree::Number(_) | Tree::Flag(_) => {}
            Tree::List(items) => items.iter().for_each(|item| self.tree(item)),
            Tree::Map(entries) => entries.iter().for_each(|(_, entry)| self.tree(entry)),
        }
    }

    fn condition(&mut self, text: &str, at: Option<&Place>) {
        self.trees(
            hole::condition(text).map(|hole| hole.tree).ok().as_slice(),
            at,
        );
    }

    fn expression(&mut self, text: &str, at: Option<&Place>) {
        self.trees(parse(text).ok().as_slice(), at);
    }

    fn trees(&mut self, trees: &[Expression], at: Option<&Place>) {
        for names in trees.iter().flat_map(Expression::contexts) {
            let [context, name, ..] = names else { continue };
            let is_variable = context.eq_ignore_ascii_case("vars");
            let is_secret = context.eq_ignore_ascii_case("secrets");
            // GitHub creates its own token for each run.
            let is_given = name == "*" || name.eq_ignore_ascii_case("GITHUB_TOKEN");
            if (is_variable || is_secret) && !is_given {
                self.reads.push(Read {
                    is_variable,
                    name: name.clone(),
                    key: self.key.map(str::to_owned),
                    at: at.cloned(),
                });
            }
        }
    }
}
