//! Rules that compare a spec with the date, the catalogue of images and the files next to it.

use jiff::civil::Date;
use tvgen::{
    compile,
    source::{CompileInputs, Repository, Source},
};

use tvgen::source::in_memory::InMemoryFiles;

use crate::support::TODAY;

/// Lints a spec with `tables` on the date `today`, next to `files`: the names, messages and helps of its findings.
fn lint(tables: &str, today: Date, files: &[(&str, &str)]) -> Vec<String> {
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
    let neighbours = InMemoryFiles(&files);
    let inputs = CompileInputs {
        today,
        repository: (!files.is_empty()).then_some(&neighbours as &dyn Repository),
        is_on_disk: None,
    };
    let outcome = compile::compile(&Source::new("tvgen.toml", text), &inputs);
    let findings = outcome.findings.into_iter();
    findings
        .map(|finding| {
            let help = finding.help.unwrap_or_default();
            format!("{}: {}; {help}", finding.name, finding.message)
        })
        .collect()
}

/// Checks the findings of a spec with `tables` on the date of the tests.
#[track_caller]
fn check_spec(tables: &str, expected: &[&str]) {
    assert_eq!(lint(tables, TODAY, &[]), expected, "{tables}");
}

/// Checks the findings of a spec with `tables` next to `files`, and a lockfile if these have a Gemfile.
#[track_caller]
fn check_with_files(tables: &str, files: &[(&str, &str)], expected: &[&str]) {
    let has = |name: &str| files.iter().any(|(file, _)| *file == name);
    let lockfile = (has("Gemfile") && !has("Gemfile.lock")).then_some(("Gemfile.lock", "GEM\n"));
    let files: Vec<(&str, &str)> = files.iter().copied().chain(lockfile).collect();
    assert_eq!(lint(tables, TODAY, &files), expected, "{tables} {files:?}");
}

#[test]
fn an_unpublished_ruby_image_is_reported() {
    let base = |ruby: &str, alpine: &str, more: &str| {
        format!("[base]\nruby = \"{ruby}\"\nalpine = \"{alpine}\"\n{more}")
    };
    check_spec(
        &base("4.0.6", "3.22", ""),
        &[
            "unpublished-base: the image `ruby:4.0.6-alpine3.22` does not exist; write `alpine = \"3.24\"`: Ruby 4.0.6 was published on Alpine 3.23 and 3.24",
        ],
    );
    check_spec(
        &base("3.4.7", "3.99", "image = \"mirror.test/library/ruby\""),
        &[
            "unpublished-base: the image `mirror.test/library/ruby:3.4.7-alpine3.99` does not exist; write `alpine = \"3.23\"`: Ruby 3.4.7 was published on Alpine 3.21, 3.22 and 3.23",
        ],
    );
    // No findings: the catalogue has no Alpine release for Ruby 3.4.11; the newest Ruby of a series may be published on a newer
    // Alpine; images other than Ruby's have their own tags.
    check_spec(&base("3.4.11", "3.22", ""), &[]);
    check_spec(&base("4.0.7", "3.25", ""), &[]);
    check_spec(
        &base("3.4.10", "3.22", "image = \"ghcr.io/acme/library-ruby\""),
        &[],
    );
    check_spec(
        &base("3.4.10", "3.25", ""),
        &[
            "unpublished-base: the image `ruby:3.4.10-alpine3.25` does not exist; write `alpine = \"3.24\"`: Ruby 3.4.10 was published on Alpine 3.23 and 3.24",
        ],
    );
}

