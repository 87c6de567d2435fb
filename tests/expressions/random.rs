//! Generates random expressions from a seed.

use tvgen::lang::expr::{
    function::Function,
    tree::{Operator, Tree},
};

/// Contexts of a run, some of which do not exist.
const CONTEXTS: &[&str] = &[
    "github.event_name",
    "github.ref",
    "GitHub.Ref_Name",
    "github.ref_protected",
    "github.run_number",
    "github.actor",
    "github.head_ref",
    "github.event",
    "github.event.commits",
    "github.event.commits.*.id",
    "github.event.commits.*.author.name",
    "github.event.*",
    "github.event.size",
    "github.event.forced",
    "github.event.pull_request",
    "github.event.pull_request.labels.*.name",
    "github.event.pull_request.number",
    "github.event.action",
    "env.DEPLOY",
    "env.empty",
    "env.COUNT",
    "env.HEX",
    "env.SIGN",
    "env",
    "vars.RUNNER",
    "vars.JSON",
    "vars.MISSING",
    "inputs.debug",
    "inputs.level",
    "inputs.name",
    "needs.*.result",
    "needs.build.result",
    "needs.build.outputs.tag",
    "needs.*.outputs.*",
    "secrets.TOKEN",
    "matrix.ruby",
    "matrix.os",
    "matrix.nested",
    "matrix.nested.*.*",
];
const TEXTS: &[&str] = &[
    "",
    "push",
    "PULL_REQUEST",
    "main",
    "refs/heads/",
    "deploy",
    "success",
    "true",
    "0",
    "7",
    " 31",
    "1e3",
    "it's",
    "ı",
    "zoë",
    "a1",
    "{0}",
    "{{{1}}} {0}",
    "{0",
    "[1, \"x\", null]",
    "{\"a\": {\"b\": [true]}}",
    "null",
    "Infinity",
    "*",
    "name",
];
const NUMBERS: &[f64] = &[
    0.0,
    1.0,
    7.0,
    -1.5,
    3.4,
    31.0,
    0.000_000_1,
    1e21,
    0.1,
    12.5,
    f64::NAN,
    f64::INFINITY,
];

/// A seeded generator.
pub struct Draw(u64);

impl Draw {
    pub fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1))
    }

    /// Draws a number below `end`.
    fn below(&mut self, end: usize) -> usize {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).expect("the number fits")
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// Draws an expression that is at most `depth` deep.
    pub fn tree(&mut self, depth: usize) -> Tree {
        if depth == 0 {
            return self.leaf();
        }
        match self.below(12) {
            0..3 => self.leaf(),
            3 => Tree::Not(Box::new(self.tree(depth - 1))),
            4..9 => self.chain(depth - 1),
            9 => self.index(depth - 1),
            _ => self.call(depth - 1),
        }
    }

    fn leaf(&mut self) -> Tree {
        match self.below(10) {
            0..6 => Tree::context(self.pick(CONTEXTS)),
            6 | 7 => Tree::Text(self.pick(TEXTS).to_owned()),
            8 => Tree::Number(self.pick(NUMBERS)),
            _ => self
                .pick(&[true, false].map(Some).as_slice().repeat(2))
                .map_or(Tree::Null, Tree::Boolean),
        }
    }

    fn chain(&mut self, depth: usize) -> Tree {
        let levels: [&[Operator]; 4] = [
            &[Operator::Or],
            &[Operator::And],
            &[Operator::Equal, Operator::Unequal],
            &[
                Operator::Less,
                Operator::LessOrEqual,
                Operator::Greater,
                Operator::GreaterOrEqual,
            ],
        ];
        let level = self.pick(&levels);
        let first = self.tree(depth);
        let count = 1 + self.below(2);
        let others = (0..count).map(|_| (self.pick(level), self.tree(depth)));
        Tree::Chain(Box::new(first), others.collect())
    }

    fn index(&mut self, depth: usize) -> Tree {
        let value = match self.below(3) {
            0 => Tree::Call(Function::FromJson, vec![Tree::context("vars.JSON")]),
            1 => Tree::context(self.pick(&["github.event.commits", "matrix.nested", "needs"])),
            _ => self.chain(depth),
        };
        let count = 1 + self.below(2);
        let indices = (0..count).map(|_| match self.below(4) {
            0 => None,
            1 => Some(Tree::Number(self.pick(&[0.0, 1.0, 1.7, -1.0, 9.0]))),
            2 => Some(Tree::Text(
                self.pick(&["a", "0", "id", "build", "*", "x y"]).to_owned(),
            )),
            _ => Some(self.tree(depth)),
        });
        let indices: Vec<_> = indices.collect();
        // A named property of a context is part of the context.
        match (&value, indices.first()) {
            (Tree::Context(_), Some(None | Some(Tree::Text(_)))) => value,
            _ => Tree::Index(Box::new(value), indices),
        }
    }

    fn call(&mut self, depth: usize) -> Tree {
        let (function, min, max) = self.pick(&[
            (Function::Contains, 2, 2),
            (Function::StartsWith, 2, 2),
            (Function::EndsWith, 2, 2),
            (Function::Format, 1, 3),
            (Function::FromJson, 1, 1),
            (Function::ToJson, 1, 1),
            (Function::Join, 1, 2),
            (Function::Case, 3, 3),
            (Function::Always, 0, 0),
            (Function::Success, 0, 0),
            (Function::Failure, 0, 0),
            (Function::Cancelled, 0, 0),
        ]);
        let count = min + self.below(max - min + 1);
        let mut arguments: Vec<Tree> = (0..count).map(|_| self.tree(depth)).collect();
        if let (Function::Format | Function::FromJson, 0..3) = (function, self.below(4)) {
            arguments[0] = Tree::Text(self.pick(TEXTS).to_owned());
        }
        Tree::Call(function, arguments)
    }

    /// Removes a character from `text` or inserts one.
    pub fn break_text(&mut self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        let index = self.below(characters.len());
        if self.below(2) == 0 {
            characters.remove(index);
        } else {
            let all: Vec<char> = "()[].,'\"!=&|<>*- 0aé$#\n".chars().collect();
            characters.insert(index, self.pick(&all));
        }
        characters.into_iter().collect()
    }

    /// Whether `name` is hidden; about `share` of ten names are hidden.
    pub fn hides(&self, name: &str, share: u64) -> bool {
        let sum = name.bytes().fold(self.0, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u64::from(byte))
        });
        (sum >> 7) % 10 < share
    }
}
