//! The job summary on GitHub Actions: its contents, and that it changes no other output.

use crate::support::{HELLO, assert_snapshot, markdown::read, project::Project};

/// The environment of a step on GitHub Actions with the summary file `summary`.
fn step_environment(summary: &str) -> [(&str, &str); 2] {
    [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", summary)]
}

/// The outputs of a spec, two of them with drift.
fn project_with_drift() -> Project {
    let project = Project::new().file("my service/tvgen.toml", HELLO);
    project.run(&["render", "my service"]).code(0);
    let makefile = project.read("my service/Makefile");
    project
        .file(
            "my service/Makefile",
            &makefile.replace(":= help", ":= verify-image"),
        )
        .file("my service/.dockerignore", "*.log\n")
}

#[test]
fn the_summary_has_the_cause_the_diff_and_the_fix_of_each_file_with_drift() {
    let project = project_with_drift().file("summary.md", "The output of an earlier tool");
    let log = project.run(&["check", "my service"]).code(1).out();
    project
        .run_in(&step_environment("summary.md"), &["check", "my service"])
        .code(1)
        .stdout(&log);
    let summary = project.read("summary.md");
    assert_snapshot("report", "summary", &summary);

    // The summary shows the same text as the log.
    let page = read(&summary);
    let blocks: Vec<&str> = page.blocks.iter().map(|(_, text)| text.as_str()).collect();
    let log = project
        .run(&["check", "my service", "--quiet"])
        .code(1)
        .out();
    let shown = log.split_terminator("\n\n").map(|part| {
        let (_, shown) = part.split_once('\n').expect("a part begins with a message");
        format!("{shown}\n")
    });
    assert_eq!(blocks.concat(), shown.collect::<String>());
    let languages: Vec<&str> = page.blocks.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(languages, ["diff", "text", "diff", "text"]);
    assert_eq!(page.foreign, [""; 0]);
}

#[test]
fn every_format_has_the_same_summary() {
    let project = project_with_drift();
    for format in ["human", "json", "github", "sarif"] {
        let arguments = ["check", "my service", "--format", format];
        let alone = project.run(&arguments).code(1);
        let (out, err) = (alone.out(), alone.err());
        project
            .run_in(&step_environment(&format!("{format}.md")), &arguments)
            .code(1)
            .stdout(&out)
            .stderr(&err);
        assert_eq!(
            project.read(&format!("{format}.md")),
            project.read("human.md")
        );
    }
}

#[test]
fn no_summary_is_written_without_drift_or_outside_github_actions() {
    let project = Project::new().file("tvgen.toml", HELLO);
    project.run(&["render"]).code(0);
    let before = project.list();
    project
        .run_in(&step_environment("summary.md"), &["check"])
        .code(0);
    let project = project.file("Makefile", "help:\n");
    let elsewhere = [
        ("GITHUB_ACTIONS", "false"),
        ("GITHUB_STEP_SUMMARY", "summary.md"),
    ];
    project.run_in(&elsewhere, &["check"]).code(1);
    project.run_in(&step_environment(""), &["check"]).code(1);
    assert_eq!(project.list(), before);
}

#[test]
fn a_summary_that_cannot_be_written_is_only_a_warning() {
    let project = project_with_drift();
    let run = |summary: &str| {
        let arguments = ["check", "my service", "--format", "human"];
        project
            .run_in(&step_environment(summary), &arguments)
            .code(1)
    };
    run("nowhere/summary.md").stderr(
        "warning: cannot write nowhere/summary.md: No such file or directory (os error 2)\n",
    );
    run("my service").stderr("warning: cannot write my service: Is a directory (os error 21)\n");
}

#[test]
fn fences_and_markup_in_a_file_stay_inside_its_diff() {
    let written = "# A\n\n````sh\n```\n<!-- x\n`````\n</details>\n\r```````\r::error::x\n";
    let project = Project::new()
        .file("`a` *b* <i>/tvgen.toml", HELLO)
        .file("`a` *b* <i>/.dockerignore", written);
    let check = ["check", "`a` *b* <i>", "--format", "json"];
    project
        .run(&["render", "`a` *b* <i>", "--force", "--quiet"])
        .code(0);
    let project = project.file("`a` *b* <i>/.dockerignore", written);
    let document: serde_json::Value = serde_json::from_str(
        &project
            .run_in(&step_environment("summary.md"), &check)
            .code(1)
            .out(),
    )
    .expect("valid JSON");
    let files = document["files"].as_array().expect("a list").iter();
    let diffs: Vec<&str> = files.filter_map(|file| file["diff"].as_str()).collect();
    let page = read(&project.read("summary.md"));
    let shown = diffs.concat().replace('\r', "\\r");
    assert_eq!(page.blocks[0], ("diff".to_owned(), shown));
    assert_eq!(page.blocks.len(), 2);
    assert_eq!(
        page.headings,
        [
            (2, "Files that differ from their spec".to_owned()),
            (
                3,
                "`a` *b* <i>/.dockerignore: not generated by tvgen".to_owned()
            ),
        ]
    );
    assert_eq!(page.foreign, [""; 0]);
}

#[test]
fn diffs_that_github_would_not_show_are_counted() {
    let long =
        "A line of a file that tvgen did not generate, longer than most lines\n".repeat(9_000);
    for (outputs, left_out, sentence) in [
        ("dockerfile = false\nmakefile = false\n", 0, ""),
        ("dockerfile = false\n", 1, "1 diff is omitted"),
        ("", 2, "2 diffs are omitted"),
    ] {
        let project = Project::new()
            .file("tvgen.toml", &format!("{HELLO}[outputs]\n{outputs}"))
            .file("Dockerfile", &long)
            .file("Makefile", &long)
            .file(".dockerignore", &long);
        project
            .run_in(&step_environment("summary.md"), &["check", "--quiet"])
            .code(1);
        let summary = project.read("summary.md");
        assert!(summary.len() < 1024 * 1024, "{}", summary.len());
        let page = read(&summary);
        let count = |wanted: &str| {
            let blocks = page.blocks.iter();
            blocks.filter(|(language, _)| language == wanted).count()
        };
        assert_eq!(count("text") - count("diff"), left_out, "{outputs}");
        let last = match summary.trim_end().rsplit_once("\n\n") {
            Some((_, last)) if left_out > 0 => last.split(':').next().unwrap_or_default(),
            _ => "",
        };
        assert_eq!(last, sentence);
    }
}
