//! A spec is held against the day, the images that there are, and the files beside it.

use jiff::civil::Date;
use tvgen::{
    compile,
    source::{Repository, Source, Surroundings},
};

use tvgen::source::neighbours::Neighbours;

use crate::support::TODAY;

/// What is found in a spec with `tables`, on the day `today`, beside the files `files`: names and messages.
fn found(tables: &str, today: Date, files: &[(&str, &str)]) -> Vec<String> {
    let mut text = format!("spec = 1\n{tables}\n");
    for table in [
        "[service]\nname = \"hello\"",
        "[base]\nruby = \"3.4.7\"\nalpine = \"3.22\"",
        "[registries.ghcr]\nrepository = \"ghcr.io/acme/hello\"\nlogin = \"github-token\"",
        "[scan]\ntool = \"trivy\"",
    ] {
        let head = table.lines().next().unwrap_or_default();
        if !tables.contains(head) {
            text = format!("{text}{table}\n");
        }
    }
    let files = files.iter();
    let files: Vec<_> = files
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let neighbours = Neighbours(&files);
    let surroundings = Surroundings {
        today,
        repository: (!files.is_empty()).then_some(&neighbours as &dyn Repository),
        is_written: None,
    };
    let outcome = compile::compile(&Source::new("tvgen.toml", text), &surroundings);
    let findings = outcome.findings.into_iter();
    findings
        .map(|finding| {
            let help = finding.help.unwrap_or_default();
            format!("{}: {}; {help}", finding.name, finding.message)
        })
        .collect()
}

/// Tables of a spec, and what is found on the day of the tests.
#[track_caller]
fn case(tables: &str, expected: &[&str]) {
    assert_eq!(found(tables, TODAY, &[]), expected, "{tables}");
}

/// Tables of a spec, the files beside it, and what is found.
#[track_caller]
fn beside(tables: &str, files: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(found(tables, TODAY, files), expected, "{tables} {files:?}");
}

#[test]
fn an_image_of_ruby_is_there_or_not() {
    let base = |ruby: &str, alpine: &str, more: &str| {
        format!("[base]\nruby = \"{ruby}\"\nalpine = \"{alpine}\"\n{more}")
    };
    case(
        &base("4.0.6", "3.22", ""),
        &[
            "unpublished-base: there is no image `ruby:4.0.6-alpine3.22`; write `alpine = \"3.24\"`: Ruby 4.0.6 was published on Alpine 3.23 and 3.24",
        ],
    );
    case(
        &base("3.4.7", "3.99", "image = \"mirror.test/library/ruby\""),
        &[
            "unpublished-base: there is no image `mirror.test/library/ruby:3.4.7-alpine3.99`; write `alpine = \"3.23\"`: Ruby 3.4.7 was published on Alpine 3.21, 3.22 and 3.23",
        ],
    );
    // The Alpine of 3.4.11 was not read, the newest of a series may come on a newer Alpine, others have their own images.
    case(&base("3.4.11", "3.22", ""), &[]);
    case(&base("4.0.7", "3.25", ""), &[]);
    case(
        &base("3.4.10", "3.22", "image = \"ghcr.io/acme/library-ruby\""),
        &[],
    );
    case(
        &base("3.4.10", "3.25", ""),
        &[
            "unpublished-base: there is no image `ruby:3.4.10-alpine3.25`; write `alpine = \"3.24\"`: Ruby 3.4.10 was published on Alpine 3.23 and 3.24",
        ],
    );
}

