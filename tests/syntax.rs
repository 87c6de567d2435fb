//! A syntax error is reported once, with the text to write, and does not hide other errors.

use tvgen::{source::Source, spec::schema::closest_shape};

use crate::support::{HELLO, compile, project::Project};

/// The findings of a spec with `line` instead of `ruby = "3.4.7"`, as `LINE:COLUMN rule: message; help`.
fn lint(line: &str) -> Vec<String> {
    let spec = HELLO.replace("ruby = \"3.4.7\"", line);
    let source = Source::new("tvgen.toml", spec);
    let findings = compile(&source).findings;
    let messages = findings.iter().map(|finding| {
        let span = finding.location.span(&source);
        let (line, column) = source.file(span).position(span.start);
        let (name, message) = (&finding.name, &finding.message);
        let help = finding.help.as_deref().unwrap_or_default();
        format!("{line}:{column} {name}: {message}; {help}")
    });
    messages.collect()
}

/// Checks the only finding of a spec with `line` instead of `ruby = "3.4.7"`.
#[track_caller]
fn check_line(line: &str, message: &str) {
    assert_eq!(lint(line), [message], "{line}");
}

/// Checks the only finding of a spec with `line` below `ruby = "3.4.7"`.
#[track_caller]
fn check_line_below(line: &str, message: &str) {
    check_line(&format!("ruby = \"3.4.7\"\n{line}"), message);
}

#[test]
fn text_without_quotes_is_reported_with_the_quoted_text() {
    let invalid = |value: &str, help: &str| {
        format!(
            "7:8 syntax-error: `{value}` is not a valid value; write it in quotes: `\"{help}\"`"
        )
    };
    check_line("ruby = 3.4.7", &invalid("3.4.7", "3.4.7"));
    check_line("ruby = v3.4.7-a # new", &invalid("v3.4.7-a", "v3.4.7-a"));
    check_line("ruby = 3.4.7\"", &invalid("3.4.7\"", "3.4.7"));
    check_line_below(
        "timezone = Europe/London",
        "8:12 syntax-error: `Europe/London` is not a valid value; write it in quotes: `\"Europe/London\"`",
    );
    check_line_below(
        "packages = [{ name = \"git\", until = 2027-13-01 }]",
        "8:37 syntax-error: `2027-13-01` is not a valid value; write it in quotes: `\"2027-13-01\"`",
    );
    check_line_below(
        "upgrade = True",
        "8:11 syntax-error: `True` is not a valid value; write `true`",
    );
    check_line_below(
        "upgrade = no",
        "8:11 syntax-error: `no` is not a valid value; write `false`",
    );
}

#[test]
fn a_missing_part_is_named() {
    check_line(
        "ruby =",
        "7:7 syntax-error: a key has no value; write a value after the `=`",
    );
    check_line(
        "ruby \"3.4.7\"",
        "7:6 syntax-error: a key has no value; write `=` and a value after it",
    );
    check_line(
        "ruby: \"3.4.7\"",
        "7:5 syntax-error: `:` is not allowed in a key without quotes; write `=` between a key and its value",
    );
    check_line(
        "ruby = \"3.4.7",
        "7:14 syntax-error: the string is not closed; write `\"` at the end",
    );
    check_line(
        "ruby = '3.4.7",
        "7:14 syntax-error: the string is not closed; write `'` at the end",
    );
    check_line_below(
        "= 1",
        "8:1 syntax-error: a key has no name; write a name, or remove the line",
    );
    check_line_below(
        "[service",
        "8:9 syntax-error: the name of a table is not closed; write `]` after it",
    );
    check_line_below(
        "packages = [\"git\" \"tzdata\"]",
        "8:19 syntax-error: missing comma between two items; write `,` between them",
    );
}

