//! What docs/onboarding.md shows is what happens, from its first line to its last.

use similar::TextDiff;

use crate::support::project::Project;

/// The guide.
const GUIDE: &str = "docs/onboarding.md";
/// What begins a block of commands, each behind a `$`, with what it prints below it.
const SESSION: &str = "console";

#[test]
fn the_first_day_of_a_platform_team_goes_as_the_guide_shows() {
    let guide = std::fs::read_to_string(GUIDE).expect("there is a guide");
    let lived = lived(&guide);
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        std::fs::write(GUIDE, &lived).expect("it can be written");
    }
    assert!(
        lived == guide,
        "INSTA_UPDATE=always writes anew what {GUIDE} shows:\n{}",
        TextDiff::from_lines(&guide, &lived).unified_diff()
    );
}

/// `guide`, with what its commands print now, in one folder and in their order. A block behind a line that ends in a path is
/// that file.
fn lived(guide: &str) -> String {
    let mut project = Project::repository();
    let (mut lived, mut before) = (String::new(), "");
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        lived.extend([line, "\n"]);
        let Some(language) = line.strip_prefix("```") else {
            if !line.is_empty() {
                before = line;
            }
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if language == SESSION {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                lived.extend(["$ ", command, "\n", &printed(&project, command)]);
            }
        } else {
            let text: String = block.iter().flat_map(|line| [line, "\n"]).collect();
            let path = before
                .strip_suffix("`:")
                .and_then(|line| line.rsplit_once('`'));
            if let Some((_, path)) = path {
                project = project.file(path, &text);
            }
            lived += &text;
        }
        lived += "```\n";
    }
    lived
}

/// What `command` prints in the folder of `project`, messages and all.
fn printed(project: &Project, command: &str) -> String {
    let tvgen = "tvgen() { \"$TVGEN\" --today \"$TODAY\" \"$@\"; }; unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY";
    project
        .shell(&format!("{tvgen}; exec 2>&1; {command}"))
        .out()
}