#[test]
fn a_ruby_version_outside_the_catalogue_is_reported() {
    let base = |ruby: &str| format!("[base]\nruby = \"{ruby}\"\nalpine = \"3.22\"");
    check_spec(
        &base("3.4.12"),
        &[
            "unknown-ruby: Ruby `3.4.12` is newer than tvgen's catalogue; write `ruby = \"3.4.11\"`, which is in the catalogue, or update tvgen",
        ],
    );
    check_spec(
        &base("4.1.0"),
        &[
            "unknown-ruby: Ruby `4.1.0` is newer than tvgen's catalogue; write `ruby = \"4.0.7\"`, which is in the catalogue, or update tvgen",
        ],
    );
    check_spec(
        &base("3.5.0"),
        &[
            "unknown-ruby: tvgen's catalogue has no image of Ruby `3.5.0`; write `ruby = \"4.0.7\"`, which is in the catalogue, or update tvgen",
        ],
    );
    check_spec(
        &base("2.3.8"),
        &[
            "ruby-end-of-life: Ruby `2.3.8` reached end of life on 2020-03-31; write `ruby = \"3.3.12\"` or newer",
        ],
    );
}

#[test]
fn an_end_of_life_is_reported_from_its_date() {
    let date = |text: &str| text.parse().expect("a date");
    for (base, today, expected) in [
        ("ruby = \"3.2.11\"\nalpine = \"3.23\"", "2026-03-31", vec![]),
        (
            "ruby = \"3.2.11\"\nalpine = \"3.23\"",
            "2026-04-01",
            vec![
                "ruby-end-of-life: Ruby `3.2.11` reached end of life on 2026-04-01; write `ruby = \"3.3.12\"` or newer",
            ],
        ),
        (
            "ruby = \"3.3.12\"\nalpine = \"3.23\"",
            "2027-03-31",
            vec![
                "ruby-end-of-life: Ruby `3.3.12` was expected to reach end of life on 2027-03-31; write `ruby = \"3.4.11\"` or newer",
            ],
        ),
        ("ruby = \"3.4.7\"\nalpine = \"3.21\"", "2026-10-31", vec![]),
        (
            "ruby = \"3.4.7\"\nalpine = \"3.21\"",
            "2026-11-01",
            vec![
                "alpine-end-of-life: Alpine `3.21` reached end of life on 2026-11-01; write `alpine = \"3.23\"`",
            ],
        ),
        (
            "ruby = \"3.4.6\"\nalpine = \"3.22\"",
            "2027-05-01",
            vec![
                "alpine-end-of-life: Alpine `3.22` reached end of life on 2027-05-01; write `alpine = \"3.24\"` and `ruby = \"3.4.10\"`: this pair has an image",
            ],
        ),
        (
            "ruby = \"3.4.7\"\nalpine = \"3.3\"\nimage = \"ghcr.io/acme/ruby\"",
            "2026-11-25",
            vec![
                "alpine-end-of-life: Alpine `3.3` reached end of life on 2018-05-01; write `alpine = \"3.23\"`",
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
                "pin-expired: `openssl` was needed until 2026-11-25; remove `openssl`, or write a later date if it is still needed",
            ],
        ),
    ] {
        assert_eq!(
            lint(&format!("[base]\n{base}"), date(today), &[]),
            expected,
            "{base} {today}"
        );
    }
}

#[test]
fn a_misspelled_key_is_not_also_missing() {
    check_spec(
        "[base]\nruby = \"3.4.7\"\nalpin = \"3.22\"",
        &["unknown-key: unknown key `base.alpin`; did you mean `alpine`?"],
    );
    check_spec(
        "[base]\nruby = \"3.4.7\"\ntimezon = \"Europe/London\"",
        &[
            "floating-alpine: `ruby:3.4.7-alpine` moves from one Alpine release to the next; write `alpine = \"3.23\"`, the release of this tag in tvgen's catalogue",
            "unknown-key: unknown key `base.timezon`; did you mean `timezone`?",
        ],
    );
}

