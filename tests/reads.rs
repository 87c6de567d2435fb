//! Every read is limited, and no file outside the repository is quoted.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use tvgen::repository::{gemfile, statement::parse_statements};

use crate::support::{
    HELLO, cpu_time,
    project::{Project, RunOutput},
};

/// Text that no message may show.
const SECRET: &str = "aws_secret_access_key";

/// A service in a repository, with the file `path` written by `write`.
fn service_with(path: &str, write: impl Fn(&std::path::Path)) -> Project {
    let project = Project::repository().file("tvgen.toml", HELLO);
    write(&project.path(path));
    project
}

/// Creates a sparse file of `bytes` zeros.
fn write_sparse(bytes: u64) -> impl Fn(&std::path::Path) {
    move |path| {
        let file = fs::File::create(path).expect("the file can be created");
        file.set_len(bytes).expect("the file can grow");
    }
}

#[test]
fn rules_read_files_up_to_1_mib_and_lockfiles_up_to_16_mib() {
    const MIB: u64 = 1024 * 1024;
    for (name, bytes, limit) in [
        (".ruby-version", 3 * 1024 * MIB, "1 MiB"),
        (".tool-versions", MIB + 1, "1 MiB"),
        (".terraform-version", MIB + 1, "1 MiB"),
        ("Gemfile", 100 * MIB, "1 MiB"),
        ("package.json", MIB + 1, "1 MiB"),
        ("Gemfile.lock", 16 * MIB + 1, "16 MiB"),
        ("yarn.lock", 3 * 1024 * MIB, "16 MiB"),
    ] {
        service_with(name, write_sparse(bytes))
            .run(&["lint"])
            .code(2)
            .stdout("")
            .stderr(&format!(
                "error: cannot read {name}: it is larger than {limit}\n\
                 help: replace or remove it; rules compare the spec with this file\n"
            ));
    }
    service_with("Gemfile.lock", write_sparse(MIB + 1))
        .run(&["lint", "--quiet"])
        .code(0);
}

/// Runs `tvgen` in `project` for at most a minute.
#[track_caller]
fn run_with_time_limit(project: &Project, arguments: &[&str]) -> RunOutput {
    let mut child = project.command(arguments).spawn().expect("tvgen runs");
    let start = Instant::now();
    while child.try_wait().expect("the child exists").is_none() {
        if start.elapsed() > Duration::from_secs(60) {
            child.kill().expect("the child exists");
            panic!("{arguments:?} blocks");
        }
        thread::sleep(Duration::from_millis(5));
    }
    RunOutput::new(child.wait_with_output().expect("tvgen exits"))
}

#[test]
fn a_device_as_a_spec_or_base_spec_does_not_block() {
    let project = Project::new().file("tvgen.toml", HELLO);
    for device in ["/dev/zero", "/proc/kmsg", "/dev/tty"] {
        for arguments in [
            &["lint", device][..],
            &["check", device],
            &["render", device],
            &["show", "--spec", device],
        ] {
            let output = run_with_time_limit(&project, arguments).code(2).err();
            let error = format!("error: cannot read {device}: ");
            assert!(output.starts_with(&error), "{output}");
        }
        let extends = format!("extends = \"{device}\"\n{HELLO}");
        let project = Project::new().file("tvgen.toml", &extends);
        let folders: [&[&str]; 3] = [
            &[],
            &["--allow-base-dir", "/dev"],
            &["--allow-base-dir", "/proc"],
        ];
        for allowed in folders {
            let arguments = [&["lint"], allowed].concat();
            run_with_time_limit(&project, &arguments).code(1);
        }
    }
}

#[test]
fn without_git_a_link_to_a_device_does_not_block() {
    for device in ["/dev/zero", "/proc/kmsg", "/dev/tty"] {
        for name in [".ruby-version", "Gemfile", "Gemfile.lock", "Makefile"] {
            let project = Project::new().file("tvgen.toml", HELLO).link(name, device);
            let output = run_with_time_limit(&project, &["check"]).code(2).err();
            assert!(output.contains(name), "{output}");
        }
    }
}

#[test]
fn a_pipe_or_a_device_does_not_block() {
    let service = || Project::repository().file("tvgen.toml", HELLO);
    service()
        .pipe("Gemfile")
        .run(&["lint", "."])
        .code(2)
        .mentions("cannot read ./Gemfile: it is a pipe");
    for device in ["/dev/zero", "/proc/kmsg", "/dev/tty"] {
        let error = "cannot read ./.ruby-version: it is a link to a file outside of the repository";
        service()
            .link(".ruby-version", device)
            .run(&["lint", "."])
            .code(2)
            .mentions(error);
    }
}

#[test]
fn generated_files_are_read_up_to_4_mib() {
    service_with("Makefile", write_sparse(4 * 1024 * 1024 + 1))
        .run(&["check"])
        .code(2)
        .mentions("cannot read Makefile: it is larger than 4 MiB");
}

