//! The Dockerfile copies what installations read, each file to its own folder, and says what services need.

use jiff::civil::date;
use tvgen::{
    compile::{Outcome, compile},
    source::{CompileInputs, Source, in_memory::InMemoryFiles},
};

use crate::support::find_artifact;

const SPEC: &str = r#"spec = 1
[service]
name = "letters"
[base]
ruby = "3.4.7"
alpine = "3.22"
packages = ["nodejs", "npm"]
[registries.ghcr]
repository = "ghcr.io/acme/letters"
login = "github-token"
[scan]
tool = "trivy"
"#;

const LOCK: &str = "GEM\n  remote: https://rubygems.org/\n  specs:\n    rails (8.0.3)\n";

type File<'a> = (&'a str, &'a str);

/// Compiles [`SPEC`] and `tables` in a repository with `files`.
fn compile_in(files: &[File], tables: &str) -> Outcome {
    let mut files: Vec<(String, String)> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    for (path, text) in [("Gemfile", "gem 'rails'\n"), ("Gemfile.lock", LOCK)] {
        if files.iter().all(|(known, _)| known != path) {
            files.push((path.to_owned(), text.to_owned()));
        }
    }
    let source = Source::new("tvgen.toml", format!("{SPEC}{tables}"));
    let repository = InMemoryFiles(&files);
    let inputs = CompileInputs {
        repository: Some(&repository),
        ..CompileInputs::for_day(date(2026, 11, 30))
    };
    compile(&source, &inputs)
}

/// The `COPY` instructions before `COPY . .`, without the keyword.
fn copies(files: &[File], tables: &str) -> Vec<String> {
    let outcome = compile_in(files, tables);
    let artifacts = &outcome.artifacts;
    assert!(!artifacts.is_empty(), "{:?}", outcome.findings);
    let dockerfile = &find_artifact(artifacts, "dockerfile").text;
    let lines = dockerfile
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "));
    let before = lines.take_while(|copy| *copy != ". .");
    before.map(str::to_owned).collect()
}

/// The messages of the findings with the name `rule`.
fn messages(files: &[File], tables: &str, rule: &str) -> Vec<String> {
    let findings = compile_in(files, tables).findings.into_iter();
    let own = findings.filter(|finding| finding.name == rule);
    own.map(|finding| finding.message).collect()
}

fn npm(version: &str) -> String {
    format!("[javascript]\nmanager = \"npm\"\nversion = \"{version}\"\n")
}