#[test]
fn a_ruby_is_known_or_not() {
    let base = |ruby: &str| format!("[base]\nruby = \"{ruby}\"\nalpine = \"3.22\"");
    case(
        &base("3.4.12"),
        &[
            "unknown-ruby: Ruby `3.4.12` is newer than any that tvgen knows; write `ruby = \"3.4.11\"`, the newest that is known; a newer tvgen knows more",
        ],
    );
    case(
        &base("4.1.0"),
        &[
            "unknown-ruby: Ruby `4.1.0` is newer than any that tvgen knows; write `ruby = \"4.0.7\"`, the newest that is known; a newer tvgen knows more",
        ],
    );
    case(
        &base("3.5.0"),
        &[
            "unknown-ruby: there is no image of Ruby `3.5.0` that tvgen knows; write `ruby = \"4.0.7\"`, the newest that is known; a newer tvgen knows more",
        ],
    );
    case(
        &base("2.3.8"),
        &[
            "ruby-end-of-life: nobody has looked after Ruby `2.3.8` since 2020-03-31; write `ruby = \"3.3.12\"`, or a newer one",
        ],
    );
}

#[test]
fn an_end_of_life_comes_on_its_day() {
    let day = |text: &str| text.parse().expect("a day");
    for (base, today, expected) in [
        ("ruby = \"3.2.11\"\nalpine = \"3.23\"", "2026-03-31", vec![]),
        (
            "ruby = \"3.2.11\"\nalpine = \"3.23\"",
            "2026-04-01",
            vec![
                "ruby-end-of-life: nobody has looked after Ruby `3.2.11` since 2026-04-01; write `ruby = \"3.3.12\"`, or a newer one",
            ],
        ),
        (
            "ruby = \"3.3.12\"\nalpine = \"3.23\"",
            "2027-03-31",
            vec![
                "ruby-end-of-life: Ruby `3.3.12` was to be looked after until 2027-03-31; write `ruby = \"3.4.11\"`, or a newer one",
            ],
        ),
        ("ruby = \"3.4.7\"\nalpine = \"3.21\"", "2026-10-31", vec![]),
        (
            "ruby = \"3.4.7\"\nalpine = \"3.21\"",
            "2026-11-01",
            vec![
                "alpine-end-of-life: nobody has looked after Alpine `3.21` since 2026-11-01; write `alpine = \"3.23\"`",
            ],
        ),
        (
            "ruby = \"3.4.6\"\nalpine = \"3.22\"",
            "2027-05-01",
            vec![
                "alpine-end-of-life: nobody has looked after Alpine `3.22` since 2027-05-01; write `alpine = \"3.24\"`, with a Ruby that is there on it: `ruby = \"3.4.10\"`",
            ],
        ),
        (
            "ruby = \"3.4.7\"\nalpine = \"3.3\"\nimage = \"ghcr.io/acme/ruby\"",
            "2026-11-25",
            vec![
                "alpine-end-of-life: nobody has looked after Alpine `3.3` since 2018-05-01; write `alpine = \"3.23\"`",
            ],
        ),
        (
            "ruby = \"3.4.7\"\nalpine = \"3.22\"\npackages = [{ name = \"openssl\", version = \">=3.5.7-r0\", reason = \"a\", until = 2026-11-26 }]",
            "2026-11-25",
            vec![],
        ),
        (
            "ruby = \"3.4.7\"\nalpine = \"3.22\"\npackages = [{ name = \"openssl\", until = 2026-11-25T10:00:00Z }]",
            "2026-11-25",
            vec![
                "pin-expired: `openssl` was to be there until 2026-11-25 only; take `openssl` out, or write a later day if it is still needed",
            ],
        ),
    ] {
        assert_eq!(
            found(&format!("[base]\n{base}"), day(today), &[]),
            expected,
            "{base} {today}"
        );
    }
}

#[test]
fn a_key_with_a_typing_error_is_not_missing_too() {
    case(
        "[base]\nruby = \"3.4.7\"\nalpin = \"3.22\"",
        &["unknown-key: there is no key `base.alpin`; did you mean `alpine`?"],
    );
    case(
        "[base]\nruby = \"3.4.7\"\ntimezon = \"Europe/London\"",
        &[
            "floating-alpine: `ruby:3.4.7-alpine` moves from one Alpine to the next; write `alpine = \"3.23\"`, which it was on when it was last seen",
            "unknown-key: there is no key `base.timezon`; did you mean `timezone`?",
        ],
    );
}

