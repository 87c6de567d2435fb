//! What check remembers of a day: never anything else than what compiling again would come to.

use std::{fs, path::PathBuf};

use crate::support::{
    HELLO,
    project::{Project, Run},
};

/// A service that builds on a platform's spec and has a repository.
fn service() -> Project {
    let platform = HELLO.replace("[service]\nname = \"hello\"\n\n", "");
    let project = Project::new()
        .file("platform.toml", &platform)
        .file(
            "tvgen.toml",
            "spec = 1\nextends = \"platform.toml\"\n\n[service]\nname = \"hello\"\n",
        )
        .file(".ruby-version", "3.4.7\n")
        .file("Gemfile.lock", "GEM\n  specs:\n\nBUNDLED WITH\n   2.6.9\n");
    project.run(&["render", "--quiet"]).code(0);
    project
}

fn check(project: &Project, arguments: &[&str]) -> Run {
    let cache = project.path("cache").display().to_string();
    let arguments = [&["check"], arguments].concat();
    project.run_in(&[("XDG_CACHE_HOME", &cache)], &arguments)
}

/// The files that remember a spec.
fn records(project: &Project) -> Vec<PathBuf> {
    let below = |folder: PathBuf| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let days = below(project.path("cache/tvgen"));
    days.into_iter().flat_map(below).collect()
}

/// The same project, looked at once: all is in order, and one record tells it.
fn remembered() -> Project {
    let project = service();
    check(&project, &[])
        .code(0)
        .stderr("")
        .stdout("5 files are what the spec says\n");
    assert_eq!(records(&project).len(), 1);
    project
}

#[test]
fn what_is_remembered_is_told_in_the_same_words() {
    let project = remembered();
    for arguments in [
        &[][..],
        &["--format", "json"],
        &["--format", "sarif"],
        &["--quiet"],
        &["."],
    ] {
        let fresh = check(&project, &[arguments, &["--no-cache"]].concat()).code(0);
        check(&project, arguments)
            .code(0)
            .stdout(&fresh.out())
            .stderr(&fresh.err());
        check(&project, arguments)
            .code(0)
            .stdout(&fresh.out())
            .stderr(&fresh.err());
    }
}

#[test]
fn a_record_is_what_is_told_of_a_spec_that_nothing_changed_in() {
    let project = remembered();
    let record = records(&project).remove(0);
    let text = fs::read_to_string(&record).expect("it is there");
    // Were the spec compiled again, nothing could tell of more than five files.
    let last = text.lines().rfind(|line| line.starts_with("output "));
    let twice = text.replace(
        "\nend",
        &format!("\n{}\nend", last.expect("there are outputs")),
    );
    fs::write(&record, twice).expect("it can be written");
    check(&project, &[])
        .code(0)
        .stdout("6 files are what the spec says\n");
    check(&project, &["--no-cache"])
        .code(0)
        .stdout("5 files are what the spec says\n");
}

/// What is done to a project.
type Change = fn(Project) -> Project;

#[test]
fn each_change_of_what_was_read_is_seen_as_if_nothing_was_remembered() {
    let changes: [(&str, Change); 12] = [
        ("an output", |project| project.file("Makefile", "help:\n")),
        ("an output's line ends", |project| {
            let text = project.read("Dockerfile").replace('\n', "\r\n");
            project.file("Dockerfile", &text)
        }),
        ("an output that is gone", |project| {
            fs::remove_file(project.path("Dockerfile")).expect("it is there");
            project
        }),
        ("the spec", |project| {
            let text = project.read("tvgen.toml") + "port = 4000\n";
            project.file("tvgen.toml", &text)
        }),
        ("the spec, to one with a fault", |project| {
            let text = project.read("tvgen.toml") + "prot = 4000\n";
            project.file("tvgen.toml", &text)
        }),
        ("what it builds on", |project| {
            let text = project.read("platform.toml").replace("3.4.7", "3.4.6");
            project.file("platform.toml", &text)
        }),
        ("what it builds on is gone", |project| {
            fs::remove_file(project.path("platform.toml")).expect("it is there");
            project
        }),
        ("the repository's Ruby", |project| {
            project.file(".ruby-version", "3.3.0\n")
        }),
        ("the repository's Bundler", |project| {
            project.file("Gemfile.lock", "GEM\n  specs:\n\nBUNDLED WITH\n   1.17.3\n")
        }),
        ("a file of JavaScript", |project| {
            project.file("package.json", "{}\n")
        }),
        ("a file left over", |project| {
            let text = project
                .read("Makefile")
                .replace("rest of Makefile", "rest of old/Makefile");
            project.file("old/Makefile", &text)
        }),
        ("a record that was cut", |project| {
            let record = records(&project).remove(0);
            let text = fs::read_to_string(&record).expect("it is there");
            fs::write(&record, &text[..text.len() / 2]).expect("it can be written");
            project
        }),
    ];
    for (change, make) in changes {
        let project = make(remembered());
        let fresh = check(&project, &["--no-cache"]);
        let told = check(&project, &[]);
        let told = (told.status(), told.out(), told.err());
        assert_eq!(told, (fresh.status(), fresh.out(), fresh.err()), "{change}");
    }
}

#[test]
fn a_spec_with_a_warning_is_not_remembered() {
    let project = service();
    let text = project
        .read("platform.toml")
        .replace("alpine = ", "# alpine = ");
    let project = project.file("platform.toml", &text);
    let check = || check(&project, &["--quiet"]);
    let (first, second) = (check(), check());
    assert_ne!(first.err(), "");
    assert_eq!(
        (first.status(), first.err()),
        (second.status(), second.err())
    );
    assert_eq!(records(&project), Vec::<PathBuf>::new());
}

#[test]
fn a_new_day_clears_the_old_one_away() {
    let project = remembered();
    let before = records(&project);
    check(&project, &["--today", "2026-01-02"]).code(0);
    let after = records(&project);
    assert_eq!((before.len(), after.len()), (1, 1));
    assert_ne!(before[0].parent(), after[0].parent());
}

#[test]
fn nothing_is_remembered_where_nothing_can_be_kept() {
    let project = service().file("cache", "this is no folder");
    for _ in 0..2 {
        check(&project, &[])
            .code(0)
            .stderr("")
            .stdout("5 files are what the spec says\n");
    }
    project
        .run(&["check"])
        .code(0)
        .stderr("")
        .stdout("5 files are what the spec says\n");
}