#[test]
fn an_extra_part_is_named() {
    check_line(
        "ruby == \"3.4.7\"",
        "7:7 syntax-error: extra `=`; remove it",
    );
    check_line(
        "ruby = \"3.4.7\" alpine = \"3.22\"",
        "7:16 syntax-error: unexpected text after a value; start a new line here, or remove the rest",
    );
    check_line(
        "ruby = \"3.4.7\"\nruby = \"3.4.8\"",
        "8:1 syntax-error: `ruby` is set twice; keep one of the two",
    );
    check_line_below(
        "[base]",
        "8:2 syntax-error: `base` is set twice; keep one of the two",
    );
    check_line_below("]", "8:1 syntax-error: unmatched `]`; remove it");
    check_line_below(
        "naïve = 1",
        "8:3 syntax-error: `ï` is not allowed in a key without quotes; use only letters, digits, `-` and `_`, or quote the key",
    );
    check_line_below(
        "workdir = \"\\qpp\"",
        "8:13 syntax-error: incomplete escape sequence after `\\`; write `\\\\` for a backslash, or quote the string with `'`",
    );
}

#[test]
fn an_unclosed_bracket_is_one_error() {
    let array = "8:12 syntax-error: `[` is not closed; write `]` to close it";
    check_line_below("packages = [\"git\", \"tzdata\"", array);
    check_line_below("packages = [ # ]\n  \"]\", '''\n]''',\n  [\"x\"],", array);
    check_line_below("packages = [\n  { name = \"git\"", array);
    check_line_below(
        "image = { a = \"\\\"}\", b = 2",
        "8:9 syntax-error: `{` is not closed; write `}` to close it",
    );
}

#[test]
fn deep_nesting_is_one_short_error() {
    check_line_below(
        &format!("packages = {}{}", "[".repeat(100), "]".repeat(100)),
        "8:92 syntax-error: tables and arrays are nested more than 80 levels deep; remove them: no part of a spec \
         is nested so deeply",
    );
    check_line_below(
        &format!("{}x = 1", "a.".repeat(100)),
        "8:1 syntax-error: a key has 80 parts or more; remove it: no key of a spec has so many",
    );
}

#[test]
fn other_errors_of_the_spec_are_reported_once_each() {
    let spec = HELLO
        .replace(
            "name = \"hello\"",
            "name = \"Hello\"\nport = \"80\"\nprt = 80",
        )
        .replace("ruby = \"3.4.7\"", "ruby = 3.4.7\nruby = 3.4.8")
        .replace("tool = \"trivy\"", "tool = \"trivi\"");
    let project = Project::new().file("tvgen.toml", &spec);
    let run = project.run(&["lint", "--format", "github"]);
    let out = run.code(1).stderr("").out();
    let titles = out.lines().filter_map(|line| {
        let (before, _) = line.split_once("::")?.1.split_once("::")?;
        let (line, title) = before.split_once("line=")?.1.split_once(',')?;
        Some(format!("{line} {}", title.split_once("title=")?.1))
    });
    assert_eq!(
        titles.collect::<Vec<_>>(),
        [
            "4 TV0101 invalid-service-name",
            "5 TV0003 wrong-type",
            "6 TV0002 unknown-key",
            "9 TV0001 syntax-error",
            "10 TV0001 syntax-error",
            "10 TV0001 syntax-error",
            "18 TV0005 unknown-value",
        ],
        "{out}"
    );
}

#[test]
fn the_alternative_with_the_most_matching_keys_is_chosen() {
    let password = serde_json::json!({ "properties": { "username": {}, "password": {} } });
    let token = serde_json::json!({ "properties": { "username": {}, "token": {} } });
    let shapes = [&password, &token];
    for (keys, expected) in [
        (&["username", "token"][..], &token),
        (&["token", "passwrod"], &token),
        (&["username", "password"], &password),
        (&["username"], &password),
        (&[], &password),
    ] {
        assert_eq!(closest_shape(&shapes, keys), Some(expected), "{keys:?}");
    }
}