#[test]
fn a_package_is_held_as_apk_holds_it() {
    let base = |package: &str| {
        format!("[base]\nruby = \"3.4.7\"\nalpine = \"3.22\"\npackages = [{package}]")
    };
    case(
        &base("\"libpq=17.6-r0\""),
        &[
            "exact-package-pin: `libpq` is held at `17.6-r0`, which Alpine deletes with the next fix; write `\"libpq>=17.6-r0\"`",
            "pin-without-reason: nothing says why `libpq` has to be `=17.6-r0`; write `{ name = \"libpq\", version = \"=17.6-r0\", reason = \"…\" }`",
        ],
    );
    case(
        &base("{ name = \"libpq\", version = \"~17\", reason = \" \" }"),
        &["pin-without-reason: nothing says why `libpq` has to be `~17`; add `reason = \"…\"`"],
    );
    for fine in [
        "{ name = \"libpq\", version = \"=~17\", reason = \"a\" }",
        "{ name = \"libpq\", reason = \"a\" }",
        "{ name = \"libpq\" }",
        "\"libpq\"",
    ] {
        case(&base(fine), &[]);
    }
}

#[test]
fn a_compiler_is_looked_for_in_what_the_runtime_stage_is_built_on() {
    let message = |name: &str, help: &str| {
        format!(
            "build-package-in-runtime: `{name}` is in the image that runs, where nothing is compiled; {help}"
        )
    };
    case(
        "[stages.libraries]\npackages = [\"g++\", \"git\", \"nodejs\"]\n[stages.production]\nfrom = \"libraries\"\npackages = [\"clang19\"]",
        &[
            &message("g++", "move it to `stages.builder.packages`"),
            &message("clang19", "move it to `stages.builder.packages`"),
        ],
    );
    case(
        "[stages.builder]\npackages = [\"make\"]\n[stages.production]\nfrom = \"builder\"",
        &[&message(
            "make",
            "build the runtime stage on `base`, and copy into it what it needs",
        )],
    );
    case(
        "[stages.builder]\npackages = [\"make\", \"libpq-dev\"]",
        &[],
    );
}

#[test]
fn flags_of_bundle_install_are_found_in_commands() {
    let message = |version: &str, what: &str, flag: &str, instead: &str| {
        format!(
            "deprecated-bundler-flag: Bundler `{version}` {what} the flag `{flag}`; write `{instead}` instead"
        )
    };
    let docs = |command: &str| {
        format!(
            "[bundle]\nversion = \"2.6.9\"\n[stages.docs]\nrun = ['{command}']\n[stages.production]\ncopy = [{{ from = \"docs\", path = \"/app\" }}]"
        )
    };
    for (command, flag, instead) in [
        (
            "bundle install --without development test --jobs 4",
            "--without",
            "bundle config set --local without 'development test'",
        ),
        (
            "cd docs && RAILS_ENV=production bundle --deployment",
            "--deployment",
            "bundle config set --local deployment true",
        ),
        (
            "bin/bundle install --path=vendor",
            "--path",
            "bundle config set --local path vendor",
        ),
        (
            "(bundle install --force)",
            "--force",
            "bundle install --redownload",
        ),
    ] {
        case(
            &docs(command),
            &[&message("2.6.9", "warns of", flag, instead)],
        );
    }
    for fine in [
        "bundle install --jobs 4 --retry 3 --no-cache --binstubs=bin",
        "bundle config set --local path vendor",
        "bundle exec rake install --path vendor",
        "gem install --path vendor",
    ] {
        case(&docs(fine), &[]);
    }
    case(
        &docs("bundle install --frozen").replace("2.6.9", "4.0.3"),
        &[&message(
            "4.0.3",
            "refuses",
            "--frozen",
            "bundle config set --local frozen true",
        )],
    );
    case(
        &docs("bundle install --frozen").replace("2.6.9", "1.17.3"),
        &[],
    );
    case(
        &docs("bundle install --frozen").replace(
            "[stages.docs]",
            "[stages.docs]\nfrom = \"docker.io/library/ruby:2.0.0\"",
        ),
        &[],
    );
}