#[test]
fn files_that_the_gemfile_reads_are_copied_before_the_gems_are_installed() {
    let path = "PATH\n  remote: engines/billing\n  specs:\n    billing (0.1.0)\n\n";
    let locked = format!("{path}{LOCK}");
    for (files, expected) in [
        (
            &[
                ("Gemfile.lock", locked.as_str()),
                ("engines/billing/billing.gemspec", ""),
                ("engines/billing/lib/billing.rb", ""),
            ][..],
            &["engines/billing engines/billing/"][..],
        ),
        (
            &[
                ("Gemfile", "ruby file: '.ruby-version'\n"),
                (".ruby-version", "3.4.7\n"),
            ],
            &[],
        ),
        (
            &[
                ("Gemfile", "ruby File.read('config/ruby').strip\n"),
                ("config/ruby", "3.4.7"),
            ],
            &["config/ruby config/"],
        ),
        // A file that is evaluated may evaluate another one, relative to itself.
        (
            &[
                ("Gemfile", "eval_gemfile 'gems/common.rb'\n"),
                (
                    "gems/common.rb",
                    "eval_gemfile File.join(__dir__, 'test.rb')\n",
                ),
                ("gems/test.rb", "gem 'debug'\n"),
            ],
            &["gems/common.rb gems/test.rb gems/"],
        ),
        (
            &[
                ("Gemfile", "require_relative 'lib/versions'\n"),
                ("lib/versions.rb", ""),
            ],
            &["lib/versions.rb lib/"],
        ),
        (
            &[
                ("Gemfile", "gemspec\n"),
                (
                    "letters.gemspec",
                    "require_relative 'lib/letters/version'\n",
                ),
                ("lib/letters/version.rb", ""),
                ("lib/letters.rb", ""),
            ],
            &["lib/letters/version.rb lib/letters/"],
        ),
        (
            &[("vendor/cache/rails-8.0.3.gem", "")],
            &["vendor/cache vendor/cache/"],
        ),
        // Without a lockfile entry, the Gemfile names the folder.
        (
            &[
                (
                    "Gemfile",
                    "path 'engines' do\n  gem 'billing'\nend\ngem 'x', path: 'gems/x'\n",
                ),
                ("engines/billing/billing.gemspec", ""),
                ("gems/x/x.gemspec", ""),
            ],
            &["engines engines/", "gems/x gems/x/"],
        ),
        // Only checkouts with the file would build.
        (
            &[
                (
                    "Gemfile",
                    "eval_gemfile 'Gemfile.local' if File.exist?('Gemfile.local')\n",
                ),
                ("Gemfile.local", ""),
                (".gitignore", "*.local\n"),
            ],
            &[],
        ),
    ] {
        let copies = copies(files, "");
        assert!(copies[0].starts_with("Gemfile Gemfile.lock "), "{copies:?}");
        assert_eq!(copies[1..], *expected, "{files:?}");
    }
    let root = copies(
        &[
            ("Gemfile", "ruby file: '.ruby-version'\n"),
            (".ruby-version", "3.4.7\n"),
        ],
        "",
    );
    assert_eq!(root, ["Gemfile Gemfile.lock .ruby-version ./"]);
}

#[test]
fn files_that_a_package_manager_reads_are_copied_before_the_packages_are_installed() {
    let berry = "[javascript]\nmanager = \"yarn-berry\"\nversion = \"4.9.2\"\n";
    let pnpm = "[javascript]\nmanager = \"pnpm\"\nversion = \"10.31.0\"\n";
    let yarn = "[javascript]\nmanager = \"yarn\"\nversion = \"1.22.22\"\n";
    let npm = npm("11.6.2");
    for (tables, files, expected) in [
        (
            berry,
            &[
                (
                    "package.json",
                    r#"{"dependencies": {"esbuild": "patch:esbuild@npm%3A0.25.0#~/patches/esbuild.patch"}}"#,
                ),
                ("yarn.lock", "__metadata:\n  version: 8\n"),
                (
                    ".yarnrc.yml",
                    "nodeLinker: node-modules\nyarnPath: .yarn/releases/yarn-4.9.2.cjs\nplugins:\n  - path: .yarn/plugins/x.cjs\n    spec: x\n",
                ),
                (".yarn/releases/yarn-4.9.2.cjs", ""),
                (".yarn/plugins/x.cjs", ""),
                (".yarn/patches/other.patch", ""),
                ("patches/esbuild.patch", ""),
            ][..],
            &[
                "package.json yarn.lock .yarnrc.yml ./",
                ".yarn/patches .yarn/patches/",
                ".yarn/releases/yarn-4.9.2.cjs .yarn/releases/",
                ".yarn/plugins/x.cjs .yarn/plugins/",
                "patches/esbuild.patch patches/",
            ][..],
        ),
        (
            pnpm,
            &[
                (
                    "package.json",
                    r#"{"pnpm": {"patchedDependencies": {"vite@6.0.0": "patches/vite.patch"}}}"#,
                ),
                ("pnpm-lock.yaml", "lockfileVersion: '9.0'\n"),
                (
                    "pnpm-workspace.yaml",
                    "packages:\n  - '.'\n  - 'apps/**'\n  - '!apps/old'\npatchedDependencies:\n  is-number: patches/is.patch\n",
                ),
                (".pnpmfile.cjs", ""),
                (".npmrc", "engine-strict=true\n"),
                ("apps/web/package.json", "{}"),
                ("apps/old/package.json", "{}"),
                ("apps/group/admin/package.json", "{}"),
                ("apps/web/node_modules/x/package.json", "{}"),
                ("patches/vite.patch", ""),
                ("patches/is.patch", ""),
            ],
            &[
                "package.json pnpm-lock.yaml pnpm-workspace.yaml .npmrc .pnpmfile.cjs ./",
                "patches/is.patch patches/vite.patch patches/",
                "apps/web/package.json apps/web/",
                "apps/group/admin/package.json apps/group/admin/",
            ],
        ),
        (
            &npm,
            &[
                (
                    "package.json",
                    r#"{"workspaces": {"packages": ["packages/*"]},
                    "scripts": {"postinstall": "npm run copy && patch-package", "copy": "NODE_ENV=production node script/copy"}}"#,
                ),
                ("npm-shrinkwrap.json", "{}"),
                (
                    "packages/widgets/package.json",
                    r#"{"dependencies": {"icons": "file:../../vendor/icons.tgz"}}"#,
                ),
                ("packages/readme.md", ""),
                ("script/copy.js", "const list = require('./list')\n"),
                ("script/list.js", "import '../config/list.json'\n"),
                ("config/list.json", "[]"),
                ("patches/a.patch", ""),
                ("vendor/icons.tgz", ""),
            ],
            &[
                "package.json npm-shrinkwrap.json ./",
                "packages/widgets/package.json packages/widgets/",
                "script/copy.js script/list.js script/",
                "config/list.json config/",
                "patches patches/",
                "vendor/icons.tgz vendor/",
            ],
        ),
        (
            yarn,
            &[
                ("package.json", r#"{"scripts": {"prepare": "node x.js"}}"#),
                ("yarn.lock", "# yarn lockfile v1\n"),
                (
                    ".yarnrc",
                    "yarn-path \".yarn/releases/yarn-1.22.22.cjs\"\nyarn-offline-mirror \"./npm-packages\"\n",
                ),
                (".npmrc", "ignore-scripts=true\n"),
                (".yarn/releases/yarn-1.22.22.cjs", ""),
                ("npm-packages/a.tgz", ""),
                ("x.js", ""),
            ],
            &[
                "package.json yarn.lock .yarnrc .npmrc ./",
                ".yarn/releases/yarn-1.22.22.cjs .yarn/releases/",
                "npm-packages npm-packages/",
            ],
        ),
    ] {
        let copies = copies(files, tables);
        assert_eq!(copies[1..], *expected, "{files:?}");
    }
}

