//! The gems of a `Gemfile.lock`: their platforms, their groups and the packages that they need.

use std::{collections::BTreeSet, time::Duration};

use tvgen::{
    catalogue::{
        alpine,
        gems::{compiled_names, entries, find_entries, has_musl_variant, is_in_image, provides},
    },
    compile::{Outcome, compile},
    repository::{
        gem_platform::AlpinePlatform,
        installed_gems::InstalledGems,
        listed_gems::listed_gems,
        locked_gems::{GemSource, Lockfile},
    },
    source::{CompileInputs, Source, in_memory::InMemoryFiles},
};

use crate::support::{HELLO, TODAY, cpu_time, project::Project};

/// Compiles the smallest spec with the tables in `text`, next to `files`.
fn compile_with_files(text: &str, files: &[(String, String)]) -> Outcome {
    let source = Source::new("tvgen.toml", format!("{HELLO}\n{text}"));
    let repository = InMemoryFiles(files);
    let inputs = CompileInputs {
        today: TODAY,
        repository: Some(&repository),
        is_on_disk: None,
    };
    compile(&source, &inputs)
}

const ALPINE: AlpinePlatform = AlpinePlatform { cpu: "x86_64" };

#[test]
fn a_lockfile_is_read_as_bundler_reads_it() {
    let text = "GIT\n  remote: https://github.com/acme/letters.git\n  specs:\n    letters (0.1.0)\n\nPATH\n  remote: engines/billing\n  specs:\n    billing (1.0)\n      rack (>= 2)\n\nGEM\n  specs:\n    ffi (1.17.2-x86_64-linux-gnu)\n    rack (3.2.3)\n    rack (3.2.3-ruby)\n\nPLATFORMS\n  ruby\n  x86_64-linux-musl\n\nDEPENDENCIES\n  billing!\n  ffi (= 1.17.2)\n\nCHECKSUMS\n  rack (3.2.3) sha256=0\n\nBUNDLED WITH\n   2.6.9\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let lockfile = Lockfile::parse(&text);
        let gems: Vec<_> = lockfile
            .gems
            .iter()
            .map(|gem| {
                (
                    gem.name.as_str(),
                    gem.version.as_str(),
                    gem.platform.as_deref(),
                    gem.source,
                    gem.claim.line,
                )
            })
            .collect();
        let gnu = Some("x86_64-linux-gnu");
        let expected = [
            ("letters", "0.1.0", None, GemSource::Git, 4),
            ("billing", "1.0", None, GemSource::Path, 9),
            ("ffi", "1.17.2", gnu, GemSource::Registry, 14),
            ("rack", "3.2.3", None, GemSource::Registry, 15),
            ("rack", "3.2.3", None, GemSource::Registry, 16),
        ];
        assert_eq!(gems, expected);
        assert_eq!(lockfile.gems[1].dependencies, ["rack"]);
        assert_eq!(lockfile.dependencies, ["billing", "ffi"]);
        let platforms = lockfile.platforms.iter().map(|claim| claim.text.as_str());
        assert_eq!(platforms.collect::<Vec<_>>(), ["ruby", "x86_64-linux-musl"]);
    }
}

