//! The shape of outputs: the structure that no value may change.

use std::{collections::BTreeSet, fs, sync::LazyLock};

use regex::Regex;
use serde_yaml::Value as Yaml;
use sha2::Digest;
use tvgen::artifact::Artifact;

use crate::support::expression::{Segment, Token, parse_condition, parse_segments, read_literal};
use crate::support::markdown;

/// The outputs that are workflows.
const WORKFLOWS: &[&str] = &[
    "workflow",
    "review_cleanup",
    "cache_rebuild",
    "manual_deploy",
];

/// The shape of a spec's outputs.
pub struct Shape {
    artifacts: Vec<Artifact>,
    /// The parsed workflows.
    workflows: Vec<Option<Yaml>>,
}

impl Shape {
    /// The shape of `artifacts`.
    pub fn new(artifacts: &[Artifact]) -> Self {
        let read = |artifact: &Artifact| {
            WORKFLOWS
                .contains(&artifact.name)
                .then(|| serde_yaml::from_str(body(&artifact.text)).expect("the base is YAML"))
        };
        Self {
            artifacts: artifacts.to_vec(),
            workflows: artifacts.iter().map(read).collect(),
        }
    }

    /// Describes how `change` breaks this shape in `artifacts`.
    pub fn broken_by(&self, artifacts: &[Artifact], change: &Change) -> Option<String> {
        let names = |all: &[Artifact]| all.iter().map(|artifact| artifact.name).collect::<Vec<_>>();
        if names(&self.artifacts) != names(artifacts) {
            return Some(format!("other outputs: {:?}", names(artifacts)));
        }
        self.artifacts
            .iter()
            .zip(&self.workflows)
            .zip(artifacts)
            .find_map(|((base, read), now)| {
                if base.path != now.path && !change.explains(&base.path, &now.path) {
                    return Some(format!("{} is written to {}", now.name, now.path));
                }
                if base.text == now.text {
                    return None;
                }
                if now.text.contains(['\0', '\r']) {
                    return Some(format!("{} has an extra line break", now.name));
                }
                let (base, text) = (body(&base.text), body(&now.text));
                if let Some(read) = read {
                    return compare_workflows(read, text, change)
                        .map(|broken| format!("{}: {broken}", now.name));
                }
                let broken = match now.name {
                    "dockerfile" => compare_dockerfiles(base, text),
                    "makefile" => compare_makefiles(base, text, change),
                    "dockerignore" => compare_lines(base, text, change),
                    "docs" => compare_pages(base, text, change),
                    other => panic!("no parser for {other}"),
                };
                broken.map(|broken| format!("{}: {broken}", now.name))
            })
    }
}

/// The value that replaces an ordinary one.
pub struct Change<'a> {
    /// The value.
    pub value: &'a str,
    /// Whether the key is GitHub's, so that expressions in the value are intended.
    pub is_github: bool,
}

impl Change<'_> {
    /// Whether the change explains the difference between `base` and `now`.
    fn explains(&self, base: &str, now: &str) -> bool {
        base == now || self.is_in(now)
    }

    /// Whether `text` contains the value in one of its escaped forms.
    fn is_in(&self, text: &str) -> bool {
        let value = self.value;
        let trimmed = value.trim_matches([' ', '\t', '/']);
        let forms = [
            value.to_owned(),
            trimmed.to_owned(),
            // In single quotes of a shell
            value.replace('\'', r"'\''"),
            // A branch in a pattern
            value
                .chars()
                .flat_map(|c| {
                    "*?+[]!\\"
                        .contains(c)
                        .then_some('\\')
                        .into_iter()
                        .chain([c])
                })
                .collect(),
            // A job id or a variable name
            value.replace('-', "_"),
            value.to_uppercase(),
            // A title derived from a name
            value
                .replace('-', " ")
                .get(1..)
                .unwrap_or_default()
                .to_owned(),
            // A branch that does not fit in a tag
            hash(value),
        ];
        let in_make = |form: &String| {
            text.contains(&form.replace('$', "$$"))
                || text.contains(&form.replace('$', "$$").replace('#', r"\#"))
        };
        let mut candidates = forms
            .iter()
            .filter(|form| !form.is_empty() || value.is_empty());
        candidates.any(|form| text.contains(form) || in_make(form))
    }
}