#[test]
fn copied_files_keep_their_folders() {
    let tables = format!(
        "{}files = [\"package.json\", \"package-lock.json\", \"admin/package.json\", \"admin/package-lock.json\"]\n\
         [stages.builder]\nextra_files = [\"vendor/gems\", \"config/ruby\", \"tools\", \"engines/*/*.gemspec\"]\n",
        npm("11.6.2")
    );
    let files = [
        ("package.json", "{}"),
        ("package-lock.json", "{}"),
        ("admin/package.json", "{}"),
        ("admin/package-lock.json", "{}"),
        ("vendor/gems/a.gem", ""),
        ("config/ruby", ""),
        ("tools/a", ""),
        ("engines/a/a.gemspec", ""),
        ("engines/b/b.gemspec", ""),
    ];
    assert_eq!(
        copies(&files, &tables),
        [
            "Gemfile Gemfile.lock ./",
            "vendor/gems vendor/gems/",
            "config/ruby config/",
            "tools tools/",
            "engines/a/a.gemspec engines/a/",
            "engines/b/b.gemspec engines/b/",
            "package.json package-lock.json ./",
            "admin/package.json admin/package-lock.json admin/",
        ]
    );
}

#[test]
fn packages_in_a_folder_are_installed_there() {
    for (manager, version, lockfile, command) in [
        (
            "yarn",
            "1.22.22",
            "yarn.lock",
            "yarn --cwd client install --check-files --frozen-lockfile",
        ),
        (
            "yarn-berry",
            "4.9.2",
            "yarn.lock",
            "yarn --cwd client install --immutable",
        ),
        (
            "npm",
            "11.6.2",
            "package-lock.json",
            "npm --prefix client ci",
        ),
        (
            "pnpm",
            "10.31.0",
            "pnpm-lock.yaml",
            "pnpm --dir client install --frozen-lockfile",
        ),
    ] {
        let lockfile = format!("client/{lockfile}");
        let tables = format!(
            "[javascript]\nmanager = \"{manager}\"\nversion = \"{version}\"\nfiles = [\"client/package.json\", \"{lockfile}\"]\n"
        );
        let text = if manager == "yarn-berry" {
            "__metadata:\n"
        } else {
            "# yarn lockfile v1\n"
        };
        let files = [("client/package.json", "{}"), (lockfile.as_str(), text)];
        let outcome = compile_in(&files, &tables);
        let dockerfile = &find_artifact(&outcome.artifacts, "dockerfile").text;
        assert!(dockerfile.contains(command), "{command}: {dockerfile}");
    }
}

