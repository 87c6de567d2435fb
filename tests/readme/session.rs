//! The picture of the README: a terminal session, rendered from the output of real commands.

use std::{env, fs};

use anstyle_svg::Term;

use crate::support::project::Project;

const PICTURE: &str = "docs/session.svg";

/// Each command as it is shown, and its arguments.
const LINT: (&str, &[&str]) = ("tvgen lint", &["lint"]);
const RENDER: (&str, &[&str]) = ("tvgen render", &["render"]);
const ABSORB: (&str, &[&str]) = ("tvgen absorb", &["absorb"]);

#[test]
fn the_picture_shows_what_the_commands_print() {
    let spec = super::block(&super::readme(), "toml");
    let project = Project::new().file("tvgen.toml", &spec.replace("3.4.7", "3.4"));
    let mut session = run(&project, LINT);
    let project = project.file("tvgen.toml", &spec);
    session += &comment("write ruby = \"3.4.7\"");
    session += &run(&project, RENDER);
    let edited = project
        .read("Dockerfile")
        .replace("ruby:3.4.7", "ruby:3.4.8");
    let project = project.file("Dockerfile", &edited);
    session += &comment("Dependabot raises the Ruby image in the Dockerfile to 3.4.8");
    session += &run(&project, ABSORB);
    let svg = Term::new().render_svg(session.trim_end());
    if env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(PICTURE, &svg).expect("the picture can be written");
    }
    assert_eq!(
        fs::read_to_string(PICTURE).expect("the picture exists"),
        svg,
        "run `INSTA_UPDATE=always cargo test the_picture` to update it"
    );
}

/// The prompt with the command, and what it prints in colour.
fn run(project: &Project, (shown, arguments): (&str, &[&str])) -> String {
    let arguments: Vec<&str> = arguments
        .iter()
        .copied()
        .chain(["--color", "always"])
        .collect();
    let output = project.run(&arguments).both();
    format!("\u{1b}[1m$ {shown}\u{1b}[0m\n{}\n\n", output.trim_end())
}

fn comment(text: &str) -> String {
    format!("# {text}\n\n")
}