/// The first digits of the SHA-256 of `value`.
fn hash(value: &str) -> String {
    let hash = sha2::Sha256::digest(value);
    hash.iter()
        .take(4)
        .fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

/// Describes unexpected content, headings, tables or links on the documentation page.
fn compare_pages(base: &str, now: &str, change: &Change) -> Option<String> {
    let (base, now, raw) = (markdown::read(base), markdown::read(now), now);
    let heads = |page: &markdown::Document| -> Vec<Vec<String>> {
        let heads = page.tables.iter().filter_map(|table| table.first());
        heads.cloned().collect()
    };
    if let Some(foreign) = now.foreign.first() {
        return Some(format!("unexpected {foreign}"));
    }
    let unknown = heads(&now)
        .into_iter()
        .find(|head| head.iter().any(|cell| !known_columns().contains(cell)));
    if let Some(head) = unknown {
        return Some(format!("a table with the columns {head:?}"));
    }
    let heading = base
        .headings
        .iter()
        .zip(&now.headings)
        .find(|(base, now)| base.0 != now.0 || !change.explains(&base.1, &now.1));
    if let Some(heading) = heading.filter(|_| base.headings.len() == now.headings.len()) {
        return Some(format!("other headings: {heading:?}"));
    }
    if base.headings.len() != now.headings.len() {
        return Some(format!("{} headings", now.headings.len()));
    }
    let languages = ["dockerfile", "mermaid", "sh"];
    if let Some((language, _)) = now
        .blocks
        .iter()
        .find(|(language, _)| !languages.contains(&language.as_str()))
    {
        return Some(format!("a block of {language}"));
    }
    if base.blocks.len() != now.blocks.len() {
        return Some(format!("{} blocks of code", now.blocks.len()));
    }
    let known = |link: &&String| base.links.contains(link) || change.is_in(&decode(link));
    if let Some(link) = now.links.iter().find(|link| !known(link)) {
        return Some(format!("a link to {link}"));
    }
    let diagrams = |page: &markdown::Document| -> Vec<(usize, usize)> {
        let diagrams = page
            .blocks
            .iter()
            .filter(|(language, _)| language == "mermaid");
        diagrams
            .map(|(_, text)| (text.lines().count(), text.matches('"').count()))
            .collect()
    };
    if diagrams(&base) != diagrams(&now) {
        return Some("another diagram".to_owned());
    }
    // The parser drops an extra cell of a row, so the end of the line is checked instead.
    let row = raw
        .lines()
        .find(|line| line.starts_with("| ") && !line.ends_with(" |"));
    row.map(|row| format!("a row that does not end: {row}"))
}

/// The column names of all tables in the templates of the page.
fn known_columns() -> &'static BTreeSet<String> {
    static COLUMNS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let folder = fs::read_dir("templates/docs").expect("the page has templates");
        let files = folder.map(|file| file.expect("the folder can be read").path());
        let tag = Regex::new("<%.*?%>").expect("a pattern");
        let mut columns = BTreeSet::new();
        for file in files {
            let text = fs::read_to_string(file).expect("a template is text");
            let text = tag.replace_all(&text, "");
            let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
            let tables = lines.windows(2).filter(|two| two[1].starts_with("| --"));
            for head in tables.map(|two| two[0]) {
                let cells = head.split('|').map(str::trim);
                columns.extend(cells.filter(|cell| !cell.is_empty()).map(str::to_owned));
            }
        }
        columns
    });
    &COLUMNS
}

