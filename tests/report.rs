//! What was found, in each form that `--format` names.

use serde_json::Value as Json;
use tvgen::source::Positions;

use crate::support::{HELLO, project::Project, snapshot};

/// A spec with a fault of each kind, the last of them in the file that it builds on.
fn faulty() -> Project {
    let own = "extends = \"platform.toml\"\nspec = 1\n\n[service]\nname = \"Hello\"\nport = \"3000\"\ntitle = \"Grüße\n\
               [base]\nalpine = \"3.22\"\nruby = \"3.4\"\nruby = \"3.4.7\"\npackages = [\n  \"libpq\",\n  { name = \"git\", version = 2 },\n]\n\
               user = \"x\"\n";
    let base = "[registries.ghcr]\nrepository = \"https://ghcr.io/acme/hello\"\nlogin = \"github-token\"\n\
                [scan]\ntool = \"trivy\"\n";
    Project::new()
        .file("service/tvgen.toml", own)
        .file("service/platform.toml", base)
}

/// A folder with the outputs of two specs, each file with another fault.
fn drifted() -> Project {
    let spec = |outputs: &str| {
        format!("{HELLO}[outputs]\ndockerfile = false\nworkflow = false\ndocs = false\n{outputs}")
    };
    let project = Project::new()
        .file("tvgen.toml", &spec("makefile = \"make/Makefile\"\n"))
        .file("two/tvgen.toml", &spec("makefile = false\n"));
    project.run(&["render"]).code(0);
    let makefile = project.read("make/Makefile");
    let edited = makefile.replace(":= help", ":= verify-image");
    project
        .file("make/Makefile", &edited)
        .file(".dockerignore", "*.log\n")
}

#[test]
fn every_kind_of_fault_is_said_in_the_order_of_the_files_in_each_form() {
    let project = faulty();
    project
        .run(&["lint", "service", "--format", "human"])
        .code(1)
        .stdout("")
        .snapshot_stderr_of("report", "human");
    for format in ["json", "github", "sarif"] {
        project
            .run(&["lint", "service", "--format", format])
            .code(1)
            .stderr("")
            .snapshot_of("report", format);
    }
}

#[test]
fn a_file_that_differs_is_said_in_each_form() {
    let project = drifted();
    for format in ["json", "github", "sarif"] {
        project
            .run(&["check", "tvgen.toml", "two", "--format", format])
            .code(1)
            .stderr("")
            .snapshot_of("report", &format!("check_{format}"));
    }
}

#[test]
fn render_tells_a_program_what_it_did_with_each_file() {
    let done = |project: &Project, arguments: &[&str], code| {
        let render = ["render", "tvgen.toml", "two", "--format", "json"];
        let run = project.run(&[&render, arguments].concat());
        let document = json(&run.code(code).out());
        let files = document["files"].as_array().expect("a list").iter();
        let words = files.map(|file| {
            let word = |key: &str| file[key].as_str().unwrap_or("-").to_owned();
            format!("{} {} {}", word("path"), word("state"), word("done"))
        });
        words.collect::<Vec<_>>()
    };
    let project = drifted();
    let left = |two| {
        let two = format!("two/.dockerignore {two}");
        let own = [".dockerignore foreign left", "make/Makefile edited left"];
        [&own[..], &[&two]].concat().join("\n")
    };
    let dry = done(&project, &["--dry-run"], 1).join("\n");
    assert_eq!(dry, left("missing left"));
    assert_eq!(done(&project, &[], 1).join("\n"), left("missing wrote"));
    assert_eq!(
        done(&project, &["--force"], 0),
        [
            ".dockerignore foreign replaced",
            "make/Makefile edited replaced",
            "two/.dockerignore same unchanged",
        ]
    );
    assert_eq!(
        done(&project, &[], 0),
        [
            ".dockerignore same unchanged",
            "make/Makefile same unchanged",
            "two/.dockerignore same unchanged",
        ]
    );
}

#[test]
fn a_file_that_render_leaves_alone_is_an_annotation_and_one_that_it_writes_is_none() {
    let project = drifted();
    project.run(&["render", "--format", "github"]).code(1).stdout(
        "::error file=.dockerignore,line=1,title=foreign file::.dockerignore: not made by tvgen%0AWrite what you want to keep \
         into the spec; for what no key says, put a path into `[ignore] paths`. --dry-run shows what would change; --force \
         replaces the file.\n\
         ::error file=make/Makefile,line=5,title=edited file::make/Makefile: edited by hand, line 5%0A`tvgen absorb` takes into \
         the spec what that can say. To keep the rest, put a target into a file that `[make] include` names. --dry-run shows \
         what would change; --force replaces the file.\n",
    );
    project
        .run(&["render", "--force", "--format", "github"])
        .code(0)
        .stdout("")
        .stderr("");
}