#[test]
fn each_file_that_asks_for_another_ruby_is_named() {
    beside(
        "",
        &[
            (".ruby-version", "3.4.6\n"),
            (".tool-versions", "nodejs 22.1.0\nruby 3.4.6\n"),
            (
                "Gemfile",
                "source 'https://rubygems.org'\n\nruby file: '.ruby-version'\n",
            ),
            ("Gemfile.lock", "RUBY VERSION\n   ruby 3.4.6p54\n"),
        ],
        &[
            "ruby-version-mismatch: Ruby is `3.4.7` here, but `.ruby-version` line 1 says `3.4.6`, and `.tool-versions` line 2 says `3.4.6`, and `Gemfile.lock` line 2 says `3.4.6p54`; write `ruby = \"3.4.6\"`, or `3.4.7` in `.ruby-version` and in `.tool-versions` and in `Gemfile.lock`",
        ],
    );
    beside(
        "",
        &[(".ruby-version", "3.4.7\n"), ("Gemfile", "ruby '3.4'\n")],
        &[
            "ruby-version-mismatch: Ruby is `3.4.7` here, but `Gemfile` line 1 says `3.4`; write `3.4.7` in `Gemfile`",
        ],
    );
    beside(
        "",
        &[
            (
                "Gemfile",
                "if ENV['NEXT']\n  ruby '4.0.0'\nelse\n  ruby '~> 3.4.0'\nend\n",
            ),
            (".tool-versions", "ruby 3.3.1 3.4.7"),
        ],
        &[],
    );
}

#[test]
fn the_bundler_of_the_lockfile_counts_where_it_is_not_put_in_place() {
    let lockfile = [("Gemfile.lock", "BUNDLED WITH\n   2.5.22\n")];
    beside("", &lockfile, &[]);
    beside("[bundle]\nversion = \"2.5.22\"", &lockfile, &[]);
    beside(
        "[base]\nruby = \"3.0.7\"\nalpine = \"3.16\"\n[lints]\nallow = [\"ruby-end-of-life\", \"alpine-end-of-life\"]",
        &lockfile,
        &[
            "bundler-version-mismatch: Bundler is `2.2.33` here, but `Gemfile.lock` line 2 says `2.5.22`; write `version = \"2.5.22\"` below `[bundle]`, or run `bundle update --bundler=2.2.33`",
        ],
    );
    beside(
        "[bundle]\nversion = \"2.6.9\"",
        &[("Gemfile.lock", "BUNDLED WITH\n   2.7.0.dev\n")],
        &[
            "bundler-version-mismatch: Bundler is `2.6.9` here, but `Gemfile.lock` line 2 says `2.7.0.dev`; run `bundle update --bundler=2.6.9`",
        ],
    );
}

#[test]
fn only_groups_that_are_written_are_looked_for() {
    let gemfile = [("Gemfile", "gem 'rails'\ngem 'debug', group: :development\n")];
    beside("", &gemfile, &[]);
    beside(
        "[bundle]\nwithout = [\"development\", \"ci\"]",
        &gemfile,
        &[
            "unknown-group: no gem of `Gemfile` is in the group `ci`; take `ci` out, or put gems into the group",
        ],
    );
    beside(
        "[bundle]\nwithout = [\"ci\"]",
        &[("Gemfile", "eval_gemfile 'Gemfile.shared'\n")],
        &[],
    );
    beside(
        "[bundle]\nwithout = [\"ci\"]",
        &[(".ruby-version", "3.4.7\n")],
        &[],
    );
}