/// Decodes the percent-encoding of `link`.
fn decode(link: &str) -> String {
    let bytes = link.as_bytes();
    let mut out = Vec::new();
    let mut index = 0;
    while index < bytes.len() {
        let hex = link
            .get(index + 1..index + 3)
            .filter(|_| bytes[index] == b'%');
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(bytes[index]));
        index += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// `text` below its header.
fn body(text: &str) -> &str {
    let mut lines = text.splitn(4, '\n');
    let mut next = |text: &str| lines.next().is_some_and(|line| line.contains(text));
    assert!(
        next("Generated by tvgen ") && next("Checksum of `") && lines.next() == Some(""),
        "no header: {text}"
    );
    lines.next().unwrap_or_default()
}

fn compare_workflows(base: &Yaml, now: &str, change: &Change) -> Option<String> {
    match serde_yaml::from_str(now) {
        Ok(now) => compare_yaml(base, &now, "", change),
        Err(error) => Some(format!("not YAML: {error}")),
    }
}

/// The first difference of two documents that `change` does not explain.
fn compare_yaml(base: &Yaml, now: &Yaml, path: &str, change: &Change) -> Option<String> {
    match (base, now) {
        (Yaml::Mapping(base), Yaml::Mapping(now)) if base.len() == now.len() => base
            .iter()
            .zip(now)
            .find_map(|((key, base), (other, now))| {
                let (key, other) = (key.as_str()?, other.as_str().unwrap_or("not a string"));
                if !change.explains(key, other) {
                    return Some(format!("{path}.{key} is called {other}"));
                }
                compare_yaml(base, now, &format!("{path}.{key}"), change)
            }),
        (Yaml::Sequence(base), Yaml::Sequence(now)) if base.len() == now.len() => base
            .iter()
            .zip(now)
            .enumerate()
            .find_map(|(item, (base, now))| {
                compare_yaml(base, now, &format!("{path}[{item}]"), change)
            }),
        (Yaml::String(base), Yaml::String(now)) => compare_scalars(base, now, path, change)
            .map(|broken| format!("{path}: {broken}: {now:?}")),
        (base, now) if base == now => None,
        _ => Some(format!("{path} is {now:?}")),
    }
}

fn compare_scalars(base: &str, now: &str, path: &str, change: &Change) -> Option<String> {
    // A trailing newline does not matter in a script.
    let expected = change.value.trim_end_matches('\n');
    let is_condition = path.rsplit('.').next() == Some("if");
    // A condition that is joined with another one has no `${{ }}` of its own.
    let joined = expected
        .strip_prefix("${{")
        .and_then(|inner| inner.strip_suffix("}}"));
    let joined = joined.filter(|_| is_condition).map(str::trim);
    let is_in = |text: &str| now.contains(text);
    if base == now || change.is_github && (is_in(expected) || joined.is_some_and(is_in)) {
        return None;
    }
    if path == ".name" || path.starts_with(".on") {
        let text = read_literal(now);
        return (!change.is_in(&text)).then(|| "another text".to_owned());
    }
    let read = |text: &str| {
        if is_condition {
            vec![Segment::Expression(parse_condition(text))]
        } else {
            parse_segments(text)
        }
    };
    let (base, now) = (read(base), read(now));
    if base.len() != now.len() {
        return Some("another number of expressions".to_owned());
    }
    let mut explained = false;
    for pair in base.iter().zip(&now) {
        match pair {
            (Segment::Text(base), Segment::Text(now)) => {
                let lines = |text: &str| text.trim_end_matches('\n').matches('\n').count();
                if lines(base) != lines(now) {
                    return Some("another number of lines".to_owned());
                }
                explained |= base != now && change.is_in(now);
            }
            (Segment::Expression(base), Segment::Expression(now)) => {
                if base.len() != now.len() {
                    return Some("another expression".to_owned());
                }
                for (base, now) in base.iter().zip(now) {
                    let is_same_kind = match (base, now) {
                        (Token::String(_), Token::String(now))
                        | (Token::Name(_), Token::Name(now)) => {
                            base == &Token::String(now.clone())
                                || base == &Token::Name(now.clone())
                                || change.is_in(now)
                        }
                        (base, now) => base == now,
                    };
                    if !is_same_kind {
                        return Some(format!("{now:?} is evaluated"));
                    }
                    explained |= base != now;
                }
            }
            _ => return Some("text is evaluated".to_owned()),
        }
    }
    (!explained).then(|| "another text".to_owned())
}

/// Each instruction with the properties that no value may change.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "another crate's enum, which may grow"
)]
fn list_instructions(text: &str) -> Result<Vec<String>, String> {
    use parse_dockerfile::{Command, Instruction};
    let is_exec = |command: &Command| matches!(command, Command::Exec(_));
    let read =
        parse_dockerfile::parse(text).map_err(|error| format!("not a Dockerfile: {error}"))?;
    let instruction = |instruction: &Instruction| match instruction {
        Instruction::From(_) => "FROM".to_owned(),
        Instruction::Workdir(_) => "WORKDIR".to_owned(),
        Instruction::Arg(_) => "ARG".to_owned(),
        Instruction::Env(_) => "ENV".to_owned(),
        Instruction::Copy(copy) => format!("COPY {} {}", copy.options.len(), copy.src.len()),
        Instruction::Run(run) => format!(
            "RUN {} {} {}",
            run.options.len(),
            run.here_docs.len(),
            is_exec(&run.arguments)
        ),
        // The value decides whether the command needs a shell.
        Instruction::Cmd(cmd) => format!("CMD {}", is_exec(&cmd.arguments)),
        Instruction::Healthcheck(_) => "HEALTHCHECK".to_owned(),
        Instruction::User(_) => "USER".to_owned(),
        Instruction::Expose(_) => "EXPOSE".to_owned(),
        _ => "an unexpected instruction".to_owned(),
    };
    // A `SHELL` instruction is added for commands with a pipe.
    let shell = |read: &&Instruction| matches!(read, Instruction::Shell(_));
    let others = read.instructions.iter().filter(|read| !shell(read));
    Ok(others.map(instruction).collect())
}

