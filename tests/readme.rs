//! README.md shows real commands and their real output.

mod session;

use tvgen::{lang::terminal::unstyled, report::terminal, source::Source};

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
        .expect("the block is a session");
    Project::new()
        .file("tvgen.toml", &spec)
        .run(&["render"])
        .code(0)
        .stdout(printed)
        .stderr("");
}

#[test]
fn the_readme_lists_every_command_as_help_does() {
    let readme = readme();
    let help = Project::new().run(&["--help"]).out();
    let (_, commands) = help
        .split_once("Commands:\n")
        .expect("the help lists the commands");
    for line in commands.lines().take_while(|line| !line.is_empty()) {
        let (name, about) = line.trim().split_once(' ').expect("a name and a text");
        if name != "help" {
            let row = format!("| `tvgen {name}`");
            let row = readme.lines().find(|line| line.starts_with(&row));
            let row = row.unwrap_or_else(|| panic!("`tvgen {name}` is not in the table"));
            assert!(
                row.contains(&format!("| {} ", about.trim())),
                "{line}\n{row}"
            );
        }
    }
}

#[test]
fn the_finding_of_the_readme_is_what_a_user_sees() {
    let readme = readme();
    let source = Source::new("tvgen.toml", block(&readme, "toml").replace("3.4.7", "3.4"));
    let findings = compile(&source).findings;
    let shown: Vec<String> = findings
        .iter()
        .map(|finding| {
            unstyled(&terminal::render_finding(&source, finding, None))
                .as_str()
                .to_owned()
        })
        .collect();
    assert_eq!(shown, [block(&readme, "text")]);
}

#[test]
fn the_first_command_of_the_readme_renders_a_real_service() {
    let readme = readme();
    let mut commands = readme.lines().filter(|line| line.starts_with("cargo run "));
    let command = commands.next().expect("a command");
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
            spec.to_str().expect("the path is UTF-8"),
            "--out",
            "made",
            "--quiet",
        ])
        .code(0)
        .stderr("");
    assert!(project.read("made/Makefile").contains("Teaching vacancies"));
}

#[test]
fn the_readme_is_short_and_can_be_read_on_a_phone() {
    let readme = readme();
    assert!(readme.lines().count() <= 200);
    let mut inside = false;
    for line in readme.lines() {
        inside ^= line.starts_with("```");
        assert!(
            inside || line.starts_with("```") || line.chars().count() <= 80,
            "{line}"
        );
    }
}

fn readme() -> String {
    std::fs::read_to_string("README.md").expect("the README exists")
}

/// The first block of `language`.
#[track_caller]
fn block(readme: &str, language: &str) -> String {
    let rest = readme
        .split(&format!("```{language}\n"))
        .nth(1)
        .expect("the README has the block");
    rest.split("```").next().unwrap_or_default().to_owned()
}