const YARN: &str = "[javascript]\nmanager = \"yarn\"\nversion = \"1.22.22\"\n[stages.builder]\npackages = [\"yarn\", \"npm\"]";
const NPM: &str = "[javascript]\nmanager = \"npm\"\nversion = \"11.6.2\"\n[stages.builder]\npackages = [\"nodejs\", \"npm\"]";

#[test]
fn a_lockfile_is_looked_for_where_package_json_is() {
    let package_json = ("package.json", "{}");
    beside(YARN, &[("Gemfile", "")], &[]);
    beside(
        YARN,
        &[package_json],
        &[
            "missing-lockfile: `yarn` has no `yarn.lock` beside `package.json`; run `yarn install` and commit `yarn.lock`",
        ],
    );
    beside(NPM, &[package_json, ("npm-shrinkwrap.json", "{}")], &[]);
    let frontend = NPM.replace(
        "\n[stages",
        "\nfiles = [\"./frontend/package.json\", \"frontend/package-lock.json\"]\n[stages",
    );
    beside(
        &frontend,
        &[("frontend/package.json", "{}"), ("package-lock.json", "{}")],
        &[
            "missing-lockfile: `npm` has no `frontend/package-lock.json` beside `frontend/package.json`; run `npm install` and commit `frontend/package-lock.json`",
        ],
    );
    beside(
        &frontend,
        &[
            package_json,
            ("frontend/package.json", "{}"),
            ("frontend/package-lock.json", "{}"),
        ],
        &[],
    );
}

#[test]
fn the_lockfile_that_counts_is_the_managers_own() {
    beside(
        NPM,
        &[
            ("package.json", "{}"),
            ("yarn.lock", ""),
            ("pnpm-lock.yaml", ""),
        ],
        &[
            "missing-lockfile: `npm` has no `package-lock.json` beside `package.json`; write `manager = \"yarn\"`, whose lockfile is there, or run `npm install` and commit `package-lock.json`",
            "several-lockfiles: beside `yarn.lock` there is `pnpm-lock.yaml`; delete `yarn.lock` and `pnpm-lock.yaml`, and run `npm install`",
        ],
    );
    beside(
        NPM,
        &[
            ("package.json", "{}"),
            ("package-lock.json", ""),
            ("npm-shrinkwrap.json", ""),
        ],
        &[
            "several-lockfiles: beside `package-lock.json` there is `npm-shrinkwrap.json`; delete `package-lock.json`: `npm` reads `npm-shrinkwrap.json`",
        ],
    );
}

#[test]
fn what_package_json_names_is_another_manager_or_not() {
    let named = |manager: &str| format!("{{\n  \"packageManager\": \"{manager}\"\n}}");
    let lock = ("yarn.lock", "# yarn lockfile v1\n");
    for (manager, expected) in [
        ("yarn@1.22.22+sha512.abc", None),
        ("yarn@1", None),
        ("yarn", None),
        (
            "yarn@4.9.2",
            Some(
                "`yarn` installs packages, but `package.json` line 2 says `yarn@4.9.2`; write `manager = \"yarn-berry\"`, or change `package.json`",
            ),
        ),
        (
            "bun@1.1.0",
            Some(
                "`yarn` installs packages, but `package.json` line 2 says `bun@1.1.0`; write `yarn` in `package.json`",
            ),
        ),
        (
            "yarn@1.22.19",
            Some(
                "`yarn` is `1.22.22` here, but `package.json` line 2 says `yarn@1.22.19`; write `version = \"1.22.19\"`, or change `package.json`",
            ),
        ),
    ] {
        let expected = expected.map(|expected| format!("manager-mismatch: {expected}"));
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        beside(YARN, &[("package.json", &named(manager)), lock], &expected);
    }
    let berry = YARN.replace(
        "\"yarn\"\nversion = \"1.22.22\"",
        "\"yarn-berry\"\nversion = \"4.9.2\"",
    );
    beside(
        &berry,
        &[
            ("package.json", "{}"),
            (
                "yarn.lock",
                "# THIS IS AN AUTOGENERATED FILE.\n# yarn lockfile v1\n",
            ),
        ],
        &[
            "manager-mismatch: `yarn-berry` installs packages, but `yarn.lock` line 2 is of `yarn`; write `manager = \"yarn\"`, or run `yarn install`",
        ],
    );
    beside(
        &berry,
        &[
            ("package.json", "{}"),
            ("yarn.lock", "__metadata:\n  version: 8\n"),
        ],
        &[],
    );
}

