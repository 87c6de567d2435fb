//! Specs that are too large or are not text: each gets a clear error, in every format and in bounded time.

use std::{fs::File, sync::mpsc, thread, time::Duration};

use serde_json::Value as Json;

use crate::support::{
    HELLO,
    project::{Project, RunOutput},
};

/// The time after which a run counts as hanging.
const TIMEOUT: Duration = Duration::from_secs(120);

/// The output of `tvgen lint` for one spec, as text and as JSON.
struct LintOutput {
    code: i32,
    text: String,
    document: Json,
}

#[track_caller]
fn lint(bytes: impl Into<Vec<u8>>) -> LintOutput {
    let bytes = bytes.into();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let project = Project::new().bytes("tvgen.toml", &bytes);
        let text = project.run(&["lint", "tvgen.toml"]);
        let json = project.run(&["lint", "tvgen.toml", "--format", "json"]);
        assert_eq!(text.status(), json.status());
        let output = LintOutput {
            code: text.status(),
            text: text.err(),
            document: serde_json::from_str(&json.out()).expect("valid JSON"),
        };
        // After the timeout, nothing receives the result, so sending it may fail.
        let _ = sender.send(output);
    });
    receiver.recv_timeout(TIMEOUT).expect("tvgen exits in time")
}

impl LintOutput {
    /// The findings, as `LINE:COLUMN name: message`.
    fn findings(&self) -> Vec<String> {
        let findings = self.document["findings"].as_array().expect("a list").iter();
        let messages = findings.map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default();
            let (line, column) = (&finding["line"], &finding["column"]);
            format!("{line}:{column} {}: {}", text("name"), text("message"))
        });
        messages.collect()
    }

    fn last_line(&self) -> &str {
        self.text.lines().last().unwrap_or_default()
    }
}

#[test]
fn a_file_that_is_not_text_is_reported_with_its_line_and_a_fix() {
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    let long = vec![b'#'; 256 * 1024 + 1];
    for (bytes, reason) in [
        (
            b"spec = 1\n# \xff\n".to_vec(),
            "line 2 is not UTF-8 (the byte 0xFF): save it as UTF-8",
        ),
        (
            b"spec = 1\n\n# caf\xe9".to_vec(),
            "line 3 is not UTF-8 (the byte 0xE9): save it as UTF-8",
        ),
        (
            utf16("\u{feff}spec = 1\n", u16::to_le_bytes),
            "it is UTF-16: save it as UTF-8",
        ),
        (
            utf16("\u{feff}spec = 1\n", u16::to_be_bytes),
            "it is UTF-16: save it as UTF-8",
        ),
        (
            utf16("spec = 1\n", u16::to_le_bytes),
            "line 1 has a NUL byte: save it as UTF-8",
        ),
        (
            b"spec = 1\n\0".to_vec(),
            "line 2 has a NUL byte: save it as UTF-8",
        ),
        (long, "it is larger than 256 KiB"),
    ] {
        let output = lint(bytes);
        let failure = format!("cannot read tvgen.toml: {reason}");
        assert_eq!(output.code, 2);
        assert_eq!(output.text, format!("error: {failure}\n"));
        assert_eq!(output.document["failures"], Json::from(vec![failure]));
    }
}

#[test]
fn a_spec_of_256_kib_with_a_byte_order_mark_is_read() {
    let mut spec = format!("\u{feff}{HELLO}").replace("3.4.7", "3.4");
    spec.push_str(&"#".repeat(256 * 1024 - spec.len()));
    let output = lint(spec);
    assert_eq!(
        output.findings(),
        ["7:8 inexact-ruby: `3.4` is not an exact Ruby version"]
    );
    let findings = lint_with_first_line("\u{feff}spec = 2");
    assert_eq!(
        findings,
        [
            "1:8 unsupported-spec-version: this tvgen does not support version `2` of the spec format"
        ]
    );
}

fn lint_with_first_line(line: &str) -> Vec<String> {
    lint(HELLO.replacen("spec = 1", line, 1)).findings()
}

#[test]
fn a_folder_and_an_empty_file_are_errors() {
    let project = Project::new().file("folder/tvgen.toml/file", "");
    project
        .run(&["lint", "folder"])
        .code(2)
        .stderr("error: cannot read folder/tvgen.toml: Is a directory (os error 21)\n");
    assert_eq!(
        lint("").findings(),
        [
            "1:1 missing-key: the spec has no `spec`",
            "1:1 missing-key: the spec has no `service`",
            "1:1 missing-key: the spec has no `base`",
        ]
    );
}

#[test]
fn endless_nesting_is_one_error() {
    let deep = "tables and arrays are nested more than 80 levels deep";
    for (text, message) in [
        (
            "[".repeat(200_000),
            "1:8 syntax-error: `[` is not closed".to_owned(),
        ),
        (
            "{a=".repeat(80_000),
            "1:8 syntax-error: `{` is not closed".to_owned(),
        ),
        (
            format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
            format!("1:88 syntax-error: {deep}"),
        ),
    ] {
        let output = lint(format!("spec = {text}"));
        assert_eq!((output.code, output.findings()), (1, vec![message]));
    }
    let output = lint(format!("{}a = 1\n", "a.".repeat(100_000)));
    assert_eq!(
        output.findings(),
        ["1:1 syntax-error: a key has 80 parts or more"]
    );
}

