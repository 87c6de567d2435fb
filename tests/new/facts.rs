//! Defaults are read from the repository.

use tvgen::{repository::git::find_remote, source::in_memory::InMemoryFiles};

use crate::support::project::Project;

#[test]
fn defaults_come_from_the_repository() {
    Project::new()
        .file(".git/config", "[remote \"upstream\"]\n\turl = https://example.com/other/x\n[remote \"origin\"]\n\turl = git@github.com:DFE-Digital/payments.git\n")
        .file(".ruby-version", "3.4.6\n")
        .file(".tool-versions", "ruby 3.4.6\nterraform 1.13.0\n")
        .file("terraform/application/main.tf", "")
        .file("Gemfile", "source \"https://rubygems.org\"\n")
        .file("Gemfile.lock", "GEM\n  specs:\n    redis (5.4.0)\n      pg (>= 1)\n\nRUBY VERSION\n   ruby 3.4.6p54\n\nBUNDLED WITH\n   2.6.8\n")
        .file("package.json", "{\n  \"packageManager\": \"npm@11.6.2\"\n}\n")
        .file("package-lock.json", "{}\n")
        .run(&[
            "new",
            "--template",
            "dfe-web",
            "--set",
            "short=pay",
            "--set",
            "namespace=bat",
        ])
        .code(0)
        .stderr("")
        .snapshot_of("new", "facts");
}

#[test]
fn the_owner_is_read_from_every_form_of_remote_url() {
    let cases = [
        (
            "https://github.com/Acme/payments.git",
            Some(("Acme", "payments")),
        ),
        (
            "https://user@github.com/Acme/payments/",
            Some(("Acme", "payments")),
        ),
        (
            "ssh://git@github.com:22/Acme/payments.git",
            Some(("Acme", "payments")),
        ),
        ("git@github.com:Acme/payments", Some(("Acme", "payments"))),
        ("github:Acme/payments.git", Some(("Acme", "payments"))),
        ("/srv/git/Acme/payments.git", None),
        ("../payments", None),
        ("C:/git/payments", None),
        ("file:///srv/git/Acme/payments.git", None),
        ("https://github.com/payments", None),
    ];
    for (url, expected) in cases {
        let config = format!("[core]\n\tbare = false\n[remote \"origin\"]\n\turl = {url}\n");
        let files = [(".git/config".to_owned(), config)];
        let found = find_remote(&InMemoryFiles(&files));
        let found = found.map(|remote| (remote.owner, remote.name));
        let expected =
            expected.map(|(owner, name): (&str, &str)| (owner.to_owned(), name.to_owned()));
        assert_eq!(found, expected, "{url}");
    }
}

#[test]
fn a_worktree_uses_the_configuration_of_its_repository() {
    let files = [
        (".git", "gitdir: /srv/payments/.git/worktrees/fix\n"),
        ("/srv/payments/.git/worktrees/fix/commondir", "../..\n"),
        (
            "/srv/payments/.git/worktrees/fix/../../config",
            "[remote \"origin\"]\n\turl = https://github.com/Acme/payments\n",
        ),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let found = find_remote(&InMemoryFiles(&files)).expect("the remote is found");
    assert_eq!(
        (found.owner.as_str(), found.name.as_str()),
        ("Acme", "payments")
    );
}
