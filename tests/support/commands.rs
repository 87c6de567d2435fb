//! A port of the workflow command parser of GitHub's runner.
//!
//! It ports these files of <https://github.com/actions/runner> at version 2.336.0 (commit 258d6c857db3): `TryParseV2`
//! and `TryParse` of `src/Runner.Common/ActionCommand.cs`, `TryProcessCommand` of `src/Runner.Worker/ActionCommandManager.cs`,
//! and the lines of `src/Runner.Sdk/ProcessInvoker.cs`.

use std::collections::BTreeMap;

/// The commands that the runner supports.
const KNOWN: &[&str] = &[
    "stop-commands",
    "set-env",
    "set-output",
    "save-state",
    "add-mask",
    "add-path",
    "add-matcher",
    "remove-matcher",
    "debug",
    "warning",
    "error",
    "notice",
    "group",
    "endgroup",
    "echo",
];

/// A parsed command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowCommand {
    pub name: String,
    pub properties: BTreeMap<String, String>,
    pub data: String,
}

/// Parses the output of a step as the runner does.
#[derive(Default)]
pub struct CommandParser {
    /// The token that resumes commands.
    token: Option<String>,
}

impl CommandParser {
    /// Returns the commands of `output` that are executed, without those that stop and resume commands.
    pub fn read(&mut self, output: &str) -> Vec<WorkflowCommand> {
        let lines = output.split(['\n', '\r']);
        lines.filter_map(|line| self.parse_line(line)).collect()
    }

    /// Whether the next command would be executed.
    pub fn accepts_commands(&self) -> bool {
        self.token.is_none()
    }

    fn parse_line(&mut self, line: &str) -> Option<WorkflowCommand> {
        let known = |name: &str| {
            let name = name.to_ascii_lowercase();
            KNOWN.contains(&name.as_str()) || self.token.as_deref() == Some(&name)
        };
        let command = parse_v2(line, &known).or_else(|| parse_v1(line, &known))?;
        match &self.token {
            Some(token) => {
                if command.name.eq_ignore_ascii_case(token) {
                    self.token = None;
                }
                None
            }
            None if command.name.eq_ignore_ascii_case("stop-commands") => {
                assert!(
                    !command.data.is_empty(),
                    "the runner rejects an empty token"
                );
                self.token = Some(command.data.to_ascii_lowercase());
                None
            }
            None => Some(command),
        }
    }
}

/// Parses `::name key=value,key=value::data` after optional spaces.
fn parse_v2(line: &str, known: &impl Fn(&str) -> bool) -> Option<WorkflowCommand> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let (name, properties) = match head.split_once(' ') {
        Some((name, properties)) => (name, properties.trim()),
        None => (head, ""),
    };
    let unescaped = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n");
    let property = |text: &str| {
        let text = unescaped(text).replace("%3A", ":").replace("%2C", ",");
        text.replace("%25", "%")
    };
    known(name).then(|| WorkflowCommand {
        name: name.to_owned(),
        properties: parse_properties(properties, ',', property),
        data: unescaped(data).replace("%25", "%"),
    })
}

/// Parses `##[name key=value;key=value]data` anywhere in a line.
fn parse_v1(line: &str, known: &impl Fn(&str) -> bool) -> Option<WorkflowCommand> {
    let (_, rest) = line.split_once("##[")?;
    let (head, data) = rest.split_once(']')?;
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let unescaped = |text: &str| {
        let text = text.replace("%3B", ";").replace("%0D", "\r");
        let text = text.replace("%0A", "\n").replace("%5D", "]");
        text.replace("%25", "%")
    };
    known(name).then(|| WorkflowCommand {
        name: name.to_owned(),
        properties: parse_properties(properties, ';', unescaped),
        data: unescaped(data),
    })
}

fn parse_properties(
    text: &str,
    separator: char,
    unescaped: impl Fn(&str) -> String,
) -> BTreeMap<String, String> {
    let pairs = text
        .split(separator)
        .filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(key, value)| (key.to_owned(), unescaped(value)))
        .collect()
}
