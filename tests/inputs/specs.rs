//! A spec that is no text, or that is more than anybody writes, is answered plainly, in every form, and in the end.

use std::{fs::File, sync::mpsc, thread, time::Duration};

use serde_json::Value as Json;

use crate::support::{
    HELLO,
    project::{Project, Run},
};

/// So long a run may take before it counts as one that does not end.
const PATIENCE: Duration = Duration::from_secs(120);

/// What is printed by `tvgen lint` of a spec that is `bytes`, as words or in a form for programs.
struct Answer {
    code: i32,
    words: String,
    document: Json,
}

#[track_caller]
fn answer(bytes: impl Into<Vec<u8>>) -> Answer {
    let bytes = bytes.into();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let project = Project::new().bytes("tvgen.toml", &bytes);
        let human = project.run(&["lint", "tvgen.toml"]);
        let json = project.run(&["lint", "tvgen.toml", "--format", "json"]);
        assert_eq!(human.status(), json.status());
        let answer = Answer {
            code: human.status(),
            words: human.err(),
            document: serde_json::from_str(&json.out()).expect("it is JSON"),
        };
        // Who has lost patience does not listen.
        let _ = sender.send(answer);
    });
    receiver
        .recv_timeout(PATIENCE)
        .expect("it ends, and is not killed")
}

impl Answer {
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

    fn last_words(&self) -> &str {
        self.words.lines().last().unwrap_or_default()
    }
}

#[test]
fn what_is_no_text_is_told_with_its_line_and_what_to_do() {
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    let long = vec![b'#'; 256 * 1024 + 1];
    for (bytes, why) in [
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
            "line 1 has a NUL byte, as no text has: save it as UTF-8",
        ),
        (
            b"spec = 1\n\0".to_vec(),
            "line 2 has a NUL byte, as no text has: save it as UTF-8",
        ),
        (
            long,
            "it has more than 256 KiB, and a spec has at most that",
        ),
    ] {
        let answer = answer(bytes);
        let failure = format!("cannot read tvgen.toml: {why}");
        assert_eq!(answer.code, 2);
        assert_eq!(answer.words, format!("error: {failure}\n"));
        assert_eq!(answer.document["failures"], Json::from(vec![failure]));
    }
}

#[test]
fn a_spec_of_256_kib_and_with_a_byte_order_mark_is_read() {
    let mut spec = format!("\u{feff}{HELLO}").replace("3.4.7", "3.4");
    spec.push_str(&"#".repeat(256 * 1024 - spec.len()));
    let answer = answer(spec);
    assert_eq!(
        answer.findings(),
        ["7:8 inexact-ruby: `3.4` is not an exact version of Ruby"]
    );
    let mark = answer_on_first_line("\u{feff}spec = 2");
    assert_eq!(
        mark,
        ["1:8 unsupported-spec-version: `2` is no version of the format that this tvgen reads"]
    );
}

fn answer_on_first_line(line: &str) -> Vec<String> {
    answer(HELLO.replacen("spec = 1", line, 1)).findings()
}

#[test]
fn a_folder_and_an_empty_file_are_told() {
    let project = Project::new().file("folder/tvgen.toml/file", "");
    project
        .run(&["lint", "folder"])
        .code(2)
        .stderr("error: cannot read folder/tvgen.toml: Is a directory (os error 21)\n");
    assert_eq!(
        answer("").findings(),
        [
            "1:1 missing-key: the spec has no `spec`",
            "1:1 missing-key: the spec has no `service`",
            "1:1 missing-key: the spec has no `base`",
        ]
    );
}

#[test]
fn nesting_without_end_is_one_fault() {
    let deep = "tables and arrays lie in each other more than eighty deep";
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
        let answer = answer(format!("spec = {text}"));
        assert_eq!((answer.code, answer.findings()), (1, vec![message]));
    }
    let answer = answer(format!("{}a = 1\n", "a.".repeat(100_000)));
    assert_eq!(
        answer.findings(),
        ["1:1 syntax-error: a key has eighty parts and more"]
    );
}

