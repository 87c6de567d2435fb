//! `docs/bots.md`: its workflow pins the same actions as the catalogue, and its scripts work as described.

use std::fs;

use serde_yaml::Value;
use tvgen::{artifact::VERSION, catalogue::actions};

use crate::support::{HELLO, expression, git, markdown::read, project::Project, runner::Runner};

/// The job of the workflow on the page.
fn job() -> Value {
    let page = fs::read_to_string("docs/bots.md").expect("the page exists");
    let blocks = read(&page).blocks.into_iter();
    let mut workflows = blocks.filter(|(_, text)| text.starts_with("# .github/workflows/"));
    let (_, text) = workflows.next().expect("the page shows a workflow");
    let workflow: Value = serde_yaml::from_str(&text).expect("valid YAML");
    workflow["jobs"]["absorb"].clone()
}

/// The steps of the job.
fn steps() -> Vec<Value> {
    job()["steps"]
        .as_sequence()
        .expect("the job has steps")
        .clone()
}

/// The step called `name`.
#[track_caller]
fn step(name: &str) -> Value {
    let mut steps = steps().into_iter().filter(|step| step["name"] == name);
    steps.next().expect("the step exists")
}

/// A stand-in for the GitHub repository `acme/notes`, and a checkout of the bot's branch.
struct Github {
    project: Project,
    branch: String,
}

impl Github {
    /// Creates a repository whose bot branch is called `branch`.
    fn new(branch: &str) -> Self {
        let project = Project::new().file("notes/tvgen.toml", "spec = 1\n");
        let github = Self {
            project,
            branch: branch.to_owned(),
        };
        github.git(".", &["init", "--quiet", "--bare", "github.git"]);
        github.git("notes", &["init", "--quiet"]);
        github.git("notes", &["remote", "add", "origin", "../github.git"]);
        github.commit("notes", "Raise a version");
        github.push("notes");
        github
    }

    /// A runner with `token` as the secret `ABSORB_TOKEN`.
    fn runner(&self, token: &str) -> Runner {
        let runner = Runner::new(self.project.path("notes"))
            .with("github.head_ref", &self.branch)
            .with("secrets.ABSORB_TOKEN", token);
        let remote = self.project.path("github.git");
        let settings = format!(
            "[url \"{}\"]\n\tinsteadOf = https://x-access-token:s3cret@github.com/acme/notes.git\n",
            remote.display()
        );
        fs::write(runner.path(".gitconfig"), settings).expect("the folder is writable");
        runner
    }

    fn commit(&self, folder: &str, message: &str) {
        self.git(folder, &["add", "--all"]);
        let author = ["-c", "user.name=bot", "-c", "user.email=bot@example.org"];
        let commit = ["commit", "--quiet", "--message", message];
        self.git(folder, &[&author[..], &commit].concat());
    }

    fn push(&self, folder: &str) {
        let reference = format!("HEAD:refs/heads/{}", self.branch);
        self.git(folder, &["push", "--quiet", "origin", &reference]);
    }

    /// The authors and subjects of the commits of the bot's branch at GitHub, newest first.
    fn commits(&self) -> String {
        let format = "--format=%an <%ae>: %s";
        let reference = format!("refs/heads/{}", self.branch);
        self.git("github.git", &["log", format, &reference, "--"])
    }

    #[track_caller]
    fn git(&self, folder: &str, arguments: &[&str]) -> String {
        git(&self.project.path(folder), arguments)
    }
}

const RAISED: &str = "bot <bot@example.org>: Raise a version\n";
const ABSORBED: &str = "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>: \
                        Absorb the bot's change [dependabot skip]\n";

#[test]
fn the_page_pins_actions_as_the_catalogue_does() {
    let page = fs::read_to_string("docs/bots.md").expect("the page exists");
    let mut pins = 0;
    for line in page.lines().filter(|line| line.contains("uses: actions/")) {
        let (_, uses) = line.split_once("uses: ").expect("the line has `uses`");
        let (name, _) = uses.split_once('@').expect("the action is pinned");
        let action = actions::find_pin(name).expect("the catalogue has it");
        let version = action.version.as_deref().expect("the pin has a version");
        assert_eq!(uses, format!("{name}@{} # {version}", action.sha));
        pins += 1;
    }
    assert_eq!(pins, 1);
}

#[test]
fn only_pull_requests_by_bots_from_this_repository_are_absorbed() {
    let job = job();
    let condition = job["if"].as_str().expect("the job has a condition");
    for (author, repository, runs) in [
        ("dependabot[bot]", "acme/notes", true),
        ("renovate[bot]", "acme/notes", true),
        ("dependabot[bot]", "mallory/notes", false),
        ("mallory", "acme/notes", false),
        ("mallory", "mallory/notes", false),
    ] {
        let value = expression::evaluate(condition, &|name| {
            let value = match name {
                "github.repository" => "acme/notes",
                "github.event.pull_request.head.repo.full_name" => repository,
                "github.event.pull_request.user.login" => author,
                _ => panic!("unknown name {name}"),
            };
            expression::Value::String(value.to_owned())
        });
        assert_eq!(value.is_truthy(), runs, "{author} from {repository}");
    }
}