#[test]
fn tables_and_arrays_with_too_many_entries_are_rejected() {
    let many =
        |entry: fn(usize) -> String, count: usize| -> String { (0..count).map(entry).collect() };
    let packages = format!(
        "packages = [{}]\n[x]",
        many(|n| format!("\"p{n}\", "), 20_000)
    );
    for (spec, messages) in [
        (
            HELLO.replace(
                "alpine = \"3.22\"",
                &format!("alpine = \"3.22\"\n{packages}"),
            ),
            vec![
                "9:12 too-many-entries: `base.packages` has 20000 entries",
                "10:2 unknown-key: unknown key `x`",
            ],
        ),
        (
            format!("{HELLO}{}", many(|n| format!("[stages.s{n}]\n"), 10_000)),
            vec!["16:2 too-many-entries: `stages` has 10000 entries"],
        ),
        (
            format!(
                "{HELLO}{}",
                many(|n| format!("[environments.e{n}]\non = \"push\"\n"), 6_000)
            ),
            vec!["16:2 too-many-entries: `environments` has 6000 entries"],
        ),
        (
            format!("{HELLO}{}", many(|n| format!("[x{n}]\n"), 20_000)),
            vec!["1:1 too-many-entries: the spec has 20005 entries"],
        ),
    ] {
        let output = lint(spec);
        assert_eq!(
            (output.code, output.findings()),
            (1, messages.into_iter().map(String::from).collect())
        );
    }
}

#[test]
fn people_see_a_hundred_findings_and_programs_see_all() {
    let items = "\"P\", ".repeat(250);
    let stages = (0..8).map(|n| format!("[stages.s{n}]\npackages = [{items}]\n"));
    let output = lint(format!("{HELLO}{}", stages.collect::<String>()));
    assert_eq!(output.last_line(), "tvgen.toml: 2000 errors, 8 warnings");
    assert_eq!(output.findings().len(), 2008);
    let headings = output.text.lines().filter(|line| line.starts_with("TV"));
    assert_eq!(headings.count(), 100);
    let more = output.text.lines().filter(|line| line.starts_with("and "));
    assert_eq!(
        more.collect::<Vec<_>>(),
        ["and 1908 more: `--format json` lists all of them"]
    );
}

#[test]
fn at_most_a_thousand_syntax_errors_are_reported() {
    let output = lint("= 1\n".repeat(20_000));
    let findings = output.findings();
    assert_eq!(findings.len(), 1001);
    assert_eq!(
        findings[999..],
        [
            "1000:1 syntax-error: a key has no name",
            "1001:1 syntax-error: 19000 more syntax errors follow",
        ]
    );
}

#[test]
fn sarif_has_no_more_results_than_github_accepts() {
    let items = "\"P\", ".repeat(250);
    let stages = (0..21).map(|n| format!("[stages.s{n}]\npackages = [{items}]\n"));
    let spec = format!("{HELLO}{}", stages.collect::<String>());
    let folders = ["a", "b", "c", "d", "e", "f"];
    let project = folders.iter().fold(Project::new(), |project, folder| {
        project.file(&format!("{folder}/tvgen.toml"), &spec)
    });
    let arguments = [&["lint", "--format", "sarif"], &folders[..]].concat();
    let log = project.run(&arguments).code(1).out();
    let log: Json = serde_json::from_str(&log).expect("valid JSON");
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(25_000));
    assert_eq!(
        run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
        "6626 more results are omitted"
    );
}

#[test]
fn a_very_long_value_is_truncated() {
    let output = lint(HELLO.replace("hello\"\n", &format!("{}\"\n", "Long".repeat(20_000))));
    let longest = output.text.lines().map(|line| line.chars().count()).max();
    assert_eq!(output.last_line(), "tvgen.toml: 2 errors");
    // A message has at most 2000 characters, an excerpt line 200.
    assert_eq!(longest, Some(2005));
}

#[test]
fn a_spec_and_its_base_specs_share_the_size_limit() {
    let half = format!("{HELLO}{}", "#".repeat(200_000));
    let project = Project::new().file("base.toml", &half).file(
        "tvgen.toml",
        &format!("extends = \"base.toml\"\n{}", "#".repeat(100_000)),
    );
    project.run(&["lint", "--format", "github"]).code(1).stdout(
        "::error file=tvgen.toml,line=1,col=11,endLine=1,endColumn=22,title=TV0009 unknown-base-spec::`base.toml` cannot be \
         read: the spec and its base specs are larger than 256 KiB%0Awrite the path of a readable spec, or of a folder that contains a \
         `tvgen.toml`\n",
    );
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_read() {
    let project = Project::new().pipe("pipe");
    let special = "it is a pipe, a socket or a device, not a text file";
    for path in ["/dev/zero", "pipe"] {
        let error = format!("error: cannot read {path}: {special}\n");
        project.run(&["lint", path]).code(2).stderr(&error);
    }
    let zeros = File::open("/dev/zero").expect("the device exists");
    let run = project.command(&["lint", "-"]).stdin(zeros).output();
    RunOutput::new(run.expect("tvgen runs"))
        .code(2)
        .stderr("error: cannot read standard input: it is larger than 256 KiB\n");
}
