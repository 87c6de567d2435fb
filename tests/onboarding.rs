//! docs/onboarding.md shows what its commands print.

use similar::TextDiff;

use crate::support::project::Project;

/// The guide.
const GUIDE: &str = "docs/onboarding.md";
/// The language of a code block with commands, each after a `$`, and their output.
const SESSION: &str = "console";

#[test]
fn every_command_of_the_guide_prints_what_it_shows() {
    let guide = std::fs::read_to_string(GUIDE).expect("the guide exists");
    let current = run_guide(&guide);
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        std::fs::write(GUIDE, &current).expect("the guide can be written");
    }
    assert!(
        current == guide,
        "{GUIDE} is out of date, INSTA_UPDATE=always updates it:\n{}",
        TextDiff::from_lines(&guide, &current).unified_diff()
    );
}

/// `guide` with the current output of its commands, which run in order in one folder. A code block after a line that ends in a
/// path is the contents of that file.
fn run_guide(guide: &str) -> String {
    let mut project = Project::repository();
    let (mut current, mut before) = (String::new(), "");
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        current.extend([line, "\n"]);
        let Some(language) = line.strip_prefix("```") else {
            if !line.is_empty() {
                before = line;
            }
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if language == SESSION {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                current.extend(["$ ", command, "\n", &run_command(&project, command)]);
            }
        } else {
            let text: String = block.iter().flat_map(|line| [line, "\n"]).collect();
            let path = before
                .strip_suffix("`:")
                .and_then(|line| line.rsplit_once('`'));
            if let Some((_, path)) = path {
                project = project.file(path, &text);
            }
            current += &text;
        }
        current += "```\n";
    }
    current
}

/// Runs `command` in the folder of `project` and returns its standard output and standard error.
fn run_command(project: &Project, command: &str) -> String {
    let tvgen = "tvgen() { \"$TVGEN\" --today \"$TODAY\" \"$@\"; }; unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY";
    project
        .shell(&format!("{tvgen}; exec 2>&1; {command}"))
        .out()
}
