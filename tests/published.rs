//! Nothing installs tvgen from a package registry: tvgen is not published, so anyone could register the name and run code.

use std::{fs, path::PathBuf};

use regex::Regex;

use crate::{
    laws::files,
    support::{compile_spec, spec_names, step::workflow},
};

/// The commands that install or run a package by its name.
const INSTALLERS: &str = "cargo (install|binstall|add)|uvx|uv (tool|pip|add)|pip3?|pipx|gem|npx|npm|yarn|pnpm|bunx?|brew|apk|apt(-get)?|go|nix|mise|asdf|docker (run|pull)";

/// The lines of `text` that install `tvgen` from a registry, not from a commit of a repository or a folder.
fn find_registry_installs(text: &str) -> Vec<&str> {
    let installs =
        Regex::new(&format!(r"\b({INSTALLERS})\b.*[\s=@/:]tvgen($|[^\w-])")).expect("a pattern");
    let versioned = Regex::new(r"(^|[^/\w])tvgen@").expect("a pattern");
    let is_source = |line: &str| {
        (line.contains("--git ") && line.contains("--rev ")) || line.contains("--path")
    };
    let lines = text.lines();
    lines
        .filter(|line| versioned.is_match(line) || (installs.is_match(line) && !is_source(line)))
        .collect()
}

/// The files that users and contributors read or run, except generated ones.
fn read_published_texts() -> Vec<(String, String)> {
    let folders = [
        ("docs", "md"),
        (".github", "md"),
        (".github", "yml"),
        ("tests/judges", "sh"),
        ("tests/judges", "py"),
        ("tests/engine", "sh"),
        ("tests/engine", "py"),
        ("tests/fuzz", "sh"),
        ("templates", "j2"),
        ("templates", "toml"),
        ("spec", "toml"),
        ("spec", "md"),
        ("spec", "json"),
    ];
    let folders = folders
        .into_iter()
        .flat_map(|(folder, ending)| files(folder, ending));
    let sources = files("src", "rs");
    let single = [
        "README.md",
        "CHANGELOG.md",
        "action.yml",
        ".pre-commit-hooks.yaml",
        ".ci/run",
    ]
    .map(PathBuf::from);
    let paths = folders.chain(sources).chain(single);
    paths
        .map(|path| {
            let text = fs::read_to_string(&path).expect("the file can be read");
            (path.display().to_string(), text)
        })
        .collect()
}

#[test]
fn nothing_installs_tvgen_from_a_package_registry() {
    let rendered = spec_names().into_iter().flat_map(|name| {
        let artifacts = compile_spec(&name).1.artifacts.into_iter();
        artifacts.map(move |artifact| (format!("{name}: {}", artifact.path), artifact.text))
    });
    for (name, text) in read_published_texts().into_iter().chain(rendered) {
        assert_eq!(find_registry_installs(&text), [""; 0], "{name}");
    }
}

#[test]
fn an_install_from_a_package_registry_is_found() {
    for line in [
        "run: cargo install --locked tvgen@0.1.0",
        "cargo install tvgen",
        "`cargo binstall --no-confirm tvgen`",
        "uvx tvgen check",
        "pipx run tvgen",
        "pip install tvgen==0.1.0",
        "gem install tvgen",
        "npx --yes tvgen",
        "brew install acme/tap/tvgen",
        "additional_dependencies: [\"tvgen@0.1.0\"]",
        "docker run --rm tvgen:latest",
    ] {
        assert_eq!(find_registry_installs(line), [line]);
    }
    for line in [
        "cargo install --locked --git https://github.com/OWNER/tvgen --rev COMMIT tvgen",
        "`cargo install --path .` puts `tvgen` on your path.",
        "uses: OWNER/tvgen@COMMIT",
        "package=/opt/yarn-mirror/tvgen-front-end-1.0.0.tgz",
    ] {
        assert_eq!(find_registry_installs(line), [""; 0]);
    }
}

#[test]
fn the_drift_check_installs_the_commit_of_the_spec_before_the_checkout() {
    let artifacts = compile_spec("everything").1.artifacts;
    let workflow = workflow(&artifacts, "workflow");
    let steps = workflow["jobs"]["check_drift"]["steps"]
        .as_sequence()
        .expect("the job has steps");
    let steps: Vec<&str> = steps
        .iter()
        .filter_map(|step| {
            step["run"]
                .as_str()
                .or_else(|| step["uses"].as_str()?.split('@').next())
        })
        .collect();
    assert_eq!(
        steps,
        [
            "cargo install --locked --git https://github.com/OWNER/tvgen --rev 0123456789abcdef0123456789abcdef01234567 tvgen",
            "actions/checkout",
            "tvgen check everything.toml",
        ]
    );
}