#[test]
fn a_package_manager_is_installed_and_pinned() {
    let without = |manager: &str, help: &str| {
        format!(
            "javascript-without-node: no package of `builder` brings the command that `{manager}` needs; add `{help}` to `stages.builder.packages`"
        )
    };
    let unpinned = |manager: &str, version: &str| {
        format!(
            "unpinned-package-manager: `{manager}` is of whatever version there is; name the version that you use, as in `version = \"{version}\"`"
        )
    };
    let spec = |javascript: &str, builder: &str| {
        format!("[javascript]\n{javascript}\n[stages.builder]\n{builder}")
    };
    let cases = [
        (
            "manager = \"pnpm\"",
            "packages = [\"nodejs\", \"npm\"]",
            vec![unpinned("pnpm", "10.4.1"), without("pnpm", "\"pnpm\"")],
        ),
        (
            "manager = \"yarn\"",
            "packages = [\"git\"]",
            vec![
                unpinned("yarn", "1.22.22"),
                without("yarn", "\"nodejs\", \"yarn\""),
            ],
        ),
        (
            "manager = \"yarn-berry\"\nversion = \"4.9.2\"",
            "packages = [\"nodejs-current\"]",
            vec![without("yarn-berry", "\"npm\"")],
        ),
        (
            "manager = \"yarn\"\nversion = \"1.22.22\"",
            "packages = [\"yarn\"]",
            vec![],
        ),
        (
            "manager = \"npm\"",
            "packages = [{ name = \"npm\", version = \"~11\", reason = \"a\" }]",
            vec![],
        ),
        (
            "manager = \"npm\"",
            "packages = [{ name = \"npm\", version = \">=11\", reason = \"a\" }]",
            vec![unpinned("npm", "11.19.1")],
        ),
        (
            "manager = \"pnpm\"",
            "packages = [\"nodejs\", \"npm\"]\nrun = { before_bundle = [\"npm install --global pnpm@10.4.1\"] }",
            vec![],
        ),
        (
            "manager = \"npm\"\nversion = \"11.6.2\"",
            "run = { after_bundle = [\"bin/install-node\"] }",
            vec![],
        ),
        (
            "manager = \"npm\"\nversion = \"11.6.2\"",
            "from = \"node\"\n[stages.node]\ncopy = [{ from = \"docker.io/library/node:24.1.0-alpine\", path = \"/usr/local\", to = \"/usr/local\" }]",
            vec![],
        ),
    ];
    for (javascript, builder, expected) in cases {
        let text = if builder.contains("[stages.node]") {
            let (builder, node) = builder.split_once("\n[").expect("two tables");
            format!("[javascript]\n{javascript}\n[{node}\n[stages.builder]\n{builder}")
        } else {
            spec(javascript, builder)
        };
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        case(&text, &expected);
    }
    case(
        &format!(
            "[base]\nruby = \"3.4.7\"\nalpine = \"3.22\"\npackages = [\"npm\"]\n{}",
            spec(
                "manager = \"npm\"\nversion = \"11.6.2\"",
                "packages = [\"git\"]"
            )
        ),
        &[],
    );
}

#[test]
fn an_allowed_warning_about_files_is_not_unused_where_there_are_none() {
    case("[lints]\nallow = [\"unknown-group\"]", &[]);
    case(
        "[lints]\nallow = [\"pin-expired\"]",
        &["unused-allow: there is no `pin-expired` to allow; take `pin-expired` out"],
    );
}