#[test]
fn package_constraints_are_checked_as_apk_reads_them() {
    let base = |package: &str| {
        format!("[base]\nruby = \"3.4.7\"\nalpine = \"3.22\"\npackages = [{package}]")
    };
    check_spec(
        &base("\"libpq=17.6-r0\""),
        &[
            "exact-package-pin: `libpq` is pinned to `17.6-r0`, which Alpine deletes with the next fix; write `\"libpq>=17.6-r0\"`",
            "pin-without-reason: the constraint `=17.6-r0` on `libpq` has no reason; write `{ name = \"libpq\", version = \"=17.6-r0\", reason = \"…\" }`",
        ],
    );
    check_spec(
        &base("{ name = \"libpq\", version = \"~17\", reason = \" \" }"),
        &[
            "pin-without-reason: the constraint `~17` on `libpq` has no reason; add `reason = \"…\"`",
        ],
    );
    for fine in [
        "{ name = \"libpq\", version = \"=~17\", reason = \"a\" }",
        "{ name = \"libpq\", reason = \"a\" }",
        "{ name = \"libpq\" }",
        "\"libpq\"",
    ] {
        check_spec(&base(fine), &[]);
    }
}

#[test]
fn a_compiler_is_found_in_all_stages_below_the_runtime_stage() {
    let message = |name: &str, help: &str| {
        format!(
            "build-package-in-runtime: `{name}` is in the runtime image, where nothing is compiled; {help}"
        )
    };
    check_spec(
        "[stages.libraries]\npackages = [\"g++\", \"git\", \"nodejs\"]\n[stages.production]\nfrom = \"libraries\"\npackages = [\"clang19\"]",
        &[
            &message("g++", "move it to `stages.builder.packages`"),
            &message("clang19", "move it to `stages.builder.packages`"),
        ],
    );
    check_spec(
        "[stages.builder]\npackages = [\"make\"]\n[stages.production]\nfrom = \"builder\"",
        &[&message(
            "make",
            "build the runtime stage on `base`, and copy the files that it needs",
        )],
    );
    check_spec(
        "[stages.builder]\npackages = [\"make\", \"libpq-dev\"]",
        &[],
    );
}

