//! Parameters of a shell script, read without a shell: `SERVICE_NAME="apply"`, with comments, `export` and quotes.

use super::Given;
use crate::spec::template::answer::Raw;

/// Whether a shell takes `name` for a variable.
pub(super) fn is_name(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// What `line` sets, without `export`, and without the `make new_service` that the parameters of the older script stand behind.
pub(super) fn parameters(line: &str) -> &str {
    let line = line.trim_start();
    let behind_make = line
        .strip_prefix("make ")
        .and_then(|line| line.trim_start().split_once(' '));
    let line = behind_make.map_or(line, |(_, parameters)| parameters);
    let line = line.strip_prefix("export ").unwrap_or(line);
    line.trim_start()
}

/// The parameters that the file called `name` sets, whose text is `text`; of two of one name the later counts. What the script
/// says for the shell itself, as `set -e`, is passed over.
///
/// # Errors
/// If a line says something that only a shell can tell the value of.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Given>, String> {
    let mut given: Vec<Given> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let from = format!("{name} line {}", number + 1);
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') || line.starts_with("set ") {
            continue;
        }
        let mut rest = parameters(line);
        // Several can stand on one line, as behind `make new_service`.
        while !rest.is_empty() && !rest.starts_with('#') {
            let Some((key, value)) = rest.split_once('=').filter(|(key, _)| is_name(key)) else {
                return Err(format!(
                    "{from}: `{line}` is no parameter: write NAME=VALUE, or a comment"
                ));
            };
            let (value, behind) =
                value_of(value, &given).map_err(|why| format!("{from}: {key}: {why}"))?;
            given.retain(|earlier| earlier.key != key);
            given.push(Given {
                key: key.to_owned(),
                raw: Raw::Text(value),
                from: from.clone(),
            });
            rest = behind.trim_start_matches([' ', '\t', ';']);
        }
    }
    Ok(given)
}

/// The value that `text` begins with, in which `earlier` parameters can stand, and what follows it.
fn value_of<'a>(text: &'a str, earlier: &[Given]) -> Result<(String, &'a str), String> {
    let mut value = String::new();
    let mut rest = text;
    if let Some(list) = rest.strip_prefix('(') {
        let (items, behind) = list
            .split_once(')')
            .ok_or("the list is not closed on its line: write `)`")?;
        if items.contains(['"', '\'', '$', '`', '\\']) {
            return Err("write the words of the list without quotes".to_owned());
        }
        return Ok((
            items.split_whitespace().collect::<Vec<_>>().join(","),
            behind,
        ));
    }
    while let Some(c) = rest.chars().next() {
        rest = match c {
            ' ' | '\t' | ';' => break,
            '\'' => {
                let (quoted, behind) = rest[1..].split_once('\'').ok_or(UNCLOSED)?;
                value.push_str(quoted);
                behind
            }
            '"' => double(&rest[1..], &mut value, earlier)?,
            '\\' => escaped(rest, &mut value)?,
            '$' | '`' => expanded(rest, &mut value, earlier)?,
            '&' | '|' | '<' | '>' | '(' | ')' => {
                return Err(format!("`{c}` is for a shell: put the value in quotes"));
            }
            _ => {
                value.push(c);
                &rest[c.len_utf8()..]
            }
        };
    }
    Ok((value, rest))
}

/// What is wrong with quotes that are open at the end of a line.
const UNCLOSED: &str = "the quotes are not closed on their line";

/// Reads up to the closing quote; what follows it.
fn double<'a>(text: &'a str, value: &mut String, earlier: &[Given]) -> Result<&'a str, String> {
    let mut rest = text;
    loop {
        let c = rest.chars().next().ok_or(UNCLOSED)?;
        rest = match c {
            '"' => return Ok(&rest[1..]),
            '\\' if rest[1..].starts_with(['"', '\\', '$', '`']) => escaped(rest, value)?,
            '$' | '`' => expanded(rest, value, earlier)?,
            _ => {
                value.push(c);
                &rest[c.len_utf8()..]
            }
        };
    }
}

/// Reads the character behind a backslash; what follows it.
fn escaped<'a>(text: &'a str, value: &mut String) -> Result<&'a str, String> {
    let c = text.chars().nth(1).ok_or("a value ends on its line")?;
    value.push(c);
    Ok(&text[1 + c.len_utf8()..])
}

/// Reads what stands for an `earlier` parameter; what follows it. Nothing is run.
fn expanded<'a>(text: &'a str, value: &mut String, earlier: &[Given]) -> Result<&'a str, String> {
    if text.starts_with("$(") || text.starts_with('`') {
        return Err(
            "a command would have to be run, and tvgen runs none: write its result".to_owned(),
        );
    }
    let (name, behind) = if let Some(braced) = text.strip_prefix("${") {
        braced.split_once('}').ok_or("`${` is not closed")?
    } else {
        let name = &text[1..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        name.split_at(end.unwrap_or(name.len()))
    };
    let set = earlier.iter().find(|given| given.key == name);
    let set = set.ok_or_else(|| {
        format!(
            "`${name}` is not set above: write its value, or single quotes around a `$` of your own"
        )
    })?;
    value.push_str(&set.raw.line());
    Ok(behind)
}