#[test]
fn ignore_rules_are_read_within_limits() {
    let rules = "*a*b\n".repeat(300 * 1024 / 5);
    let project = Project::repository()
        .file("services/hello/tvgen.toml", HELLO)
        .file("services/.gitignore", &rules);
    let path = project.path("services/.gitignore").canonicalize();
    let path = path.expect("the file exists").display().to_string();
    project
        .run(&["lint", "."])
        .code(2)
        .stdout("")
        .stderr(&format!(
            "error: cannot read {path}: it is larger than 256 KiB\n"
        ));
    let rules = "*a*b\n".repeat(128 * 1024 / 5);
    project
        .file("services/.gitignore", &rules)
        .run(&["lint", "."])
        .code(2)
        .stdout("")
        .stderr(&format!(
            "error: cannot read {path}: with this file, the ignore rules have more than 40000 wildcards\n"
        ));
}

#[test]
fn ignore_rules_work_as_in_git_and_links_to_them_are_not_followed() {
    let project = Project::repository()
        .file(".gitignore", "/old\n*.tmp/\n!kept.tmp/\n")
        .file(".git/info/exclude", "/private/\n")
        .file("a/tvgen.toml", HELLO)
        .file("old/tvgen.toml", HELLO)
        .file("private/tvgen.toml", HELLO)
        .file("a/old/tvgen.toml", HELLO)
        .file("b.tmp/tvgen.toml", HELLO)
        .file("kept.tmp/tvgen.toml", HELLO)
        .file("c/.gitignore", "inner\n")
        .file("c/inner/tvgen.toml", HELLO)
        .file("c/outer/tvgen.toml", HELLO)
        .file("d/tvgen.toml", HELLO)
        .link("d/.gitignore", "/dev/zero")
        .link("a/.gitignore", "../c/.gitignore");
    let list_specs = |argument: &str| {
        let listed = project.run(&["lint", argument]).code(0).out();
        let names = listed
            .lines()
            .filter_map(|line| line.trim().strip_prefix("clean"));
        let names = names.map(|line| line.split(':').next().unwrap_or_default().trim().to_owned());
        names.collect::<Vec<String>>()
    };
    assert_eq!(
        list_specs("."),
        [
            "./a/old/tvgen.toml",
            "./a/tvgen.toml",
            "./c/outer/tvgen.toml",
            "./d/tvgen.toml",
            "./kept.tmp/tvgen.toml"
        ]
    );
}

#[test]
fn no_line_of_a_gemfile_takes_quadratic_time() {
    let parse = |pattern: &str, length: usize| {
        let code = pattern.repeat(length / pattern.len());
        let (found, time) = cpu_time::measure(|| {
            let groups = gemfile::groups(&code).map_or(0, |groups| groups.len());
            parse_statements(&code).len() + groups + gemfile::ruby_requirements(&code).len()
        });
        assert!(found > 0, "{pattern:?}");
        time
    };
    let lists = ["%w[", "%i(", "%W{", "%I<", "%w|", "%w[%i(%W{%I<%w|%w/%w!"];
    let others = [
        "\"",
        "'",
        "(",
        "[",
        "{",
        "#{",
        "\"#{",
        "do ",
        "<<~A ",
        "\\\n",
        "\\",
        ":",
        "::",
        "group ",
        "group: ",
        ":group => ",
        "ruby ",
        "ruby \"3\", ",
        "\"3\", ",
        "a",
        "%",
        "((\n",
        ",\n",
        "gem(\n",
        "\u{2028}x",
    ];
    // Quadratic time would take a hundred times as long as a plain Gemfile of the same length.
    for (patterns, length) in [(&lists[..], 2 * 1024 * 1024), (&others[..], 128 * 1024)] {
        let baseline = parse("gem \"rails\"\n", length);
        for pattern in patterns {
            let time = parse(pattern, length);
            assert!(
                time < baseline * 20,
                "{pattern:?} takes {time:?}, a plain Gemfile {baseline:?}"
            );
        }
    }
}

#[test]
fn a_linked_file_outside_the_repository_is_not_quoted() {
    let outside = Project::new()
        .file("credentials", &format!("{SECRET} = 1\n"))
        .file(
            "package.json",
            &format!("{{\"packageManager\": \"{SECRET}\"}}"),
        );
    for (name, target) in [
        (".ruby-version", "credentials"),
        (".tool-versions", "credentials"),
        ("Gemfile", "credentials"),
        ("Gemfile.lock", "credentials"),
        ("package.json", "package.json"),
        ("tvgen.toml", "credentials"),
    ] {
        let project = Project::repository().file("other.toml", HELLO);
        let project = if name == "tvgen.toml" {
            project
        } else {
            project.file(
                "tvgen.toml",
                &format!("{HELLO}[javascript]\nmanager = \"yarn\"\n"),
            )
        };
        let project = project.link(name, outside.path(target));
        for argument in [".", "tvgen.toml"] {
            let run = project.run(&["check", argument]).code(2);
            let run = run.mentions("it is a link to a file outside of the repository");
            assert!(!run.both().contains(SECRET), "{}", run.both());
        }
    }
}

