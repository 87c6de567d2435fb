//! A small parser of Makefiles: rules, variables and environment blocks. A sample is compared with GNU make.

/// A Makefile.
#[derive(Default)]
pub struct Makefile {
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Its variables, each with the environment of its block.
    pub variables: Vec<Variable>,
    /// The files that it includes if they exist.
    pub includes: Vec<String>,
}

/// A rule.
pub struct Rule {
    /// Its target.
    pub target: String,
    /// Its prerequisites.
    pub needs: Vec<String>,
    /// Its commands, with `$$` as written.
    pub recipe: Vec<String>,
}

/// A variable.
pub struct Variable {
    /// The environment of its block, if it is in one.
    pub block: Option<String>,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Makefile {
    /// Parses `text`.
    #[track_caller]
    pub fn read(text: &str) -> Self {
        let mut file = Self::default();
        let mut block = None;
        let joined = text.replace("\\\n", "");
        for line in joined
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            if let Some(command) = line.strip_prefix('\t') {
                let rule = file.rules.last_mut().expect("a command belongs to a rule");
                rule.recipe.push(command.to_owned());
            } else if let Some(name) = line.strip_prefix("ifeq ($(ENVIRONMENT),") {
                block = Some(name.trim_end_matches(')').to_owned());
            } else if line == "endif" {
                block = None;
            } else if let Some(path) = line.strip_prefix("-include ") {
                file.includes.push(path.to_owned());
            } else if let Some((name, value)) = parse_assignment(line) {
                let name = name
                    .trim_start_matches("export ")
                    .trim_start_matches("override ")
                    .to_owned();
                file.variables.push(Variable {
                    block: block.clone(),
                    name,
                    value: value.to_owned(),
                });
            } else if let Some((target, rest)) = line.split_once(':') {
                let needs = rest.split("##").next().unwrap_or_default();
                file.rules.push(Rule {
                    target: target.to_owned(),
                    needs: needs.split_whitespace().map(str::to_owned).collect(),
                    recipe: Vec::new(),
                });
            } else {
                assert!(line.starts_with("export "), "unknown line: {line}");
            }
        }
        file
    }

    /// The rule of `target`.
    pub fn rule(&self, target: &str) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.target == target && target != ".PHONY")
    }

    /// The value of the variable `name`, outside of all blocks.
    pub fn variable(&self, name: &str) -> Option<&str> {
        let all = self
            .variables
            .iter()
            .filter(|variable| variable.block.is_none());
        all.filter(|variable| variable.name == name)
            .map(|variable| variable.value.as_str())
            .next_back()
    }

    /// The words of each command of `target` that begins with `start`; values known only at run time are placeholders.
    pub fn commands(&self, target: &str, start: &str) -> Vec<Vec<String>> {
        let recipe = self.rule(target).into_iter().flat_map(|rule| &rule.recipe);
        let split = |command: &String| {
            let command = command
                .replace(
                    "$(REPOSITORY)",
                    self.variable("REPOSITORY").unwrap_or_default(),
                )
                .replace("$(BRANCH_TAG)", "<branch>")
                .replace("$(COMMIT_SHA)", "<commit>")
                .replace("$(TIMESTAMP)", "<timestamp>");
            command.split_whitespace().map(str::to_owned).collect()
        };
        recipe
            .filter(|command| command.starts_with(start))
            .map(split)
            .collect()
    }
}

/// Parses the name and the value of an assignment; `None` for other lines.
fn parse_assignment(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim_end_matches([':', '?']).trim();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.".contains(c);
    name.trim_start_matches("export ")
        .trim_start_matches("override ")
        .chars()
        .all(is_name)
        .then_some((name, value.trim_start()))
}
