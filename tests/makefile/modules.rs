//! The target `terraform-modules` fetches a reference, and never removes files that it did not clone.

use std::fs;

use crate::{
    makefile::makefile_text,
    support::{Stubs, git, project::Project},
};

/// The folder for the Terraform modules.
const FOLDER: &str = "terraform/app/vendor/modules/aks";
/// The address of the modules in the spec.
const ADDRESS: &str = "https://github.com/DFE-Digital/terraform-modules.git";

#[test]
fn a_branch_is_fetched() {
    let modules = Modules::new();
    assert_eq!(modules.fetch("testing"), Ok("on the branch".to_owned()));
}

#[test]
fn a_tag_is_fetched() {
    let modules = Modules::new();
    assert_eq!(modules.fetch("v1.2.0"), Ok("at the tag".to_owned()));
}

#[test]
fn a_full_commit_is_fetched() {
    let modules = Modules::new();
    let commit = modules.git(&["rev-parse", "testing~1"]);
    assert_eq!(
        modules.fetch(&commit),
        Ok("before the branch's last commit".to_owned())
    );
}

#[test]
fn a_missing_reference_fails() {
    let modules = Modules::new();
    let error = modules
        .fetch("missing")
        .expect_err("the reference is missing");
    assert!(
        error.contains("couldn't find remote ref missing"),
        "{error}"
    );
}

#[test]
fn shell_syntax_in_a_reference_is_not_executed() {
    let modules = Modules::new();
    for name in [
        "$(touch${IFS}pwned)",
        "`touch${IFS}pwned`",
        "a;touch${IFS}pwned",
        "a'b\"c",
        "$HOME",
    ] {
        let error = modules.fetch(name).expect_err("the reference is missing");
        assert!(
            error.contains(&format!("couldn't find remote ref {name}")),
            "{error}"
        );
        assert_eq!(modules.service.list(), ["Makefile", "terraform"], "{name}");
    }
}

#[test]
fn the_modules_of_another_environment_are_replaced() {
    let modules = Modules::new();
    modules.fetch("v1.2.0").expect("the tag exists");
    let stale = modules.service.path(FOLDER).join("stale");
    fs::write(&stale, "").expect("a file can be written");
    assert_eq!(modules.fetch("testing"), Ok("on the branch".to_owned()));
    assert!(!stale.exists());
}

#[test]
fn a_folder_that_is_not_a_clone_is_not_removed() {
    for flags in [&[][..], &["-i"], &["-k"]] {
        let modules = Modules::new();
        let file = modules.service.path(FOLDER).join("main.tf");
        fs::create_dir_all(modules.service.path(FOLDER)).expect("a folder can be made");
        fs::write(&file, "mine").expect("a file can be written");
        let output = modules.run_make("testing", flags);
        assert!(output.contains("is not a clone of the modules"), "{output}");
        assert_eq!(
            fs::read_to_string(&file).expect("the file was kept"),
            "mine"
        );
    }
}

#[test]
fn a_folder_inside_a_clone_is_not_removed() {
    // The service's repository has a `.git` folder, but the folder of the modules has none.
    let modules = Modules::new();
    git(&modules.service.path("."), &["init", "--quiet"]);
    let file = modules.service.path(FOLDER).join("main.tf");
    fs::create_dir_all(modules.service.path(FOLDER)).expect("a folder can be made");
    fs::write(&file, "mine").expect("a file can be written");
    assert!(modules.fetch("testing").is_err());
    assert_eq!(
        fs::read_to_string(&file).expect("the file was kept"),
        "mine"
    );
}

/// A service with a Makefile, and a repository with Terraform modules.
struct Modules {
    service: Project,
    repository: Project,
    makefile: String,
}

impl Modules {
    fn new() -> Self {
        let modules = Self {
            service: Project::new(),
            repository: Project::new(),
            makefile: makefile_text("teaching-vacancies"),
        };
        modules.git(&["init", "--quiet", "--initial-branch=main"]);
        for (contents, arguments) in [
            ("at the tag", &["tag", "v1.2.0"][..]),
            (
                "before the branch's last commit",
                &["switch", "--quiet", "-c", "testing"],
            ),
            ("on the branch", &["switch", "--quiet", "-c", "later"]),
            ("nowhere", &["switch", "--quiet", "main"]),
        ] {
            fs::write(modules.repository.path("main.tf"), contents).expect("a file can be written");
            modules.git(&["add", "main.tf"]);
            modules.git(&["commit", "--quiet", "--message=Change"]);
            modules.git(arguments);
        }
        modules
    }

    /// Runs git in the repository of the modules and returns its output.
    fn git(&self, arguments: &[&str]) -> String {
        git(&self.repository.path("."), arguments).trim().to_owned()
    }

    /// Runs make to fetch `reference` and returns its error output.
    fn run_make(&self, reference: &str, flags: &[&str]) -> String {
        let own = format!(
            "override MODULES_REF := '{}'",
            reference.replace('$', "$$").replace('\'', "'\\''")
        );
        let text = self
            .makefile
            .replace("override MODULES_REF := testing", &own);
        assert_ne!(text, self.makefile);
        fs::write(self.service.path("Makefile"), text).expect("a file can be written");
        let mut make = Stubs::new(&[]).command("make");
        make.args(flags)
            .args(["staging", "terraform-modules"])
            .env("GIT_CONFIG_COUNT", "1")
            .env(
                "GIT_CONFIG_KEY_0",
                format!(
                    "url.file://{}.insteadOf",
                    self.repository.path(".").display()
                ),
            )
            .env("GIT_CONFIG_VALUE_0", ADDRESS)
            .current_dir(self.service.path("."));
        let output = make.output().expect("make runs");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// Fetches `reference`: the contents of `main.tf`, or make's error output.
    fn fetch(&self, reference: &str) -> Result<String, String> {
        let errors = self.run_make(reference, &[]);
        if errors.is_empty() {
            let file = self.service.path(FOLDER).join("main.tf");
            Ok(fs::read_to_string(file).expect("the file exists"))
        } else {
            Err(errors)
        }
    }
}
