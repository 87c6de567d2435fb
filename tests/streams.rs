//! For every command and format, output that cannot be written is an error, but a closed pipe is not.

use std::{collections::BTreeSet, fs::File, io::pipe, process::Stdio};

use crate::support::{
    HELLO,
    project::{Files, Project, RunOutput},
};

/// An output stream of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stream {
    Output,
    Error,
}

/// Command lines, and the streams that each prints to.
const COMMAND_LINES: &[(&str, &[Stream])] = &[
    ("--help", &[Stream::Output]),
    ("--version", &[Stream::Output]),
    ("help render", &[Stream::Output]),
    ("", &[Stream::Error]),
    ("fleet", &[Stream::Error]),
    ("chek", &[Stream::Error]),
    ("check --format xml", &[Stream::Error]),
    ("check nowhere.toml", &[Stream::Error]),
    ("render --help", &[Stream::Output]),
    ("render", &[Stream::Error]),
    ("render --force", &[Stream::Output]),
    ("render --dry-run", &[Stream::Output, Stream::Error]),
    ("render --stdout", &[Stream::Output]),
    ("render --stdout --only makefile", &[Stream::Output]),
    ("render --format json", &[Stream::Output, Stream::Error]),
    ("render --format github", &[Stream::Output, Stream::Error]),
    ("render --format sarif", &[Stream::Output, Stream::Error]),
    ("check", &[Stream::Output]),
    ("check wrong", &[Stream::Error]),
    ("check . wrong", &[Stream::Output, Stream::Error]),
    ("check --format human", &[Stream::Output]),
    ("check --format json", &[Stream::Output]),
    ("check --format github", &[Stream::Output]),
    ("check --format sarif", &[Stream::Output]),
    ("absorb", &[Stream::Output]),
    ("absorb --format json", &[Stream::Output]),
    ("absorb --format github", &[Stream::Output]),
    ("absorb --format sarif", &[Stream::Output]),
    ("lint", &[Stream::Output]),
    ("lint wrong", &[Stream::Error]),
    ("lint wrong --format json", &[Stream::Output]),
    ("lint wrong --format github", &[Stream::Output]),
    ("lint wrong --format sarif", &[Stream::Output]),
    ("fleet --help", &[Stream::Output]),
    ("fleet table", &[Stream::Output]),
    ("fleet table --format json", &[Stream::Output]),
    ("fleet table --format csv", &[Stream::Output]),
    ("fleet table --format html", &[Stream::Output]),
    ("fleet check", &[Stream::Output, Stream::Error]),
    ("fleet check --format json", &[Stream::Output]),
    ("fleet check --format github", &[Stream::Output]),
    ("fleet check --format sarif", &[Stream::Output]),
    (
        "fleet set base.alpine 3.21 . --dry-run",
        &[Stream::Output, Stream::Error],
    ),
    (
        "fleet set base.alpine 3.21 . --dry-run --format json",
        &[Stream::Output, Stream::Error],
    ),
    ("new new --set name=shop", &[Stream::Error]),
    ("explain --all", &[Stream::Output]),
    ("explain inexact-ruby", &[Stream::Output]),
    ("explain Makefile:1", &[Stream::Output, Stream::Error]),
    ("explain base.ruby", &[Stream::Output]),
    ("show", &[Stream::Output]),
    ("schema", &[Stream::Output]),
    ("handbook --out book", &[Stream::Output]),
];

/// A spec with an edited file, and a spec with errors.
fn create_project() -> Project {
    let project = Project::rendered().file("wrong/tvgen.toml", &HELLO.replace("3.4.7", "3.4"));
    let edited = format!("{}\n.PHONY: mine\nmine:\n", project.read("Makefile"));
    project.file("Makefile", &edited)
}

/// Runs `line` with `stream` redirected to `target`: the run, and the files after it.
fn run_redirected(line: &str, stream: Stream, target: impl Into<Stdio>) -> (RunOutput, Files) {
    let project = create_project();
    let words: Vec<&str> = line.split_whitespace().collect();
    let mut command = project.command(&words);
    match stream {
        Stream::Output => command.stdout(target),
        Stream::Error => command.stderr(target),
    };
    let run = RunOutput::new(command.output().expect("tvgen runs"));
    (run, project.files())
}

/// Runs `line`: the run, and the files after it.
fn run_line(line: &str) -> (RunOutput, Files) {
    run_redirected(line, Stream::Output, Stdio::piped())
}

#[test]
fn every_command_is_tested_and_prints_to_the_listed_streams() {
    let help = Project::new().run(&["--help"]).code(0).out();
    let listed = help
        .split("Commands:\n")
        .nth(1)
        .expect("the help lists commands");
    let listed = listed.split("\n\n").next().expect("the list ends");
    let names = listed.lines().filter_map(|line| {
        let name = line.strip_prefix("  ")?.split(' ').next()?;
        (!name.is_empty()).then_some(name)
    });
    let tested: BTreeSet<&str> = COMMAND_LINES
        .iter()
        .filter_map(|(line, _)| line.split(' ').next())
        .collect();
    let untested: Vec<&str> = names.filter(|name| !tested.contains(name)).collect();
    assert_eq!(untested, [""; 0]);
    for (line, streams) in COMMAND_LINES {
        let (run, _) = run_line(line);
        let printed: Vec<Stream> = [
            (Stream::Output, !run.out().is_empty()),
            (Stream::Error, !run.err().is_empty()),
        ]
        .into_iter()
        .filter_map(|(stream, is_printed)| is_printed.then_some(stream))
        .collect();
        assert_eq!(printed, *streams, "{line}: {}{}", run.out(), run.err());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let full = || File::create("/dev/full").expect("Linux has this device");
    for (line, streams) in COMMAND_LINES {
        for stream in *streams {
            let (run, _) = run_redirected(line, *stream, full());
            assert_eq!(run.status(), 2, "{line}");
            let errors = run.err();
            let last = errors.lines().last();
            let expected = match stream {
                Stream::Output => Some(
                    "error: cannot write to standard output: No space left on device (os error 28)",
                ),
                Stream::Error => None,
            };
            assert_eq!(last, expected, "{line}");
        }
    }
}

#[test]
fn a_closed_pipe_is_not_an_error_and_the_command_finishes() {
    for (line, streams) in COMMAND_LINES {
        let (whole, files) = run_line(line);
        for stream in *streams {
            let (reader, writer) = pipe().expect("a pipe can be created");
            drop(reader);
            let (run, files_after) = run_redirected(line, *stream, writer);
            assert_eq!(run.status(), whole.status(), "{line}");
            assert_eq!(files_after, files, "{line}");
            match stream {
                Stream::Output => assert_eq!(run.err(), whole.err(), "{line}"),
                Stream::Error => assert_eq!(run.out(), whole.out(), "{line}"),
            }
        }
    }
}

#[test]
fn a_reader_that_stops_after_one_line_gets_it_without_an_error() {
    let first = create_project().run(&["explain", "--all"]).out();
    let first = first.lines().next().expect("the command prints lines");
    let script = "{ \"$TVGEN\" explain --all; echo $? >status; } | head -1";
    let project = create_project();
    project
        .shell(script)
        .code(0)
        .stderr("")
        .stdout(&format!("{first}\n"));
    assert_eq!(project.read("status"), "0\n");
}