fn compare_dockerfiles(base: &str, now: &str) -> Option<String> {
    let base = list_instructions(base).expect("the base is a Dockerfile");
    match list_instructions(now) {
        Ok(now) if now == base => None,
        Ok(now) => Some(format!("other instructions: {now:?}, not {base:?}")),
        Err(error) => Some(error),
    }
}

/// The kind of a line for make, and the name that it defines.
fn make_line(line: &str, continued: bool) -> (&'static str, &str) {
    let directives = [
        "ifeq", "ifneq", "ifdef", "ifndef", "else", "endif", "define", "endef", "include",
        "-include",
    ];
    let first = line.split([' ', '\t', '(']).next().unwrap_or_default();
    if continued {
        ("continued", "")
    } else if line.starts_with('\t') {
        ("recipe", "")
    } else if line.is_empty() {
        ("blank", "")
    } else if line.starts_with('#') {
        ("comment", "")
    } else if directives.contains(&first) {
        ("directive", first)
    } else if let Some((name, _)) = line.split_once([':', '?', '=']) {
        let rest = &line[name.len()..];
        if rest.starts_with('=') || rest.starts_with("?=") || rest.starts_with(":=") {
            ("variable", name.trim())
        } else {
            ("rule", name.trim())
        }
    } else {
        ("other", first)
    }
}

fn make_lines(text: &str) -> Vec<(&'static str, &str)> {
    let mut continued = false;
    let line = |line| {
        let read = make_line(line, continued);
        let backslashes = line.len() - line.trim_end_matches('\\').len();
        continued = backslashes % 2 == 1;
        read
    };
    text.split_terminator('\n').map(line).collect()
}

fn compare_makefiles(base: &str, now: &str, change: &Change) -> Option<String> {
    let (base_lines, now_lines) = (make_lines(base), make_lines(now));
    if base_lines.len() != now_lines.len() {
        return Some("another number of lines".to_owned());
    }
    base_lines
        .iter()
        .zip(&now_lines)
        .find(|((kind, name), (other, new))| kind != other || !change.explains(name, new))
        .map(|(base, now)| format!("{now:?}, not {base:?}"))
        .or_else(|| compare_lines(base, now, change))
}

/// Finds a changed line that does not contain the value.
fn compare_lines(base: &str, now: &str, change: &Change) -> Option<String> {
    if base.lines().count() != now.lines().count() {
        return Some("another number of lines".to_owned());
    }
    base.split_terminator('\n')
        .zip(now.split_terminator('\n'))
        .find(|(base, now)| base != now && !change.is_in(now))
        .map(|(_, now)| format!("another line: {now}"))
}
