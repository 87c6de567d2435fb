//! The catalogue of facts that rules use is well formed and complete.

use std::collections::BTreeSet;

use tvgen::catalogue::{actions, advisories, alpine, bundler, javascript, ruby, version_numbers};

#[test]
fn every_action_is_listed_once_per_version_and_commit() {
    let mut seen = BTreeSet::new();
    for action in actions::all() {
        let name = action.uses.to_lowercase();
        assert!(is_commit(&action.sha), "{name}: {}", action.sha);
        assert!(name.split('/').count() >= 2, "{name}");
        for reference in action.version.iter().chain([&action.sha]) {
            assert!(
                seen.insert((name.clone(), reference.clone())),
                "{name}@{reference} is listed twice"
            );
            let found = actions::find(&name, reference).map(|found| &found.sha);
            assert_eq!(found, Some(&action.sha), "{name}@{reference}");
        }
        let version = action.version.as_deref().unwrap_or("1");
        assert!(
            version
                .trim_start_matches('v')
                .starts_with(|c: char| c.is_ascii_digit()),
            "{name}: {version}"
        );
    }
    assert_eq!(seen.len(), 509);
}

#[test]
fn every_pin_has_a_version_and_known_inputs() {
    for name in actions::pinned_names() {
        let pin = actions::find_pin(&name.to_uppercase()).expect("the name has a pin");
        assert!(pin.version.is_some() && pin.inputs.is_some(), "{name}");
    }
    assert_eq!(actions::pinned_names().count(), 60);
}

#[test]
fn an_action_has_the_inputs_of_its_version() {
    for (uses, reference, input, expected) in [
        ("actions/checkout", "v7.0.1", "fetch-depth", Some(true)),
        ("Actions/Checkout", "v6.1.0", "Fetch-Depth", Some(true)),
        ("actions/checkout", "v7.0.1", "depth", Some(false)),
        (
            "docker/login-action",
            "465a07811f14bebb1938fbed4728c6a1ff8901fc",
            "scope",
            Some(false),
        ),
        ("docker/login-action", "v4.1.0", "scope", Some(true)),
        ("docker/login-action", "v4.6.0", "scope", None),
        ("snyk/actions/ruby", "0.4.0", "entrypoint", Some(true)),
        ("snyk/actions/setup", "0.4.0", "entrypoint", Some(false)),
    ] {
        let action = actions::find(uses, reference)
            .unwrap_or_else(|| panic!("{uses}@{reference} is missing"));
        assert_eq!(action.has_input(input), expected, "{uses} {input}");
    }
    for reference in ["v7", "v7.0.0", "main", ""] {
        assert!(
            actions::find("actions/checkout", reference).is_none(),
            "{reference}"
        );
    }
}

#[test]
fn an_advisory_names_commits_and_tags() {
    for advisory in advisories::all() {
        assert!(advisory.id.starts_with("CVE-2"), "{}", advisory.id);
        assert!(!advisory.sources.is_empty(), "{}", advisory.id);
        for commit in &advisory.commits {
            assert!(is_commit(commit), "{commit}");
        }
        if let Some(fixed) = &advisory.fixed {
            assert!(is_commit(&fixed.sha), "{}", fixed.sha);
            assert!(!advisory.has_commit(&fixed.sha), "{}", fixed.sha);
            assert!(!advisory.has_tag(&fixed.version), "{}", fixed.version);
        }
    }
    for (action, tag, expected) in [
        ("tj-actions/changed-files", "v1", true),
        ("TJ-actions/Changed-files", "v45.0.7", true),
        ("tj-actions/changed-files", "v45", true),
        ("tj-actions/changed-files", "v45.0.8", false),
        ("tj-actions/changed-files", "v46", false),
        ("tj-actions/changed-files", "main", false),
        ("aquasecurity/trivy-action", "0.28.0", true),
        ("aquasecurity/trivy-action", "v0.28.0", false),
        ("aquasecurity/trivy-action", "v0.33.1", true),
        ("aquasecurity/trivy-action", "0.35.0", false),
        ("aquasecurity/setup-trivy", "v0.2.5", true),
        ("aquasecurity/setup-trivy", "v0.2.6", false),
        ("reviewdog/action-setup", "v1", true),
        ("reviewdog/action-setup", "v1.3.0", false),
        ("reviewdog/action-setup/folder", "v1", true),
        ("actions/checkout", "v1", false),
    ] {
        let mut about = advisories::find_advisories(action);
        assert_eq!(
            about.any(|advisory| advisory.has_tag(tag)),
            expected,
            "{action}@{tag}"
        );
    }
}

#[test]
fn no_pinned_action_has_an_advisory() {
    for name in actions::pinned_names() {
        let pin = actions::find_pin(name).expect("the name has a pin");
        let version = pin.version.as_deref().unwrap_or_default();
        let advisory = advisories::find_advisories(name)
            .find(|advisory| advisory.has_commit(&pin.sha) || advisory.has_tag(version));
        assert!(advisory.is_none(), "{name}@{version}: {advisory:?}");
    }
}