#[test]
fn flags_of_bundle_install_are_found_in_commands() {
    let message = |version: &str, status: &str, flag: &str, instead: &str| {
        format!(
            "deprecated-bundler-flag: the flag `{flag}` is {status} in Bundler `{version}`; write `{instead}` instead"
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
        check_spec(
            &docs(command),
            &[&message("2.6.9", "deprecated", flag, instead)],
        );
    }
    for fine in [
        "bundle install --jobs 4 --retry 3 --no-cache --binstubs=bin",
        "bundle config set --local path vendor",
        "bundle exec rake install --path vendor",
        "gem install --path vendor",
    ] {
        check_spec(&docs(fine), &[]);
    }
    check_spec(
        &docs("bundle install --frozen").replace("2.6.9", "4.0.3"),
        &[&message(
            "4.0.3",
            "removed",
            "--frozen",
            "bundle config set --local frozen true",
        )],
    );
    check_spec(
        &docs("bundle install --frozen").replace("2.6.9", "1.17.3"),
        &[],
    );
    check_spec(
        &docs("bundle install --frozen").replace(
            "[stages.docs]",
            "[stages.docs]\nfrom = \"docker.io/library/ruby:2.0.0\"",
        ),
        &[],
    );
}

#[test]
fn every_file_that_requires_another_ruby_is_listed() {
    check_with_files(
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
            "ruby-version-mismatch: the spec uses Ruby `3.4.7`, but `.ruby-version` line 1 says `3.4.6`, and `.tool-versions` line 2 says `3.4.6`, and `Gemfile.lock` line 2 says `3.4.6p54`; write `ruby = \"3.4.6\"`, or `3.4.7` in `.ruby-version` and in `.tool-versions` and in `Gemfile.lock`",
        ],
    );
    check_with_files(
        "",
        &[(".ruby-version", "3.4.7\n"), ("Gemfile", "ruby '3.4'\n")],
        &[
            "ruby-version-mismatch: the spec uses Ruby `3.4.7`, but `Gemfile` line 1 says `3.4`; write `3.4.7` in `Gemfile`",
        ],
    );
    check_with_files(
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
fn the_bundler_of_the_image_must_match_the_lockfile() {
    let lockfile = [("Gemfile.lock", "BUNDLED WITH\n   2.5.22\n")];
    check_with_files("", &lockfile, &[]);
    check_with_files("[bundle]\nversion = \"2.5.22\"", &lockfile, &[]);
    check_with_files(
        "[base]\nruby = \"3.0.7\"\nalpine = \"3.16\"\n[lints]\nallow = [\"ruby-end-of-life\", \"alpine-end-of-life\"]",
        &lockfile,
        &[
            "bundler-version-mismatch: the spec uses Bundler `2.2.33`, but `Gemfile.lock` line 2 says `2.5.22`; write `version = \"2.5.22\"` in `[bundle]`, or run `bundle update --bundler=2.2.33`",
        ],
    );
    check_with_files(
        "[bundle]\nversion = \"2.6.9\"",
        &[("Gemfile.lock", "BUNDLED WITH\n   2.7.0.dev\n")],
        &[
            "bundler-version-mismatch: the spec uses Bundler `2.6.9`, but `Gemfile.lock` line 2 says `2.7.0.dev`; run `bundle update --bundler=2.6.9`",
        ],
    );
}

#[test]
fn only_groups_that_the_spec_names_must_exist() {
    let gemfile = [("Gemfile", "gem 'rails'\ngem 'debug', group: :development\n")];
    check_with_files("", &gemfile, &[]);
    check_with_files(
        "[bundle]\nwithout = [\"development\", \"ci\"]",
        &gemfile,
        &[
            "unknown-group: `Gemfile` has no gem in the group `ci`; remove `ci`, or add gems to the group",
        ],
    );
    check_with_files(
        "[bundle]\nwithout = [\"ci\"]",
        &[
            ("Gemfile", "eval_gemfile 'Gemfile.shared'\n"),
            ("Gemfile.shared", "gem 'puma'\n"),
        ],
        &[],
    );
    check_with_files(
        "[bundle]\nwithout = [\"ci\"]",
        &[(".ruby-version", "3.4.7\n")],
        &[],
    );
}

const YARN: &str = "[javascript]\nmanager = \"yarn\"\nversion = \"1.22.22\"\n[stages.builder]\npackages = [\"yarn\", \"npm\"]";
const NPM: &str = "[javascript]\nmanager = \"npm\"\nversion = \"11.6.2\"\n[stages.builder]\npackages = [\"nodejs\", \"npm\"]";

#[test]
fn a_lockfile_must_be_next_to_package_json() {
    let package_json = ("package.json", "{}");
    check_with_files(
        YARN,
        &[("Gemfile", "")],
        &[
            "missing-package-json: `package.json` does not exist in the folder of the spec; remove `[javascript]`, or write the path of `package.json` in `files`",
        ],
    );
    check_with_files(
        YARN,
        &[package_json],
        &[
            "missing-lockfile: `yarn` requires `yarn.lock` next to `package.json`; run `yarn install` and commit `yarn.lock`",
        ],
    );
    check_with_files(NPM, &[package_json, ("npm-shrinkwrap.json", "{}")], &[]);
    let frontend = NPM.replace(
        "\n[stages",
        "\nfiles = [\"./frontend/package.json\", \"frontend/package-lock.json\"]\n[stages",
    );
    check_with_files(
        &frontend,
        &[("frontend/package.json", "{}"), ("package-lock.json", "{}")],
        &[
            "missing-lockfile: `npm` requires `frontend/package-lock.json` next to `frontend/package.json`; run `npm install` and commit `frontend/package-lock.json`",
        ],
    );
    check_with_files(
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
fn the_lockfile_must_match_the_package_manager() {
    check_with_files(
        NPM,
        &[
            ("package.json", "{}"),
            ("yarn.lock", ""),
            ("pnpm-lock.yaml", ""),
        ],
        &[
            "missing-lockfile: `npm` requires `package-lock.json` next to `package.json`; write `manager = \"yarn\"` to use the existing lockfile, or run `npm install` and commit `package-lock.json`",
            "several-lockfiles: several lockfiles: `yarn.lock` and `pnpm-lock.yaml`; delete `yarn.lock` and `pnpm-lock.yaml`, and run `npm install`",
        ],
    );
    check_with_files(
        NPM,
        &[
            ("package.json", "{}"),
            ("package-lock.json", ""),
            ("npm-shrinkwrap.json", ""),
        ],
        &[
            "several-lockfiles: several lockfiles: `package-lock.json` and `npm-shrinkwrap.json`; delete `package-lock.json`: `npm` reads `npm-shrinkwrap.json`",
        ],
    );
}

#[test]
fn the_package_manager_must_match_package_json() {
    let named = |manager: &str| format!("{{\n  \"packageManager\": \"{manager}\"\n}}");
    let lock = ("yarn.lock", "# yarn lockfile v1\n");
    for (manager, expected) in [
        ("yarn@1.22.22+sha512.abc", None),
        ("yarn@1", None),
        ("yarn", None),
        (
            "yarn@4.9.2",
            Some(
                "the spec uses `yarn`, but `package.json` line 2 says `yarn@4.9.2`; write `manager = \"yarn-berry\"`, or change `package.json`",
            ),
        ),
        (
            "bun@1.1.0",
            Some(
                "the spec uses `yarn`, but `package.json` line 2 says `bun@1.1.0`; write `\"packageManager\": \"yarn@…\"` in `package.json`",
            ),
        ),
        (
            "yarn@1.22.19",
            Some(
                "the spec uses `yarn` `1.22.22`, but `package.json` line 2 says `yarn@1.22.19`; write `version = \"1.22.19\"`, or change `package.json`",
            ),
        ),
    ] {
        let expected = expected.map(|expected| format!("manager-mismatch: {expected}"));
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_with_files(YARN, &[("package.json", &named(manager)), lock], &expected);
    }
    let berry = YARN.replace(
        "\"yarn\"\nversion = \"1.22.22\"",
        "\"yarn-berry\"\nversion = \"4.9.2\"",
    );
    check_with_files(
        &berry,
        &[
            ("package.json", "{}"),
            (
                "yarn.lock",
                "# THIS IS AN AUTOGENERATED FILE.\n# yarn lockfile v1\n",
            ),
        ],
        &[
            "manager-mismatch: the spec uses `yarn-berry`, but `yarn.lock` line 2 is in the format of `yarn`; write `manager = \"yarn\"`, or run `yarn install` and commit `yarn.lock`",
        ],
    );
    check_with_files(
        &berry,
        &[
            ("package.json", "{}"),
            ("yarn.lock", "__metadata:\n  version: 8\n"),
        ],
        &[],
    );
}

#[test]
fn a_package_manager_must_be_installed_and_pinned() {
    let without = |manager: &str, help: &str| {
        format!(
            "javascript-without-node: no package of the stage `builder` provides `{manager}`; add `{help}` to `stages.builder.packages`"
        )
    };
    let unpinned = |manager: &str, version: &str| {
        format!(
            "unpinned-package-manager: `{manager}` is not pinned to a version; write the version that you use, as in `version = \"{version}\"`"
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
        check_spec(&text, &expected);
    }
    check_spec(
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
fn without_files_an_allowed_warning_about_them_is_not_unused() {
    check_spec("[lints]\nallow = [\"unknown-group\"]", &[]);
    check_spec(
        "[lints]\nallow = [\"pin-expired\"]",
        &["unused-allow: the warning `pin-expired` does not occur; remove `pin-expired`"],
    );
}