#[test]
fn the_groups_of_each_gem_are_read() {
    for (text, expected) in [
        ("gem 'pg'", "pg default"),
        ("gem('pg', '~> 1.5')", "pg default"),
        (
            "group :test do\n  gem 'pg'\nend\ngem 'puma'",
            "pg test; puma default",
        ),
        (
            "group :a, :b do\n  group :c do\n    gem 'pg'\n  end\n  gem 'puma', group: :d\nend",
            "pg a b c; puma a b d",
        ),
        (
            "gem 'pg', :groups => [:a, 'b'], :require => false",
            "pg a b",
        ),
        (
            "group(:test) { gem 'pg' }\ngem 'puma'",
            "pg test; puma default",
        ),
        (
            "if ENV['X']\n  gem 'pg'\nelse\n  gem 'mysql2'\nend\ngem 'puma'",
            "pg default; mysql2 default; puma default",
        ),
        ("gem 'pg' if ENV['X']", "pg default"),
        (
            "source 'https://gems.example.com' do\n  gem 'pg'\nend\ngroup :test do\n  gem 'puma'\nend",
            "pg default; puma test",
        ),
        (
            "gem 'tzinfo-data', platforms: %i[windows jruby]",
            "tzinfo-data skipped",
        ),
        (
            "platforms :mswin64, :x64_mingw do\n  gem 'wdm'\nend",
            "wdm skipped",
        ),
        ("gem 'debug', platforms: %i[mri windows]", "debug default"),
        (
            "group :ci, optional: true do\n  gem 'pg'\nend",
            "pg skipped",
        ),
        ("group GROUPS do\n  gem 'pg'\nend", "pg unknown"),
        ("gem 'pg', group: group_name", "pg unknown"),
        ("%w[a b].each { |name| gem name }\ngem \"#{name}\"", ""),
        ("end\nend\ngem 'pg'", "pg default"),
    ] {
        let found: Vec<String> = listed_gems(text)
            .into_iter()
            .map(|gem| {
                let groups = gem
                    .groups
                    .map_or("unknown".to_owned(), |groups| groups.join(" "));
                let groups = if gem.is_skipped {
                    "skipped".to_owned()
                } else {
                    groups
                };
                format!("{} {groups}", gem.name)
            })
            .collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }
}

