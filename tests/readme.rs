//! What README.md says is so.

use tvgen::{report::terminal, source::Source};

use crate::support::{compile, project::Project};

#[test]
fn the_spec_of_the_readme_renders_what_the_readme_shows() {
    let readme = readme();
    let spec = block(&readme, "toml");
    let outcome = compile(&Source::new("tvgen.toml", spec.clone()));
    assert_eq!(outcome.findings, []);
    for (language, output) in [("dockerfile", 0), ("yaml", 2)] {
        let shown = block(&readme, language);
        let text = &outcome.artifacts[output].text;
        assert!(
            text.contains(&shown),
            "{}:\n{shown}",
            outcome.artifacts[output].path
        );
    }
    let session = block(&readme, "console");
    let printed = session
        .strip_prefix("$ tvgen render\n")
        .expect("it is a session");
    Project::new()
        .file("tvgen.toml", &spec)
        .run(&["render"])
        .code(0)
        .stdout(printed)
        .stderr("");
}

#[test]
fn the_bump_of_the_readme_is_absorbed_as_the_readme_shows() {
    let readme = readme();
    let (_, session) = readme.split_once("$ tvgen absorb\n").expect("it is shown");
    let (printed, _) = session.split_once("```").expect("the block ends");
    let project = Project::new().file("tvgen.toml", &block(&readme, "toml"));
    project.run(&["render"]).code(0);
    let bumped = project
        .read("Dockerfile")
        .replace("ruby:3.4.7", "ruby:3.4.8");
    project
        .file("Dockerfile", &bumped)
        .run(&["absorb"])
        .code(0)
        .stdout(printed)
        .stderr("");
}

#[test]
fn what_a_spec_inherits_is_shown_as_the_readme_shows() {
    let readme = readme();
    let (before, session) = readme
        .split_once("$ tvgen show base.packages\n")
        .expect("it is shown");
    let (printed, _) = session.split_once("```").expect("the block ends");
    let (_, own) = before
        .rsplit_once("```toml\n")
        .expect("a spec is shown before it");
    let (own, _) = own.split_once("```").expect("the block ends");
    let platform = block(&readme, "toml").replace("[base]\n", "[base]\npackages = [\"libpq\"]\n");
    Project::repository()
        .file("platform.toml", &platform)
        .file("hello/tvgen.toml", own)
        .shell("cd hello && \"$TVGEN\" --today \"$TODAY\" show base.packages")
        .code(0)
        .stdout(printed)
        .stderr("");
}

#[test]
fn the_new_service_of_the_readme_is_made() {
    let readme = readme();
    let (_, session) = readme.split_once("$ tvgen new ").expect("it is shown");
    let (command, _) = session.split_once("```").expect("the block ends");
    let project = Project::new();
    let run = project.shell(&format!("\"$TVGEN\" --today $TODAY --quiet new {command}"));
    run.code(0).stdout("").stderr("");
    project.run(&["check", "payments", "--quiet"]).code(0);
}

#[test]
fn the_finding_of_the_readme_is_what_a_user_sees() {
    let readme = readme();
    let source = Source::new("tvgen.toml", block(&readme, "toml").replace("3.4.7", "3.4"));
    let findings = compile(&source).findings;
    let shown: Vec<String> = findings
        .iter()
        .map(|finding| {
            terminal::finding(&source, finding, false)
                .as_str()
                .to_owned()
        })
        .collect();
    assert_eq!(shown, [block(&readme, "text")]);
}

#[test]
fn the_first_command_of_the_readme_renders_a_real_service() {
    let readme = readme();
    let command = block(&readme, "sh");
    let words: Vec<&str> = command.split_whitespace().collect();
    let ["cargo", "run", "--", "render", spec, "--out", _] = words.as_slice() else {
        panic!("{command}")
    };
    let spec = std::env::current_dir()
        .expect("tests run in a folder")
        .join(spec);
    let project = Project::new();
    project
        .run(&[
            "render",
            spec.to_str().expect("it is UTF-8"),
            "--out",
            "made",
            "--quiet",
        ])
        .code(0)
        .stderr("");
    assert!(project.read("made/Makefile").contains("Teaching vacancies"));
}

#[test]
fn the_readme_can_be_read_on_a_phone() {
    let mut inside = false;
    for line in readme().lines() {
        inside ^= line.starts_with("```");
        assert!(
            inside || line.starts_with("```") || line.chars().count() <= 80,
            "{line}"
        );
    }
}

fn readme() -> String {
    std::fs::read_to_string("README.md").expect("there is a README")
}

/// The first block of `language`.
#[track_caller]
fn block(readme: &str, language: &str) -> String {
    let rest = readme
        .split(&format!("```{language}\n"))
        .nth(1)
        .expect("there is such a block");
    rest.split("```").next().unwrap_or_default().to_owned()
}