#[test]
fn the_cache_of_yarn_survives_if_packages_are_loaded_from_it() {
    let tables = "[javascript]\nmanager = \"yarn-berry\"\nversion = \"4.9.2\"\n";
    for (settings, keeps_cache) in [
        ("enableTelemetry: false\n", true),
        ("nodeLinker: pnp\n", true),
        ("nodeLinker: node-modules\n", false),
        ("nodeLinker: pnpm\n", false),
    ] {
        let files = [
            ("package.json", "{}"),
            ("yarn.lock", "__metadata:\n"),
            (".yarnrc.yml", settings),
        ];
        let outcome = compile_in(&files, tables);
        let dockerfile = &find_artifact(&outcome.artifacts, "dockerfile").text;
        assert_eq!(
            !dockerfile.contains("yarn cache clean"),
            keeps_cache,
            "{settings}"
        );
    }
}

#[test]
fn what_cannot_be_copied_is_reported_with_its_line() {
    let outside = "PATH\n  remote: ../billing\n  specs:\n    billing (0.1.0)\n";
    let missing = "PATH\n  remote: engines/gone\n  specs:\n    gone (0.1.0)\n";
    for (files, message) in [
        (
            &[("Gemfile.lock", outside)][..],
            "`Gemfile.lock` line 2 says `../billing`, which is outside of the folder of the spec",
        ),
        (
            &[("Gemfile.lock", missing)],
            "`Gemfile.lock` line 2 says `engines/gone`, which does not exist",
        ),
        (
            &[("Gemfile", "gem 'rails'\neval_gemfile 'Gemfile.common'\n")],
            "`Gemfile` line 2 says `Gemfile.common`, which does not exist",
        ),
        (
            &[
                ("Gemfile.lock", missing),
                ("engines/gone/a.gemspec", ""),
                (".gitignore", "/engines/\n"),
            ],
            "`Gemfile.lock` line 2 says `engines/gone`, which git ignores",
        ),
        (
            &[
                ("Gemfile.lock", "PATH\n  remote: engines/my gem\n  specs:\n"),
                ("engines/my gem/a.gemspec", ""),
            ],
            "the path `engines/my gem` cannot be written in a Dockerfile",
        ),
    ] {
        assert_eq!(messages(files, "", "uncopied-gem-file"), [message]);
    }
    for (manifest, rule, message) in [
        (
            r#"{"dependencies": {"a": "file:../a"}}"#,
            "uncopied-package-file",
            "`package.json` line 1 says `file:../a`, which is outside of the folder of the spec",
        ),
        (
            "{\n\"devDependencies\": {\n\"a\": \"file:vendor/a\"}}",
            "uncopied-package-file",
            "`package.json` line 3 says `file:vendor/a`, which does not exist",
        ),
        (
            r#"{"scripts": {"prepare": "bin/rails js:routes"}}"#,
            "install-script-without-source",
            "`package.json` line 1 says `bin/rails js:routes`, which needs the source of the app",
        ),
        (
            r#"{"scripts": {"postinstall": "cd client && npm ci"}}"#,
            "install-script-without-source",
            "`package.json` line 1 says `cd client && npm ci`, which needs the source of the app",
        ),
    ] {
        let files = [("package.json", manifest), ("package-lock.json", "{}")];
        assert_eq!(messages(&files, &npm("11.6.2"), rule), [message]);
    }
}

