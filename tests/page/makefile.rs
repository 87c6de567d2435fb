//! Runs make in a real repository, with stubs for docker, terraform and date.

use std::{fs, rc::Rc};

use super::{
    claim::{Evidence, Place},
    outputs::Outputs,
};
use crate::support::Stubs;

/// The branch and the pull request's image that the page gives as examples.
pub const BRANCH: &str = "TEVA-1296-alert-filters";
pub const REVIEW: &str = "review-pr-2100-fa6128324de4bbf0d8f238011e672f5c06b9c975-20201008150346";
pub const RELEASE: &str = "a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18";
pub const REPOSITORY: &str = "dfedigital/teaching-vacancies";

/// The digest that the registry gives for every tag.
pub const DIGEST: &str = "sha256:c12952e97a99088c576143c3b52117579c8dd6078d6b4112fd61032ad44b43fa";

/// A run of make.
pub struct MakeRun {
    /// The command.
    command: String,
    /// Whether it succeeded.
    pub succeeded: bool,
    /// Its error output if it failed.
    pub error: String,
    /// The commit that was checked out.
    pub commit: String,
    /// The programs that it ran.
    pub calls: Vec<Call>,
}

/// A program that was run.
pub struct Call {
    /// Its name and arguments.
    pub words: Vec<String>,
    /// The value of the environment variable `DOCKER_BUILDKIT` or `TF_VAR_app_docker_image`.
    pub variable: String,
}

impl Call {
    /// The values of the option `option`.
    pub fn option(&self, option: &str) -> Vec<&str> {
        let pairs = self.words.windows(2).filter(|pair| pair[0] == option);
        pairs.map(|pair| pair[1].as_str()).collect()
    }
}

impl MakeRun {
    /// The builds.
    pub fn builds(&self) -> Vec<&Call> {
        let builds = self.calls.iter().filter(|call| call.words[1] == "build");
        builds.collect()
    }

    /// The build of the stage `stage`.
    pub fn build(&self, stage: &str) -> Option<&Call> {
        let mut builds = self.builds().into_iter();
        builds.find(|build| build.option("--target") == [stage])
    }

    /// Whether one call contained `words`, in this order.
    pub fn ran(&self, words: &str) -> Evidence {
        let call = |call: &Call| call.words.join(" ").contains(words);
        self.calls.iter().any(call).then(|| self.did(words))
    }

    /// Evidence that the run did `what`; the caller has checked it.
    pub fn did(&self, what: &str) -> Vec<Place> {
        let what = what.trim().replace(&self.commit, "<commit>");
        vec![Place::Ran {
            command: self.command.clone(),
            did: what,
        }]
    }
}

impl Outputs {
    /// Runs `make ARGUMENTS` on the page's branch.
    pub fn make(&self, arguments: &str) -> Rc<MakeRun> {
        self.make_on(BRANCH, arguments)
    }

    /// Runs `make ARGUMENTS` in a repository that has `branch` checked out. Each run is cached.
    pub fn make_on(&self, branch: &str, arguments: &str) -> Rc<MakeRun> {
        let key = format!("{branch} {arguments}");
        let known = self.make_runs.borrow().get(&key).cloned();
        known.unwrap_or_else(|| {
            let run = Rc::new(self.run_make(branch, arguments));
            self.make_runs.borrow_mut().insert(key, Rc::clone(&run));
            run
        })
    }

    fn run_make(&self, branch: &str, arguments: &str) -> MakeRun {
        let folder = tempfile::tempdir().expect("a folder");
        let record = |variable: &str, name: &str| {
            format!(
                "{{ printf '%s\\t{name}' \"${variable}\"; printf '\\t%s' \"$@\"; echo; }} >> calls"
            )
        };
        let stubs = Stubs::new(&[
            (
                "docker",
                &format!(
                    "case $1 in buildx) echo {DIGEST} ;; *) {} ;; esac",
                    record("DOCKER_BUILDKIT", "docker")
                ),
            ),
            ("terraform", &record("TF_VAR_app_docker_image", "terraform")),
            ("date", "echo 20201008150346"),
        ]);
        let run = |program: &str, arguments: &[&str]| {
            let mut command = stubs.command(program);
            command.args(arguments).current_dir(&folder);
            command.output().expect("the program runs")
        };
        let git = |arguments: &[&str]| {
            let who = ["-c", "user.name=Page", "-c", "user.email=page@example.org"];
            let output = run("git", &[&who, arguments].concat());
            assert!(output.status.success(), "{output:?}");
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        };
        fs::write(folder.path().join("Makefile"), self.text("makefile")).expect("a Makefile");
        git(&["init", "--quiet"]);
        git(&["commit", "--quiet", "--allow-empty", "--message=First"]);
        git(&["branch", "--move", branch]);
        let commit = git(&["rev-parse", "HEAD"]);
        let words: Vec<_> = arguments.split(' ').collect();
        let output = run("make", &words);
        let calls = fs::read_to_string(folder.path().join("calls")).unwrap_or_default();
        let call = |line: &str| {
            let mut words: Vec<_> = line.split('\t').map(str::to_owned).collect();
            let variable = words.remove(0);
            Call { words, variable }
        };
        MakeRun {
            command: format!("make {arguments}"),
            succeeded: output.status.success(),
            error: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            commit,
            calls: calls.lines().map(call).collect(),
        }
    }

    /// The first line of the recipe of `target` that contains `text`.
    pub fn recipe(&self, target: &str, text: &str) -> Evidence {
        let title = format!("{target}:");
        let lines: Vec<_> = self.text("makefile").lines().collect();
        let from = lines.iter().position(|line| line.starts_with(&title))?;
        let recipe = lines[from..].iter().take_while(|line| !line.is_empty());
        let inside = recipe.into_iter().any(|line| line.contains(text));
        self.line("makefile", from + 1, text).filter(|_| inside)
    }
}