#[test]
fn tvgen_is_installed_before_the_bots_branch_is_checked_out() {
    let names: Vec<String> = steps()
        .iter()
        .map(|step| {
            step["name"]
                .as_str()
                .expect("every step has a name")
                .to_owned()
        })
        .collect();
    assert_eq!(
        names,
        [
            "Install tvgen",
            "Check out the bot's branch",
            "Move the bot's edits into the spec",
            "Push the changes",
        ]
    );
    let github = Github::new("bot");
    let runner = github.runner("");
    runner.run(&step(&names[0])).code(0);
    assert_eq!(
        runner.calls(),
        "install --locked --git https://github.com/OWNER/tvgen --rev COMMIT tvgen, in notes\n"
    );
    let version = serde_yaml::from_str("run: tvgen --version").expect("valid YAML");
    runner
        .run(&version)
        .code(0)
        .stdout(&format!("tvgen {VERSION}\n"));
}

#[test]
fn absorbed_edits_are_pushed_to_the_bots_branch() {
    for branch in [
        "dependabot/github_actions/actions/checkout-7.0.1",
        "renovate/`touch$IFS'hacked'`;touch$IFS'hacked'&",
        "--force",
    ] {
        let github = Github::new(branch);
        let before = github.project.list();
        fs::write(github.project.path("notes/tvgen.toml"), "spec = 2\n")
            .expect("the file can be written");
        fs::write(github.project.path("notes/new"), "").expect("the file can be written");
        let push = step("Push the changes");
        github.runner("s3cret").run(&push).code(0);
        assert_eq!(github.commits(), format!("{ABSORBED}{RAISED}"));
        let changed = ["show", "--format=", "--name-only", "HEAD", "--"];
        assert_eq!(github.git("notes", &changed), "new\ntvgen.toml\n");
        assert_eq!(github.project.list(), before);

        // The run that this push starts finds nothing to do.
        github
            .runner("s3cret")
            .run(&push)
            .code(0)
            .stdout("Nothing to absorb.\n")
            .stderr("");
    }
}

#[test]
fn the_token_is_only_needed_for_a_push_and_reported_by_name_when_missing() {
    let github = Github::new("bot");
    let push = step("Push the changes");
    let runner = github.runner("");
    runner.run(&push).code(0).stdout("Nothing to absorb.\n");
    fs::write(github.project.path("notes/tvgen.toml"), "spec = 2\n")
        .expect("the file can be written");
    let script = runner.path("script");
    runner.run(&push).code(1).stdout("").stderr(&format!(
        "{}: line 6: TOKEN: the secret ABSORB_TOKEN is not set (Dependabot has separate secrets)\n",
        script.display()
    ));
    assert_eq!(github.commits(), RAISED);
}

#[test]
fn a_newer_push_by_the_bot_is_not_overwritten() {
    let github = Github::new("bot");
    let clone = [
        "clone",
        "--quiet",
        "--branch",
        "bot",
        "github.git",
        "faster",
    ];
    github.git(".", &clone);
    fs::write(github.project.path("faster/new"), "").expect("the file can be written");
    github.commit("faster", "Raise another version");
    github.push("faster");
    let commits = github.commits();
    fs::write(github.project.path("notes/tvgen.toml"), "spec = 2\n")
        .expect("the file can be written");
    github
        .runner("s3cret")
        .run(&step("Push the changes"))
        .code(1);
    assert_eq!(github.commits(), commits);
}

#[test]
fn the_workflow_of_the_page_absorbs_a_bots_pin_and_the_check_passes_again() {
    let github = Github::new("dependabot/github_actions/actions/checkout-7.0.2");
    let github = Github {
        project: github.project.file("notes/tvgen.toml", HELLO),
        ..github
    };
    github.project.run(&["render", "notes", "--quiet"]).code(0);
    let path = "notes/.github/workflows/build_and_deploy.yml";
    let workflow = github.project.read(path);
    let pin = actions::find_pin("actions/checkout").expect("the catalogue has it");
    let raised = workflow.replace(
        &format!("{} # v7.0.1", pin.sha),
        "1111111111111111111111111111111111111111 # v7.0.2",
    );
    let project = github.project.file(path, &raised);
    let github = Github { project, ..github };
    github.commit("notes", "Raise a pin");
    github.push("notes");
    github.project.run(&["check", "notes"]).code(1);
    let runner = github.runner("s3cret");
    for step in steps().iter().filter(|step| !step["run"].is_null()) {
        runner.run(step).code(0);
    }
    assert_eq!(
        github.commits(),
        format!("{ABSORBED}bot <bot@example.org>: Raise a pin\n{RAISED}")
    );
    github.project.run(&["check", "notes"]).code(0);
}