#[test]
fn releases_of_ruby_and_alpine_are_sorted_and_consistent() {
    let releases: Vec<_> = ruby::releases().map(version_numbers).collect();
    assert!(releases.is_sorted(), "{releases:?}");
    let series: Vec<_> = ruby::series()
        .iter()
        .map(|series| version_numbers(&series.name))
        .collect();
    assert!(series.iter().rev().is_sorted(), "{series:?}");
    let alpines: Vec<_> = alpine::releases().map(version_numbers).collect();
    assert!(alpines.iter().rev().is_sorted(), "{alpines:?}");
    for release in ruby::releases() {
        assert!(ruby::find_series(release).is_some(), "{release}");
        for alpine in ruby::alpine_releases(release).into_iter().flatten() {
            assert!(
                alpine::end_of_life(alpine).is_some(),
                "{release} on {alpine}"
            );
        }
    }
}

#[test]
fn every_end_of_life_is_a_date() {
    let series = ruby::series()
        .iter()
        .filter_map(|series| series.eol.as_deref());
    let days = series.chain(alpine::releases().filter_map(alpine::end_of_life));
    for day in days {
        assert!(is_day(day), "{day}");
    }
}

#[test]
fn the_alpine_releases_of_a_ruby_image_are_known() {
    for (release, expected, plain) in [
        ("3.4.7", Some("3.21 3.22 3.23"), Some("3.23")),
        ("2.4.2", Some("3.6 3.7 3.4"), Some("3.4")),
        ("4.0.7", Some("3.23 3.24"), Some("3.24")),
        ("3.4.11", Some(""), None),
        ("3.4.0", None, None),
    ] {
        let alpines = ruby::alpine_releases(release).map(|alpines| alpines.join(" "));
        assert_eq!(alpines.as_deref(), expected, "{release}");
        assert_eq!(ruby::plain_alpine(release), plain, "{release}");
    }
    let newest = |release| ruby::find_series(release).and_then(ruby::newest_release);
    assert_eq!(newest("4.0.0"), Some("4.0.7"));
    assert_eq!(newest("3.4.99"), Some("3.4.11"));
    assert_eq!(newest("3.5.0"), None);
    assert_eq!(alpine::releases().next(), Some("3.24"));
}

#[test]
fn build_packages_are_recognised_by_name() {
    for (name, expected) in [
        ("build-base", true),
        ("postgresql18-dev", true),
        ("g++", true),
        ("clang19", true),
        ("linux-headers", true),
        ("libpq", false),
        ("nodejs", false),
        ("git", false),
        ("python3", false),
        ("libgcc", false),
        ("shared-mime-info", false),
    ] {
        assert_eq!(alpine::is_build_package(name), expected, "{name}");
    }
}

#[test]
fn a_flag_of_bundle_install_is_first_deprecated_and_then_removed() {
    let status = |name: &str, version: &str| {
        let mut flags = bundler::install_flags().iter();
        let flag = flags.find(|flag| flag.flag == name).expect("a known flag");
        match (flag.is_deprecated(version), flag.is_removed(version)) {
            (false, false) => "ok",
            (true, false) => "deprecated",
            (false, true) => "removed",
            (true, true) => "both",
        }
    };
    for (flag, version, expected) in [
        ("--without", "1.17.3", "ok"),
        ("--without", "2.1.0", "deprecated"),
        ("--without", "2.7.2", "deprecated"),
        ("--without", "4.0.3", "removed"),
        ("--force", "2.6.9", "deprecated"),
        ("--force", "2.7.2", "ok"),
        ("--force", "4.0.3", "ok"),
        ("--no-deployment", "2.2.33", "deprecated"),
        ("--binstubs", "2.2.33", "deprecated"),
    ] {
        assert_eq!(status(flag, version), expected, "{flag} {version}");
    }
    assert_eq!(bundler::without_flag().flag, "--without");
    for (version, expected) in [("2.2.33", false), ("2.3.0", true), ("4.0.3", true)] {
        assert_eq!(bundler::follows_lockfile(version), expected, "{version}");
    }
}

#[test]
fn a_package_manager_has_a_lockfile() {
    let all = javascript::managers().iter();
    let lockfiles = all.map(|manager| format!("{} {}", manager.name, manager.lockfiles.join(" ")));
    assert_eq!(
        lockfiles.collect::<Vec<_>>(),
        [
            "yarn yarn.lock",
            "yarn-berry yarn.lock",
            "npm package-lock.json npm-shrinkwrap.json",
            "pnpm pnpm-lock.yaml",
        ]
    );
    assert_eq!(javascript::node_packages(), ["nodejs", "nodejs-current"]);
}

fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    lengths == [4, 2, 2] && matches!(numbers.as_slice(), [2000..=2100, 1..=12, 1..=31])
}