#[test]
fn usual_scripts_need_no_source() {
    for script in [
        "husky",
        "husky install || true",
        "npx only-allow npm",
        "echo done",
        "node node_modules/esbuild/install.js",
        "patch-package",
        "npm run build:icons",
        "is-ci || husky install .config/husky",
    ] {
        let manifest =
            format!("{{\"scripts\": {{\"prepare\": \"{script}\", \"build:icons\": \"svgo\"}}}}");
        let files = [
            ("package.json", manifest.as_str()),
            ("package-lock.json", "{}"),
        ];
        let found = messages(&files, &npm("11.6.2"), "install-script-without-source");
        assert!(found.is_empty(), "{script}: {found:?}");
    }
}

#[test]
fn odd_files_are_read_without_a_panic() {
    let deep = format!("{}1{}", "[".repeat(400), "]".repeat(400));
    let manifests = [
        "",
        "null",
        "[]",
        "{",
        "{\"workspaces\": 1, \"scripts\": [], \"dependencies\": \"x\"}",
        "{\"workspaces\": [\"../..\", \"/\", \"\", \"*\", \"**/**/**\", 3]}",
        "{\"scripts\": {\"postinstall\": \"npm run postinstall && node ./a && cd .. && cd / && cd\"}}",
        "{\"dependencies\": {\"a\": \"file:\", \"b\": \"patch:x#\", \"c\": \"portal:/etc\", \"d\": \"patch:#~/../..&&::\"}}",
        "{\"pnpm\": {\"patchedDependencies\": {\"a\": {\"b\": \"../../etc/passwd\"}}}}",
        deep.as_str(),
    ];
    let gemfiles = [
        "path",
        "gemspec path:",
        "eval_gemfile",
        "eval_gemfile 'Gemfile'\nload '/etc/passwd'\n",
        "gem 'a', path: '/'\ngem 'b', path: '..'\n",
        "File.read(\"#{x}\")\n%w[",
    ];
    for manager in ["yarn", "yarn-berry", "npm", "pnpm"] {
        for manifest in manifests {
            for settings in [
                "",
                "- a\n",
                "packages: 1\nplugins: {a: 1}\nyarnPath: [1]\n",
                "&a [*a]",
                "yarn-path\n",
            ] {
                let files = [
                    ("package.json", manifest),
                    (".yarnrc.yml", settings),
                    (".yarnrc", settings),
                    ("pnpm-workspace.yaml", settings),
                    (".npmrc", settings),
                    ("a.js", "require('./a')"),
                ];
                let tables = format!("[javascript]\nmanager = \"{manager}\"\n");
                let _ = compile_in(&files, &tables);
            }
        }
    }
    for gemfile in gemfiles {
        let _ = compile_in(
            &[
                ("Gemfile", gemfile),
                ("Gemfile.lock", "PATH\n  remote:\nPATH\n  remote: \n"),
            ],
            "",
        );
    }
}

/// The lines of the Dockerfile of [`SPEC`] and `tables`.
fn dockerfile_lines(tables: &str) -> Vec<String> {
    let outcome = compile_in(&[], tables);
    let findings = outcome.findings.iter().map(|finding| &finding.message);
    let artifact = find_artifact(&outcome.artifacts, "dockerfile");
    let lines: Vec<String> = artifact.text.lines().map(str::to_owned).collect();
    assert!(!lines.is_empty(), "{:?}", findings.collect::<Vec<_>>());
    lines
}