#[test]
fn lint_ends_with_what_it_found() {
    let warned = format!("{HELLO}[stages.production]\nuser = \"root\"\n");
    let project = Project::new()
        .file("tvgen.toml", HELLO)
        .file("warned.toml", &warned)
        .file("wrong.toml", &HELLO.replace("3.4.7", "3.4"))
        .bytes("binary.toml", b"\xff");
    for (specs, code) in [
        (&[][..], 0),
        (&["."], 0),
        (&["warned.toml"], 0),
        (&["wrong.toml"], 1),
        (&["warned.toml", "wrong.toml"], 1),
        (&["nowhere.toml"], 2),
        (&["binary.toml"], 2),
        (&["wrong.toml", "nowhere.toml"], 2),
    ] {
        project.run(&[&["lint"], specs].concat()).code(code);
    }
    assert_eq!(project.list().len(), 4, "lint writes nothing");
}

#[test]
fn lint_says_that_a_spec_has_no_errors_however_often_it_is_named() {
    let project = Project::new().file("tvgen.toml", HELLO);
    let one = "1 spec has no errors\n";
    project.run(&["lint"]).code(0).stdout(one).stderr("");
    project.run_with(&["lint", "-"], HELLO).code(0).stdout(one);
    let twice = project.run(&["lint", ".", "tvgen.toml"]);
    twice.code(0).stdout(one);
    project.run(&["lint", "--quiet"]).code(0).stdout("");
}

#[test]
fn a_spec_that_cannot_be_read_hides_nothing_of_the_others() {
    let project = Project::new()
        .file("one.toml", &HELLO.replace("3.4.7", "3.4"))
        .file("two.toml", &HELLO.replace("hello", "Hello"));
    for command in ["lint", "check", "render"] {
        let run = project.run(&[
            command,
            "one.toml",
            "nowhere.toml",
            "two.toml",
            "--format",
            "json",
        ]);
        let document = json(&run.code(2).out());
        let found = document["findings"].as_array().expect("a list").iter();
        let found: Vec<_> = found
            .map(|finding| (&finding["file"], &finding["name"]))
            .collect();
        assert_eq!(
            found,
            [
                (&"one.toml".into(), &"inexact-ruby".into()),
                (&"two.toml".into(), &"invalid-service-name".into()),
                (&"two.toml".into(), &"malformed-repository".into()),
            ],
            "{command}"
        );
        let failure = "cannot read nowhere.toml: No such file or directory (os error 2)";
        assert_eq!(document["failures"], Json::from(vec![failure]), "{command}");
    }
}

#[test]
fn a_program_gets_a_whole_document_when_there_is_nothing_to_say() {
    let project = Project::new().file("tvgen.toml", HELLO);
    let empty = "{\n  \"findings\": [],\n  \"files\": []\n}\n";
    project
        .run(&["lint", "--format", "json"])
        .code(0)
        .stdout(empty)
        .stderr("");
    project
        .run(&["lint", "--format", "github"])
        .code(0)
        .stdout("")
        .stderr("");
    let log = json(&project.run(&["lint", "--format", "sarif"]).code(0).out());
    assert_eq!(log["runs"][0]["results"], Json::Array(Vec::new()));
    assert_eq!(
        log["runs"][0]["invocations"][0]["executionSuccessful"],
        Json::Bool(true)
    );
}

#[test]
fn inside_github_actions_annotations_stand_beside_the_words() {
    let project = Project::new().file("tvgen.toml", &HELLO.replace("3.4.7", "3.4"));
    let actions = &[("GITHUB_ACTIONS", "true")];
    project.run_in(actions, &["lint"]).code(1).stdout("");
    let text = project.run_in(actions, &["lint"]).err();
    let token = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("::stop-commands::"));
    let token = token.expect("it begins with the runner's own command");
    assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit()));
    snapshot("report", "actions", &text.replace(token, "TOKEN"));
    let words = project.run(&["lint"]).code(1).err();
    // Whoever says how it is to be shown gets that and nothing else.
    project
        .run_in(actions, &["lint", "--format", "human"])
        .stderr(&words);
    project
        .run_in(actions, &["lint", "--format", "json"])
        .stderr("");
    project
        .run_in(&[("GITHUB_ACTIONS", "false")], &["lint"])
        .stderr(&words);
}

#[test]
fn what_cannot_run_is_an_annotation_too() {
    Project::new().run(&["check", "a,b:c%.toml", "--format", "github"]).code(2).stdout(
        "::error title=tvgen::cannot read a,b:c%25.toml: No such file or directory (os error 2)\n",
    );
}

