//! Finds expansions in recipes that depend on values of the caller.

/// Variables set from the output of the Makefile's own commands: a tag, a commit, a timestamp.
const PRINTED: &[&str] = &["BRANCH_TAG", "COMMIT_SHA", "TIMESTAMP"];

/// A variable of a Makefile.
pub struct Variable {
    pub name: String,
    pub value: String,
    pub is_override: bool,
}

/// The variables and the recipes of a Makefile.
#[derive(Default)]
pub struct Makefile {
    variables: Vec<Variable>,
    recipes: Vec<(String, String)>,
    targets: Vec<String>,
}

impl Makefile {
    /// Reads `text`.
    pub fn read(text: &str) -> Self {
        let mut file = Self::default();
        let mut target = String::new();
        for line in text.replace("\\\n", " ").lines() {
            if let Some(command) = line.strip_prefix('\t') {
                file.recipes.push((target.clone(), command.to_owned()));
            } else if line.starts_with(['#', '-']) || line.starts_with("ifeq") || line == "endif" {
                // Skips comments, includes, and the first and last lines of the blocks of environments.
            } else if let Some(targets) = line.strip_prefix(".PHONY: ") {
                file.targets.extend(targets.split(' ').map(str::to_owned));
            } else if let Some((name, value)) = parse_assignment(line) {
                let words: Vec<&str> = name.split_whitespace().collect();
                file.variables.push(Variable {
                    name: (*words.last().expect("an assignment has a name")).to_owned(),
                    value: value.trim().to_owned(),
                    is_override: words.len() == 2 && words[0] == "override",
                });
            } else if let Some((name, _)) = line.split_once(':') {
                name.clone_into(&mut target);
            } else {
                assert!(line.is_empty() || line.starts_with("export "), "{line}");
            }
        }
        file
    }

    /// All variables except those that make itself reads.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.variables
            .iter()
            .filter(|found| !found.name.starts_with('.'))
    }

    /// The targets.
    pub fn targets(&self) -> &[String] {
        &self.targets
    }

    /// The targets that choose an environment.
    pub fn environments(&self) -> Vec<&str> {
        let environment = self.variables().find(|found| found.name == "ENVIRONMENT");
        let names = environment.and_then(|found| found.value.strip_prefix("$(filter "));
        let names = names.and_then(|names| names.split(',').next());
        names.unwrap_or_default().split_whitespace().collect()
    }

    /// The lines of recipes, each with its target.
    pub fn recipes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.recipes
            .iter()
            .map(|(target, line)| (target.as_str(), line.as_str()))
    }

    /// The variables that a caller sets: make does not expand their values.
    pub fn caller_variables(&self) -> Vec<&str> {
        let is_text = |found: &&Variable| found.value == format!("$(value {})", found.name);
        self.variables()
            .filter(is_text)
            .map(|found| found.name.as_str())
            .collect()
    }

    /// The expansions in `line` whose value a caller can choose.
    pub fn unsafe_expansions(&self, line: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut rest = line;
        while let Some((_, after)) = rest.split_once('$') {
            let Some(first) = after.chars().next() else {
                break;
            };
            let (inside, next) = match first {
                '(' => split_at_end(after, '(', ')'),
                '{' => split_at_end(after, '{', '}'),
                _ => after.split_at(first.len_utf8()),
            };
            if !["$", "@"].contains(&inside) && !self.is_safe(inside) {
                found.extend(self.unsafe_parts(inside));
            }
            rest = next;
        }
        found
    }

    /// Whether the expansion of `$(inside)` is independent of the caller, or is one of a few fixed words.
    fn is_safe(&self, inside: &str) -> bool {
        match inside.split_once(' ') {
            Some(("if", arguments)) => {
                let (_, branches) = arguments.split_once_outside();
                self.unsafe_expansions(branches).is_empty()
            }
            Some(("filter", arguments)) => {
                let (patterns, _) = arguments.split_once_outside();
                !patterns.contains('%') && self.unsafe_expansions(patterns).is_empty()
            }
            Some(("words", _)) => true,
            Some(_) => false,
            None if PRINTED.contains(&inside) => true,
            None => {
                let own: Vec<_> = self
                    .variables()
                    .filter(|found| found.name == inside)
                    .collect();
                let is_safe = |found: &&Variable| self.unsafe_expansions(&found.value).is_empty();
                !own.is_empty() && own.iter().all(is_safe)
            }
        }
    }

    /// The unsafe parts of `inside`: the unsafe expansions in the branches of an `if`, otherwise all of `inside`.
    fn unsafe_parts(&self, inside: &str) -> Vec<String> {
        match inside.split_once(' ') {
            Some(("if", arguments)) => self.unsafe_expansions(arguments.split_once_outside().1),
            Some(_) | None => vec![inside.to_owned()],
        }
    }
}

/// The name of an assignment, with its modifiers, and the value.
fn parse_assignment(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim_end_matches([':', '?', '+', '!']).trim_end();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_. ".contains(c);
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, value))
}

/// Splits `text` into the contents of its leading brackets and the rest.
fn split_at_end(text: &str, open: char, close: char) -> (&str, &str) {
    let mut depth = 0;
    for (index, c) in text.char_indices() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth == 0 {
            return (&text[1..index], &text[index + 1..]);
        }
    }
    panic!("a bracket is not closed: {text}");
}

trait SplitOutside {
    /// Splits at the first comma that is not inside brackets.
    fn split_once_outside(&self) -> (&str, &str);
}

impl SplitOutside for str {
    fn split_once_outside(&self) -> (&str, &str) {
        let mut depth = 0;
        for (index, c) in self.char_indices() {
            depth += i32::from("({".contains(c)) - i32::from(")}".contains(c));
            if c == ',' && depth == 0 {
                return (&self[..index], &self[index + 1..]);
            }
        }
        (self, "")
    }
}