#[test]
fn files_in_the_git_folder_are_not_quoted() {
    let project = Project::repository()
        .file(".git/config", &format!("[http]\nextraheader = {SECRET}\n"))
        .file("tvgen.toml", HELLO)
        .link(".ruby-version", ".git/config");
    project
        .run(&["lint"])
        .code(2)
        .mentions(".ruby-version: it is a link");
    fs::remove_file(project.path(".ruby-version")).expect("the file exists");
    let project = project.file("tvgen.toml", &format!("extends = \".git/config\"\n{HELLO}"));
    let run = project
        .run(&["lint"])
        .code(1)
        .mentions("`.git/config` cannot be read: it is inside `.git`");
    assert!(!run.both().contains(SECRET), "{}", run.both());
}

/// A service in the repository `app`, and files outside the repository.
fn service_with_files_outside(base: &str) -> Project {
    Project::new()
        .file("app/.git/HEAD", "ref: refs/heads/main\n")
        .file("app/tvgen.toml", &format!("extends = \"{base}\"\n{HELLO}"))
        .file("credentials", &format!("[default]\n{SECRET} = one two\n"))
        .file("shared/platform.toml", "[base]\npackages = [\"libpq\"]\n")
}

#[test]
fn a_base_spec_outside_the_repository_is_rejected_and_not_quoted() {
    let absolute = Project::new().file("credentials", SECRET);
    let absolute = absolute.path("credentials").display().to_string();
    let commands: [&[&str]; 6] = [
        &["lint", "app"],
        &["check", "app"],
        &["render", "app"],
        &["absorb", "app"],
        &["show", "--spec", "app"],
        &["explain", "base.ruby", "--spec", "app"],
    ];
    for base in [
        "../credentials",
        &absolute,
        "../nothing",
        "linked",
        "folder/credentials",
    ] {
        let project = service_with_files_outside(base)
            .link("app/linked", "../credentials")
            .link("app/folder", "..");
        for command in commands {
            let expected = format!("`{base}` is outside the git repository of this spec");
            let run = project.run(command).code(1).mentions(&expected);
            assert!(!run.both().contains(SECRET), "{}", run.both());
        }
    }
}

#[test]
fn a_base_spec_outside_the_repository_is_read_from_an_allowed_folder() {
    let project = service_with_files_outside("../shared/platform.toml");
    project
        .run(&["lint", "app"])
        .code(1)
        .mentions("help: move it inside, or pass `--allow-base-dir shared`");
    for command in [
        &["lint", "app", "--allow-base-dir", "shared"] as &[&str],
        &["--allow-base-dir", "shared", "render", "app"],
        &[
            "check",
            "app",
            "--allow-base-dir",
            ".",
            "--allow-base-dir",
            "shared",
        ],
        &["fleet", "table", "app", "--allow-base-dir", "shared"],
        &["fleet", "check", "app", "--allow-base-dir", "shared"],
        &[
            "fleet",
            "set",
            "base.timezone",
            "Europe/Paris",
            "app",
            "--in",
            "base",
            "--dry-run",
            "--allow-base-dir",
            "shared",
        ],
        &[
            "show",
            "base",
            "--spec",
            "app",
            "--allow-base-dir",
            "shared",
        ],
        &[
            "explain",
            "base.packages",
            "--spec",
            "app",
            "--allow-base-dir",
            "shared",
        ],
    ] {
        project.run(command).code(0);
    }
    project
        .run(&["lint", "app", "--allow-base-dir", "nowhere"])
        .code(2)
        .mentions("the folder does not exist");
}

#[test]
fn without_git_a_base_spec_must_be_in_the_folder_of_the_spec() {
    let project = Project::new()
        .file(
            "app/tvgen.toml",
            &format!("extends = \"../platform.toml\"\n{HELLO}"),
        )
        .file(
            "app/below/tvgen.toml",
            &format!("extends = \"base/platform.toml\"\n{HELLO}"),
        )
        .file(
            "app/below/base/platform.toml",
            "[base]\npackages = [\"libpq\"]\n",
        )
        .file("platform.toml", "[base]\npackages = [\"libpq\"]\n");
    project.run(&["lint", "app/below"]).code(0);
    let error =
        "`../platform.toml` is outside the folder of this spec, which is not in a git repository";
    project
        .run(&["lint", "app/tvgen.toml"])
        .code(1)
        .mentions(error)
        .mentions("`--allow-base-dir .`");
    project
        .run(&["lint", "app/tvgen.toml", "--allow-base-dir", "."])
        .code(0);
    project
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .run(&["lint", "app/tvgen.toml"])
        .code(0);
}