#[test]
fn gems_of_excluded_groups_are_not_installed() {
    let lockfile = "PATH\n  remote: .\n  specs:\n    letters (0.1.0)\n      rack\n\nGEM\n  specs:\n    byebug (12.0.0)\n    pg (1.5.9)\n    puma (7.0.0)\n      nio4r\n    nio4r (2.7.4)\n    rack (3.2.3)\n    rugged (1.9.0)\n      nio4r\n\nDEPENDENCIES\n  byebug\n  letters!\n  pg\n  puma\n  rugged\n";
    for (gemfile, without, expected) in [
        (
            "gem 'puma'\ngroup :test do\n  gem 'rugged'\nend",
            vec!["test"],
            "byebug letters nio4r pg puma rack",
        ),
        (
            "gem 'puma', group: :test\ngem 'rugged'\ngem 'pg', groups: [:test, :jobs]",
            vec!["test"],
            "byebug letters nio4r pg rack rugged",
        ),
        (
            "gemspec\ngem 'puma'",
            vec!["development", "test"],
            "letters nio4r puma rack",
        ),
        (
            "eval_gemfile 'Gemfile.shared'",
            vec!["development", "test"],
            "byebug letters nio4r pg puma rack rugged",
        ),
    ] {
        let files = [
            ("Gemfile".to_owned(), gemfile.to_owned()),
            ("Gemfile.lock".to_owned(), lockfile.to_owned()),
        ];
        let gems = InstalledGems::read(&InMemoryFiles(&files), &without, ALPINE);
        let gems = gems.expect("there is a lockfile");
        let names: BTreeSet<&str> = gems.iter().map(|gem| gem.name.as_str()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        assert_eq!(names.join(" "), expected, "{gemfile}");
    }
}

/// The results of Bundler itself, run frozen on x86_64-linux-musl with a gem that has no extension (`rake`), and with one that is
/// locked for `x86_64-linux-gnu` only (`ffi`).
#[test]
fn bundler_and_the_linter_reject_the_same_platforms() {
    let rake = "rake (13.0.6)";
    let gnu = "ffi (1.17.2-x86_64-linux-gnu)";
    for (bundler, gem, platforms, is_rejected) in [
        ("2.5.22", rake, "x86_64-linux", false),
        ("2.5.22", rake, "x86_64-linux-gnu", true),
        ("2.5.22", rake, "ruby", false),
        ("2.5.22", rake, "x86_64-linux-musl", false),
        ("2.6.4", rake, "x86_64-linux", false),
        ("2.6.4", rake, "x86_64-linux-gnu", true),
        ("2.6.9", rake, "x86_64-linux", true),
        ("2.6.9", rake, "x86_64-linux-gnu", true),
        ("2.6.9", rake, "ruby", false),
        ("2.6.9", rake, "x86_64-linux-musl", false),
        (
            "2.6.9",
            rake,
            "arm64-darwin-24 x86_64-linux x86_64-linux-musl",
            false,
        ),
        ("2.5.22", gnu, "x86_64-linux", true),
        ("2.5.22", gnu, "x86_64-linux-gnu x86_64-linux-musl", false),
        ("2.5.22", gnu, "ruby", false),
        ("2.6.9", gnu, "x86_64-linux-gnu x86_64-linux-musl", false),
        // By their source: older versions do not compare platforms, and newer ones compare them as 2.6.9 does.
        ("2.1.4", rake, "x86_64-linux-gnu", false),
        ("4.0.3", rake, "x86_64-linux", true),
        ("4.0.3", rake, "x86_64-linux-gnu", true),
    ] {
        let platforms = platforms.replace(' ', "\n  ");
        let name = gem.split(' ').next().unwrap_or_default();
        let lockfile = format!(
            "GEM\n  specs:\n    {gem}\n\nPLATFORMS\n  {platforms}\n\nDEPENDENCIES\n  {name}\n\nBUNDLED WITH\n   {bundler}\n"
        );
        let files = [("Gemfile.lock".to_owned(), lockfile)];
        let spec = format!("[bundle]\nversion = \"{bundler}\"\n");
        let findings = compile_with_files(&spec, &files).findings;
        let found = findings
            .iter()
            .any(|finding| finding.name == "missing-platform");
        assert_eq!(found, is_rejected, "{bundler}: {gem} on {platforms}");
    }
}

#[test]
fn a_lockfile_that_bundler_may_change_needs_no_platform() {
    let lockfile = "GEM\n  specs:\n    rake (13.0.6)\n\nPLATFORMS\n  arm64-darwin-24\n\nDEPENDENCIES\n  rake\n";
    let files = [("Gemfile.lock".to_owned(), lockfile.to_owned())];
    for (bundle, is_rejected) in [
        ("", true),
        ("settings = { frozen = \"true\" }", true),
        ("settings = { frozen = \"false\" }", false),
        ("settings = { deployment = \"true\" }", true),
        ("version = \"2.6.9\"\nexclude_by = \"flags\"", false),
    ] {
        let findings = compile_with_files(&format!("[bundle]\n{bundle}\n"), &files).findings;
        let found = findings
            .iter()
            .any(|finding| finding.name == "missing-platform");
        assert_eq!(found, is_rejected, "{bundle}");
    }
}

#[test]
fn the_runner_decides_the_processor() {
    let lockfile = "GEM\n  specs:\n    rake (13.0.6)\n\nPLATFORMS\n  aarch64-linux-musl\n\nDEPENDENCIES\n  rake\n";
    let files = [("Gemfile.lock".to_owned(), lockfile.to_owned())];
    for (runner, is_rejected) in [
        ("ubuntu-24.04", true),
        ("ubuntu-24.04-arm", false),
        ("farm-1", true),
    ] {
        let spec = format!("[workflow]\nruns_on = \"{runner}\"\n");
        let findings = compile_with_files(&spec, &files).findings;
        let found = findings
            .iter()
            .any(|finding| finding.name == "missing-platform");
        assert_eq!(found, is_rejected, "{runner}");
    }
}

#[test]
fn packages_of_other_images_and_commands_are_not_reported() {
    let lockfile = "GEM\n  specs:\n    execjs (2.10.0)\n    pg (1.5.9)\n    psych (5.2.6)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  execjs\n  pg\n  psych\n";
    let files = [
        ("Gemfile.lock".to_owned(), lockfile.to_owned()),
        ("package.json".to_owned(), "{}".to_owned()),
        ("package-lock.json".to_owned(), "{}".to_owned()),
    ];
    let missing = |text: &str| {
        let findings = compile_with_files(text, &files).findings;
        let found = findings
            .into_iter()
            .filter(|finding| finding.name.starts_with("missing-"))
            .filter_map(|finding| Some(finding.help?.split('"').nth(1)?.to_owned()));
        found.collect::<BTreeSet<String>>()
    };
    let names = |names: &str| names.split_whitespace().map(str::to_owned).collect();
    let all: BTreeSet<String> = names("build-base libpq libpq-dev nodejs yaml-dev");
    assert_eq!(missing(""), all);
    assert_eq!(
        missing("[stages.builder.run]\nbefore_bundle = [\"apk add build-base yaml-dev\"]\n"),
        names("libpq libpq-dev nodejs")
    );
    assert_eq!(
        missing("[javascript]\nmanager = \"npm\"\nversion = \"11.6.2\"\n"),
        names("build-base libpq libpq-dev yaml-dev")
    );
    assert_eq!(
        missing("[stages.production]\npackages = [\"postgresql17-client\"]\n"),
        names("build-base libpq-dev nodejs yaml-dev")
    );
}

#[test]
fn every_entry_about_a_gem_has_packages_and_a_source() {
    let debian: BTreeSet<&str> = alpine::debian_packages().map(|(name, _)| name).collect();
    for entry in entries() {
        let name = &entry.name;
        assert!(!entry.source.is_empty(), "{name} has no source");
        let lists = [&entry.alpine.build, &entry.alpine.run];
        assert!(
            lists.iter().any(|list| !list.is_empty()),
            "{name} needs nothing"
        );
        for package in lists
            .into_iter()
            .flatten()
            .flat_map(|names| names.split('|'))
        {
            assert!(
                !debian.contains(package),
                "{name}: {package} is Debian's name"
            );
            assert!(
                provides(package, package),
                "{package} does not provide itself"
            );
        }
        let debian = [&entry.debian.build, &entry.debian.run];
        for package in debian.into_iter().flatten() {
            assert!(!package.is_empty(), "{name}");
        }
        assert!(!compiled_names().contains(name), "{name} is listed twice");
    }
    assert!(entries().len() + compiled_names().len() >= 100);
    let sorted: BTreeSet<&String> = compiled_names().iter().collect();
    assert_eq!(sorted.len(), compiled_names().len());
}

#[test]
fn packages_depend_on_versions() {
    let packages = |name, version| {
        let entries = find_entries(name, version);
        let build = entries.flat_map(|entry| &entry.alpine.build);
        build.map(String::as_str).collect::<Vec<_>>()
    };
    assert_eq!(packages("sqlite3", "1.4.4"), ["sqlite-dev"]);
    assert_eq!(packages("sqlite3", "2.7.4"), ["pkgconf"]);
    assert_eq!(packages("mimemagic", "0.3.5"), [""; 0]);
    assert!(has_musl_variant("pg", "1.6.1") && !has_musl_variant("pg", "1.6.0"));
    assert!(has_musl_variant("nokogiri", "1.18.10") && !has_musl_variant("mysql2", "9.0.0"));
    assert!(is_in_image("yaml-dev", "3.4.1") && !is_in_image("yaml-dev", "3.4.2"));
    assert!(!is_in_image("yaml-dev", "4.0.1") && !is_in_image("libpq-dev", "3.4.1"));
    for (installed, package) in [
        ("postgresql17-dev", "libpq-dev"),
        ("postgresql-client", "libpq"),
        ("icu-dev", "icu-libs"),
        ("vips-magick", "vips"),
    ] {
        assert!(provides(installed, package), "{installed}");
    }
    assert!(!provides("libpq", "libpq-dev") && !provides("tzdata", "libpq"));
}

#[test]
fn only_names_that_are_surely_wrong_are_reported() {
    for (name, expected) in [
        ("libvips42", Some("vips")),
        ("libicu76", Some("icu-libs")),
        ("postgresql-client-17", Some("postgresql-client")),
        ("libidn12", Some("libidn")),
        ("libpq-dev", None),
        ("libidn2", None),
        ("libssl3", None),
        ("our-own-package", None),
    ] {
        assert_eq!(alpine::from_debian(name), expected, "{name}");
    }
    for (name, expected) in [
        ("imagemagik-dev", Some("imagemagick-dev")),
        ("build-bsae", Some("build-base")),
        ("chromim", None),
        ("libpcap-dev", None),
        ("libxmlb-dev", None),
        ("libidn2-dev", None),
        ("imagemagick-dev", None),
        ("imagemagick6-dev", None),
        ("", None),
    ] {
        assert_eq!(alpine::from_typo(name), expected, "{name}");
    }
    assert!(alpine::find_removed("wkhtmltopdf", "3.14").is_none());
    assert!(alpine::find_removed("wkhtmltopdf", "3.22").is_some());
}

#[test]
fn a_new_spec_has_the_packages_of_its_gems() {
    let lockfile = "GEM\n  specs:\n    charlock_holmes (0.7.9)\n    execjs (2.10.0)\n    grover (1.2.4)\n    mysql2 (0.5.7)\n    nio4r (2.7.4)\n    wkhtmltopdf-binary (0.12.6.10)\n\nPLATFORMS\n  x86_64-linux-musl\n\nDEPENDENCIES\n  charlock_holmes\n  execjs\n  grover\n  mysql2\n  nio4r\n  wkhtmltopdf-binary\n\nBUNDLED WITH\n   2.6.9\n";
    let project = Project::new()
        .file(".ruby-version", "3.4.7\n")
        .file("Gemfile", "source \"https://rubygems.org\"\n")
        .file("Gemfile.lock", lockfile)
        .file("package.json", "{ \"packageManager\": \"npm@11.6.2\" }\n")
        .file("package-lock.json", "{}\n");
    let answers = ["repository=ghcr.io/acme/letters"];
    let arguments = ["new", "letters", "--template", "image", "--out", "."];
    let sets = answers.iter().flat_map(|answer| ["--set", answer]);
    let arguments: Vec<&str> = arguments.into_iter().chain(sets).collect();
    project.run(&arguments).snapshot_of("new", "gem_packages");
    let spec = project.read("tvgen.toml");
    for packages in [
        "packages = [\"chromium\", \"icu-libs\", \"mariadb-connector-c\", \"tzdata\"]",
        "packages = [\"build-base\", \"git\", \"icu-dev\", \"mariadb-connector-c-dev\", \"nodejs\", \"npm\", \"yaml-dev\", \"zlib-dev\"]",
        "[stages.production]\npackages = [\"nodejs\"]",
    ] {
        assert!(spec.contains(packages), "{packages}\n{spec}");
    }
}

#[test]
fn hostile_files_are_read_in_linear_time() {
    let nested = "group :a do\n".repeat(20_000) + &"gem 'pg'\n".repeat(20_000);
    let gems = "    ffi (1-x86_64-linux-gnu)\n".repeat(40_000);
    let chain = (0..20_000).map(|number| format!("    g{number} (1)\n      g{}", number + 1));
    let chain = chain.collect::<Vec<_>>().join("\n");
    let lockfile = format!(
        "GEM\n  specs:\n{gems}{chain}\nPLATFORMS\n  x86_64-linux\n{}\nDEPENDENCIES\n  g0\n  ffi\n",
        "  \u{1b}[31m\n".repeat(10_000)
    );
    let files = [
        ("Gemfile".to_owned(), nested),
        ("Gemfile.lock".to_owned(), lockfile),
    ];
    let (outcome, time) =
        cpu_time::measure(|| compile_with_files("[bundle]\nversion = \"2.6.4\"\n", &files));
    assert!(time < Duration::from_secs(20), "{time:?}");
    for finding in outcome.findings {
        assert!(!finding.message.contains(char::is_control));
    }
    for text in [
        "",
        "GEM",
        "GEM\n    ",
        "GEM\n  specs:\n    (",
        "GEM\n    a (",
        "GEM\n    a ()\n      ",
        "PLATFORMS\n  ",
        "\u{feff}GEM\n    a (-)",
    ] {
        let files = [("Gemfile.lock".to_owned(), text.to_owned())];
        let _ = compile_with_files("", &files);
    }
}
