//! What is not TOML is reported once, with the text to write, and hides no other fault.

use tvgen::{source::Source, spec::schema::most_alike};

use crate::support::{HELLO, compile, project::Project};

/// What is found in a spec that has `line` where it should have `ruby = "3.4.7"`: `LINE:COLUMN rule: message; help`.
fn found(line: &str) -> Vec<String> {
    let spec = HELLO.replace("ruby = \"3.4.7\"", line);
    let source = Source::new("tvgen.toml", spec);
    let findings = compile(&source).findings;
    let messages = findings.iter().map(|finding| {
        let span = finding.at.span(&source);
        let (line, column) = source.file(span).position(span.start);
        let (name, message) = (&finding.name, &finding.message);
        let help = finding.help.as_deref().unwrap_or_default();
        format!("{line}:{column} {name}: {message}; {help}")
    });
    messages.collect()
}

#[track_caller]
fn case(line: &str, message: &str) {
    assert_eq!(found(line), [message], "{line}");
}

/// The same for a line below `ruby = "3.4.7"`.
#[track_caller]
fn case_below(line: &str, message: &str) {
    case(&format!("ruby = \"3.4.7\"\n{line}"), message);
}

#[test]
fn text_without_quotes_is_told_with_them() {
    let no_value = |value: &str, help: &str| {
        format!("7:8 syntax-error: `{value}` is no value; put text in quotes: `\"{help}\"`")
    };
    case("ruby = 3.4.7", &no_value("3.4.7", "3.4.7"));
    case("ruby = v3.4.7-a # new", &no_value("v3.4.7-a", "v3.4.7-a"));
    case("ruby = 3.4.7\"", &no_value("3.4.7\"", "3.4.7"));
    case_below(
        "timezone = Europe/London",
        "8:12 syntax-error: `Europe/London` is no value; put text in quotes: `\"Europe/London\"`",
    );
    case_below(
        "packages = [{ name = \"git\", until = 2027-13-01 }]",
        "8:37 syntax-error: `2027-13-01` is no value; put text in quotes: `\"2027-13-01\"`",
    );
    case_below(
        "upgrade = True",
        "8:11 syntax-error: `True` is no value; write `true`",
    );
    case_below(
        "upgrade = no",
        "8:11 syntax-error: `no` is no value; write `false`",
    );
}

#[test]
fn what_is_missing_is_named() {
    case(
        "ruby =",
        "7:7 syntax-error: a key has no value; write a value behind the `=`",
    );
    case(
        "ruby \"3.4.7\"",
        "7:6 syntax-error: a key has no value; write `=` and a value behind it",
    );
    case(
        "ruby: \"3.4.7\"",
        "7:5 syntax-error: no key has `:` in it; write `=` between a key and its value",
    );
    case(
        "ruby = \"3.4.7",
        "7:14 syntax-error: the string is not closed; write `\"` at its end",
    );
    case(
        "ruby = '3.4.7",
        "7:14 syntax-error: the string is not closed; write `'` at its end",
    );
    case_below(
        "= 1",
        "8:1 syntax-error: a key has no name; write it, or take out what stands here",
    );
    case_below(
        "[service",
        "8:9 syntax-error: the name of a table is not closed; write `]` behind it",
    );
    case_below(
        "packages = [\"git\" \"tzdata\"]",
        "8:19 syntax-error: two items stand side by side; write `,` between them",
    );
}

#[test]
fn what_is_too_much_is_named() {
    case(
        "ruby == \"3.4.7\"",
        "7:7 syntax-error: there is one `=` too many; take it out",
    );
    case(
        "ruby = \"3.4.7\" alpine = \"3.22\"",
        "7:16 syntax-error: the line goes on behind its value; begin a new line here, or take the rest out",
    );
    case(
        "ruby = \"3.4.7\"\nruby = \"3.4.8\"",
        "8:1 syntax-error: `ruby` is said twice; keep one of the two",
    );
    case_below(
        "[base]",
        "8:2 syntax-error: `base` is said twice; keep one of the two",
    );
    case_below("]", "8:1 syntax-error: a `]` closes nothing; take it out");
    case_below(
        "naïve = 1",
        "8:3 syntax-error: no key has `ï` in it; write it with letters, digits, `-` and `_` alone, or put it in quotes",
    );
    case_below(
        "workdir = \"\\qpp\"",
        "8:13 syntax-error: a `\\` has nothing to escape; write `\\\\` for a backslash, or put the string in `'`",
    );
}

#[test]
fn a_bracket_that_is_not_closed_is_one_fault() {
    let array = "8:12 syntax-error: `[` is not closed; write `]` where it ends";
    case_below("packages = [\"git\", \"tzdata\"", array);
    case_below("packages = [ # ]\n  \"]\", '''\n]''',\n  [\"x\"],", array);
    case_below("packages = [\n  { name = \"git\"", array);
    case_below(
        "image = { a = \"\\\"}\", b = 2",
        "8:9 syntax-error: `{` is not closed; write `}` where it ends",
    );
}

#[test]
fn nesting_without_end_is_told_in_one_sentence() {
    case_below(
        &format!("packages = {}{}", "[".repeat(100), "]".repeat(100)),
        "8:92 syntax-error: tables and arrays lie in each other more than eighty deep; take them out: nothing in a spec \
         lies so deep",
    );
    case_below(
        &format!("{}x = 1", "a.".repeat(100)),
        "8:1 syntax-error: a key has eighty parts and more; take it out: none in a spec has so many",
    );
}

#[test]
fn other_faults_of_the_file_are_told_beside_it_each_once() {
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
fn of_several_tables_the_one_with_the_most_of_the_keys_is_meant() {
    let password = serde_json::json!({ "properties": { "username": {}, "password": {} } });
    let token = serde_json::json!({ "properties": { "username": {}, "token": {} } });
    let shapes = [&password, &token];
    for (keys, meant) in [
        (&["username", "token"][..], &token),
        (&["token", "passwrod"], &token),
        (&["username", "password"], &password),
        (&["username"], &password),
        (&[], &password),
    ] {
        assert_eq!(most_alike(&shapes, keys), Some(meant), "{keys:?}");
    }
}