#[test]
fn a_build_argument_is_set_before_the_first_command_that_reads_it() {
    for (argument, command, next) in [
        // Bundler, npm and Yarn read variables by their prefix.
        (
            "BUNDLE_RUBYGEMS__PKG__GITHUB__COM",
            "",
            "RUN gem install --no-document bundler:2.6.9 \\",
        ),
        (
            "FONTS",
            "before_bundle = ['bin/fetch \"$FONTS\"']",
            "RUN bin/fetch \"$FONTS\" \\",
        ),
        (
            "FONTS",
            "after_bundle = ['bin/fetch ${FONTS:-none}']",
            "RUN gem install --no-document bundler:2.6.9 \\",
        ),
        // `$FONTS_TOO` is another variable.
        (
            "FONTS",
            "before_bundle = ['bin/fetch $FONTS_TOO']",
            "RUN RAILS_ENV=production SECRET_KEY_BASE=required-to-run-but-not-used bundle exec rails assets:precompile \\",
        ),
    ] {
        let tables = format!(
            "[bundle]\nversion = \"2.6.9\"\n[stages.builder]\nbuild_args = [\"{argument}\"]\n[stages.builder.run]\n{command}\n"
        );
        let lines = dockerfile_lines(&tables);
        let position = lines
            .iter()
            .position(|line| *line == format!("ARG {argument}"));
        let after = &lines[position.expect("the argument is declared")..];
        let instructions: Vec<&String> = after.iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(
            *instructions[1],
            format!("ENV {argument}=${argument}"),
            "{command}"
        );
        assert_eq!(*instructions[2], next, "{command}");
    }
}

#[test]
fn variables_and_search_paths_of_the_base_are_set_in_every_stage_on_it() {
    let tables = "[base.env]\nMALLOC_ARENA_MAX = \"2\"\nRAILS_ENV = \"staging\"\n\
         [stages.builder]\nprepend_path = [\"/app/bin\"]\n\
         [stages.docs]\nfrom = \"builder\"\nprepend_path = [\"/docs\", \"/more\"]\n\
         [stages.production]\nenv = { MALLOC_ARENA_MAX = \"4\" }\ncopy = [\"/app\", { from = \"docs\", path = \"/app/docs\" }]\n";
    let lines = dockerfile_lines(tables);
    let env: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("ENV "))
        .collect();
    assert_eq!(
        env,
        [
            "MALLOC_ARENA_MAX=2",
            "RAILS_ENV=staging",
            "PATH=/app/bin:$PATH",
            // A stage on another stage inherits the rest.
            "PATH=/docs:/more:$PATH",
            "RAILS_ENV=staging",
            "MALLOC_ARENA_MAX=4",
            "COMMIT_SHA=$COMMIT_SHA",
        ]
    );
}

#[test]
fn the_final_image_can_have_commands_volumes_and_an_entrypoint() {
    let tables = "[stages.production]\nentrypoint = \"bin/docker-entrypoint --quiet\"\ncommand = [\"./bin/rails server\"]\n\
         volumes = [\"/app/storage\", \"/data\"]\n\
         copy = [{ path = \"/app\", owner = \"appuser:appgroup\", mode = \"750\" }, \"/usr/local/bundle/\"]\n\
         run = { before_copy = [\"mkdir /data\"], after_copy = [\"bin/link\"] }\n";
    let lines = dockerfile_lines(tables);
    let start = lines.iter().position(|line| line == "RUN mkdir /data");
    let end: Vec<&str> = lines[start.expect("the command is run")..]
        .iter()
        .map(String::as_str)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert_eq!(
        end,
        [
            "RUN mkdir /data",
            "COPY --from=builder --chown=appuser:appgroup --chmod=750 /app /app",
            "COPY --from=builder /usr/local/bundle/ /usr/local/bundle/",
            "RUN bin/link \\",
            "    && mkdir -p tmp log \\",
            "    && chown -R appuser:appgroup tmp log",
            "ARG COMMIT_SHA",
            "ENV COMMIT_SHA=$COMMIT_SHA",
            "VOLUME [\"/app/storage\", \"/data\"]",
            "USER 10001:20001",
            "EXPOSE 3000",
            "ENTRYPOINT [\"bin/docker-entrypoint\", \"--quiet\"]",
            "CMD [\"./bin/rails\", \"server\"]",
        ]
    );
}
