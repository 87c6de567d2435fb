//! Parses the parameters of a shell script without running it: `SERVICE_NAME="apply"`, with comments, `export` and quotes.

use super::Prefilled;
use crate::spec::template::answer::RawAnswer;

/// Whether `name` is a valid shell variable.
pub(super) fn is_variable_name(name: &str) -> bool {
    let has_valid_start = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    has_valid_start && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Strips `export`, or the `make new_service` of the older onboarding script, from the assignments in `line`.
pub(super) fn strip_command(line: &str) -> &str {
    let line = line.trim_start();
    let after_make = line
        .strip_prefix("make ")
        .and_then(|line| line.trim_start().split_once(' '));
    let line = after_make.map_or(line, |(_, parameters)| parameters);
    let line = line.strip_prefix("export ").unwrap_or(line);
    line.trim_start()
}

/// Parses the parameters in `text`, the content of the file `name`. Later assignments override earlier ones, and shell options
/// such as `set -e` are ignored.
///
/// # Errors
/// If a line is not an assignment, or its value requires a shell.
pub(super) fn parse_parameters(name: &str, text: &str) -> Result<Vec<Prefilled>, String> {
    let mut parameters: Vec<Prefilled> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let origin = format!("{name} line {}", number + 1);
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') || line.starts_with("set ") {
            continue;
        }
        let mut rest = strip_command(line);
        // A line can have several assignments, as in `make new_service A=1 B=2`.
        while !rest.is_empty() && !rest.starts_with('#') {
            let Some((key, value)) = rest
                .split_once('=')
                .filter(|(key, _)| is_variable_name(key))
            else {
                return Err(format!(
                    "{origin}: `{line}` is not a parameter: write NAME=VALUE, or a comment"
                ));
            };
            let (value, after) = parse_value(value, &parameters)
                .map_err(|error| format!("{origin}: {key}: {error}"))?;
            parameters.retain(|earlier| earlier.key != key);
            parameters.push(Prefilled {
                key: key.to_owned(),
                raw: RawAnswer::Text(value),
                origin: origin.clone(),
            });
            rest = after.trim_start_matches([' ', '\t', ';']);
        }
    }
    Ok(parameters)
}

/// Parses the value at the start of `text`, which can refer to `earlier` parameters; returns it with the rest of `text`.
fn parse_value<'a>(text: &'a str, earlier: &[Prefilled]) -> Result<(String, &'a str), String> {
    let mut value = String::new();
    let mut rest = text;
    if let Some(list) = rest.strip_prefix('(') {
        let (items, after) = list
            .split_once(')')
            .ok_or("the list is not closed on this line: write `)`")?;
        if items.contains(['"', '\'', '$', '`', '\\']) {
            return Err("write the items of the list without quotes".to_owned());
        }
        return Ok((
            items.split_whitespace().collect::<Vec<_>>().join(","),
            after,
        ));
    }
    while let Some(c) = rest.chars().next() {
        rest = match c {
            ' ' | '\t' | ';' => break,
            '\'' => {
                let (quoted, after) = rest[1..].split_once('\'').ok_or(UNCLOSED)?;
                value.push_str(quoted);
                after
            }
            '"' => parse_double_quoted(&rest[1..], &mut value, earlier)?,
            '\\' => parse_escape(rest, &mut value)?,
            '$' | '`' => parse_expansion(rest, &mut value, earlier)?,
            '&' | '|' | '<' | '>' | '(' | ')' => {
                return Err(format!(
                    "`{c}` is a shell operator: put the value in quotes"
                ));
            }
            _ => {
                value.push(c);
                &rest[c.len_utf8()..]
            }
        };
    }
    Ok((value, rest))
}

/// The error for quotes that are open at the end of a line.
const UNCLOSED: &str = "the quotes are not closed on this line";

/// Parses up to the closing quote; returns the text after it.
fn parse_double_quoted<'a>(
    text: &'a str,
    value: &mut String,
    earlier: &[Prefilled],
) -> Result<&'a str, String> {
    let mut rest = text;
    loop {
        let c = rest.chars().next().ok_or(UNCLOSED)?;
        rest = match c {
            '"' => return Ok(&rest[1..]),
            '\\' if rest[1..].starts_with(['"', '\\', '$', '`']) => parse_escape(rest, value)?,
            '$' | '`' => parse_expansion(rest, value, earlier)?,
            _ => {
                value.push(c);
                &rest[c.len_utf8()..]
            }
        };
    }
}

/// Parses the character after a backslash; returns the text after it.
fn parse_escape<'a>(text: &'a str, value: &mut String) -> Result<&'a str, String> {
    let c = text
        .chars()
        .nth(1)
        .ok_or("a value cannot continue on the next line")?;
    value.push(c);
    Ok(&text[1 + c.len_utf8()..])
}

/// Expands a reference to an `earlier` parameter without running anything; returns the text after it.
fn parse_expansion<'a>(
    text: &'a str,
    value: &mut String,
    earlier: &[Prefilled],
) -> Result<&'a str, String> {
    if text.starts_with("$(") || text.starts_with('`') {
        return Err("tvgen does not run commands: write the result".to_owned());
    }
    let (name, after) = if let Some(braced) = text.strip_prefix("${") {
        braced.split_once('}').ok_or("`${` is not closed")?
    } else {
        let name = &text[1..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        name.split_at(end.unwrap_or(name.len()))
    };
    let parameter = earlier.iter().find(|parameter| parameter.key == name);
    let parameter = parameter.ok_or_else(|| {
        format!(
            "`${name}` is not set above: write its value, or single quotes around a literal `$`"
        )
    })?;
    value.push_str(&parameter.raw.to_line());
    Ok(after)
}