#[test]
fn files_are_named_from_the_root_of_the_repository() {
    let project = faulty().file("service/.git/HEAD", "");
    let files = |variables: &[(&str, &str)], spec: &str, format| {
        let run = project.run_in(variables, &["lint", spec, "--format", format]);
        run.code(1).out()
    };
    let root = project.path("");
    let root = root.to_str().expect("it is UTF-8");
    let annotated = |text: &str| text.lines().filter_map(annotation_file).next_back();
    let from_root = files(&[("GITHUB_WORKSPACE", root)], "service", "github");
    assert_eq!(
        annotated(&from_root).as_deref(),
        Some("service/platform.toml")
    );
    // Elsewhere than where it says, the nearest folder that git knows, or else this one.
    let nowhere = files(
        &[("GITHUB_WORKSPACE", "/nowhere")],
        "service/../service",
        "github",
    );
    assert_eq!(
        annotated(&nowhere).as_deref(),
        Some("service/platform.toml")
    );
    let log = json(&files(&[], "service", "sarif"));
    let location = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "service/tvgen.toml");
}

#[test]
fn outputs_and_what_was_found_cannot_both_be_printed() {
    let project = Project::new().file("tvgen.toml", HELLO);
    for format in ["json", "github", "sarif"] {
        project.run(&["render", "--stdout", "--format", format]).code(2).stderr(&format!(
            "error: --stdout and --format {format} would both print on standard output: leave one of them out\n"
        ));
    }
    project
        .run(&["render", "--stdout", "--format", "human"])
        .code(0);
}

#[test]
fn the_runner_reads_an_annotation_as_it_was_meant() {
    let spec = HELLO.replace("\"hello\"", "\"50%25, a:b\"");
    let project = Project::new().file("a,b:c%.toml", &spec);
    project.run(&["lint", "a,b:c%.toml", "--format", "github"]).code(1).stdout(
        "::error file=a%2Cb%3Ac%25.toml,line=4,col=8,endLine=4,endColumn=20,title=TV0101 invalid-service-name::\
         `50%2525, a:b` is not a DNS label%0Awrite `name = \"50-25--a-b\"`\n",
    );
}

#[test]
fn what_has_several_lines_is_annotated_without_columns() {
    let spec = HELLO.replace("\"3.4.7\"", "[\n  \"3.4.7\",\n]");
    let project = Project::new().file("tvgen.toml", &spec);
    project.run(&["lint", "--format", "github"]).code(1).stdout(
        "::error file=tvgen.toml,line=7,endLine=9,title=TV0003 wrong-type::`base.ruby` is an array, not a string%0Awrite a \
         string\n",
    );
}

#[test]
fn a_person_sees_as_much_as_a_screen_holds_and_nothing_that_a_terminal_obeys() {
    let items = |item: &str| {
        let items = (0..50).map(|number| format!("\"{item}{number}\""));
        items.collect::<Vec<_>>().join(", ")
    };
    let lines = vec!["  \"git\""; 60].join(",\n");
    let spec = HELLO
        .replace("name = \"hello\"", "name = [\n  1,\n  2,\n] # below")
        .replace("ruby = \"3.4.7\"", &format!("ruby = [\n{lines}\n]"))
        .replace(
            "alpine = \"3.22\"",
            &format!(
                "packages = [{}, \"ä Bad\", {}] # \u{1b}[31m",
                items("p"),
                items("q")
            ),
        );
    Project::new()
        .file("tvgen.toml", &spec)
        .run(&["lint"])
        .code(1)
        .stdout("")
        .snapshot_stderr_of("report", "screen");
}

#[test]
fn positions_are_those_that_counting_from_the_beginning_finds() {
    let text: String = ["ä", "bc\n", "…", "\r\n", "d\te", "𝄞"]
        .into_iter()
        .cycle()
        .take(900)
        .collect();
    let positions = Positions::new(&text);
    let (mut line, mut column) = (1, 1);
    for (byte, c) in text.char_indices() {
        assert_eq!(positions.of(byte), (line, column), "{byte}");
        (line, column) = if c == '\n' {
            (line + 1, 1)
        } else {
            (line, column + 1)
        };
    }
    assert_eq!(positions.of(text.len()), (line, column));
    assert_eq!(
        Positions::new("\u{feff}a").of(4),
        (1, 2),
        "a mark is no character"
    );
}

/// What `::error file=FILE,…` says the file is.
fn annotation_file(line: &str) -> Option<String> {
    let rest = line.strip_prefix("::error file=")?;
    rest.split(',').next().map(str::to_owned)
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).expect("it is JSON")
}