#[test]
fn tables_and_arrays_with_more_than_anybody_writes_are_not_read() {
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
                "10:2 unknown-key: there is no key `x`",
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
        let answer = answer(spec);
        assert_eq!(
            (answer.code, answer.findings()),
            (1, messages.into_iter().map(String::from).collect())
        );
    }
}

#[test]
fn of_very_many_faults_a_person_sees_a_hundred_and_a_program_all() {
    let items = "\"P\", ".repeat(250);
    let stages = (0..8).map(|n| format!("[stages.s{n}]\npackages = [{items}]\n"));
    let answer = answer(format!("{HELLO}{}", stages.collect::<String>()));
    assert_eq!(answer.last_words(), "tvgen.toml: 2000 errors, 8 warnings");
    assert_eq!(answer.findings().len(), 2008);
    let headings = answer.words.lines().filter(|line| line.starts_with("TV"));
    assert_eq!(headings.count(), 100);
    let more = answer.words.lines().filter(|line| line.starts_with("and "));
    assert_eq!(
        more.collect::<Vec<_>>(),
        ["and 1908 more: `--format json` lists all of them"]
    );
}

#[test]
fn what_is_not_toml_at_all_is_told_a_thousand_times_at_most() {
    let answer = answer("= 1\n".repeat(20_000));
    let findings = answer.findings();
    assert_eq!(findings.len(), 1001);
    assert_eq!(
        findings[999..],
        [
            "1000:1 syntax-error: a key has no name",
            "1001:1 syntax-error: 19000 more faults of syntax begin here",
        ]
    );
}

#[test]
fn github_is_given_no_more_results_than_it_takes() {
    let items = "\"P\", ".repeat(250);
    let stages = (0..21).map(|n| format!("[stages.s{n}]\npackages = [{items}]\n"));
    let spec = format!("{HELLO}{}", stages.collect::<String>());
    let folders = ["a", "b", "c", "d", "e", "f"];
    let project = folders.iter().fold(Project::new(), |project, folder| {
        project.file(&format!("{folder}/tvgen.toml"), &spec)
    });
    let arguments = [&["lint", "--format", "sarif"], &folders[..]].concat();
    let log = project.run(&arguments).code(1).out();
    let log: Json = serde_json::from_str(&log).expect("it is JSON");
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(25_000));
    assert_eq!(
        run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
        "6626 more results are left out"
    );
}

#[test]
fn a_value_without_end_is_shown_in_part() {
    let answer = answer(HELLO.replace("hello\"\n", &format!("{}\"\n", "Long".repeat(20_000))));
    let longest = answer.words.lines().map(|line| line.chars().count()).max();
    assert_eq!(answer.last_words(), "tvgen.toml: 2 errors");
    // A message has two thousand characters at most, of a line two hundred are shown.
    assert_eq!(longest, Some(2005));
}

#[test]
fn specs_that_build_on_each_other_are_read_up_to_the_same_size() {
    let half = format!("{HELLO}{}", "#".repeat(200_000));
    let project = Project::new().file("base.toml", &half).file(
        "tvgen.toml",
        &format!("extends = \"base.toml\"\n{}", "#".repeat(100_000)),
    );
    project.run(&["lint", "--format", "github"]).code(1).stdout(
        "::error file=tvgen.toml,line=1,col=11,endLine=1,endColumn=22,title=TV0009 unknown-base-spec::`base.toml` cannot be \
         read: with it, the spec would have more than 256 KiB%0Aname a spec that can be read, a file or a folder that has a \
         `tvgen.toml`\n",
    );
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_not_read_to_its_end() {
    let project = Project::new().pipe("pipe");
    let special = "it is a pipe, a socket or a device, not a file of text";
    for path in ["/dev/zero", "pipe"] {
        let error = format!("error: cannot read {path}: {special}\n");
        project.run(&["lint", path]).code(2).stderr(&error);
    }
    let zeros = File::open("/dev/zero").expect("it is there");
    let run = project.command(&["lint", "-"]).stdin(zeros).output();
    Run::of(run.expect("it runs")).code(2).stderr(
        "error: cannot read standard input: it has more than 256 KiB, and a spec has at most that\n",
    );
}
