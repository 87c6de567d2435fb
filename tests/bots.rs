//! The page about bots: what it pins is what we pin, and its scripts do what it says.

use std::fs;

use serde_yaml::Value;
use tvgen::{artifact::VERSION, catalogue::actions};

use crate::support::{HELLO, expression, git, markdown::read, project::Project, runner::Runner};

/// The job of the workflow on the page.
fn job() -> Value {
    let page = fs::read_to_string("docs/bots.md").expect("there is a page");
    let blocks = read(&page).blocks.into_iter();
    let mut workflows = blocks.filter(|(_, text)| text.starts_with("# .github/workflows/"));
    let (_, text) = workflows.next().expect("the page shows a workflow");
    let workflow: Value = serde_yaml::from_str(&text).expect("it is YAML");
    workflow["jobs"]["absorb"].clone()
}

/// Its steps.
fn steps() -> Vec<Value> {
    job()["steps"].as_sequence().expect("it has steps").clone()
}

/// The step called `name`.
#[track_caller]
fn step(name: &str) -> Value {
    let mut steps = steps().into_iter().filter(|step| step["name"] == name);
    steps.next().expect("there is such a step")
}

/// A repository that GitHub has as `acme/notes`, and a runner that has the bot's branch checked out.
struct Github {
    project: Project,
    branch: String,
}

impl Github {
    /// One where the bot's branch is called `branch`.
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

    /// A runner, where the secret of the page is `token`.
    fn runner(&self, token: &str) -> Runner {
        let runner = Runner::new(self.project.path("notes"))
            .with("github.head_ref", &self.branch)
            .with("secrets.ABSORB_TOKEN", token);
        let there = self.project.path("github.git");
        let settings = format!(
            "[url \"{}\"]\n\tinsteadOf = https://x-access-token:s3cret@github.com/acme/notes.git\n",
            there.display()
        );
        fs::write(runner.path(".gitconfig"), settings).expect("the folder is ours");
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

    /// The commits of the bot's branch at GitHub, the newest first: author and subject.
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
fn the_page_pins_what_the_catalogue_pins() {
    let page = fs::read_to_string("docs/bots.md").expect("there is a page");
    let mut pins = 0;
    for line in page.lines().filter(|line| line.contains("uses: actions/")) {
        let (_, uses) = line.split_once("uses: ").expect("it is there");
        let (name, _) = uses.split_once('@').expect("it is pinned");
        let action = actions::pin(name).expect("the catalogue has it");
        let version = action.version.as_deref().expect("it has a version");
        assert_eq!(uses, format!("{name}@{} # {version}", action.sha));
        pins += 1;
    }
    assert_eq!(pins, 1);
}

#[test]
fn only_what_a_bot_opened_from_this_repository_is_absorbed() {
    let job = job();
    let condition = job["if"].as_str().expect("it has a condition");
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
                _ => panic!("{name} is not known"),
            };
            expression::Value::String(value.to_owned())
        });
        assert_eq!(value.holds(), runs, "{author} from {repository}");
    }
}

#[test]
fn tvgen_is_installed_before_the_bots_branch_is_there() {
    let names: Vec<String> = steps()
        .iter()
        .map(|step| step["name"].as_str().expect("each has a name").to_owned())
        .collect();
    assert_eq!(
        names,
        [
            "Install tvgen",
            "Check the bot's branch out",
            "Move the bot's edits into the spec",
            "Push what that changed",
        ]
    );
    let github = Github::new("bot");
    let runner = github.runner("");
    runner.run(&step(&names[0])).code(0);
    assert_eq!(
        runner.calls(),
        "install --locked --git https://github.com/OWNER/tvgen --rev COMMIT tvgen, in notes\n"
    );
    let version = serde_yaml::from_str("run: tvgen --version").expect("it is YAML");
    runner
        .run(&version)
        .code(0)
        .stdout(&format!("tvgen {VERSION}\n"));
}

#[test]
fn what_was_absorbed_is_pushed_to_the_bots_branch() {
    for branch in [
        "dependabot/github_actions/actions/checkout-7.0.1",
        "renovate/`touch$IFS'hacked'`;touch$IFS'hacked'&",
        "--force",
    ] {
        let github = Github::new(branch);
        let before = github.project.list();
        fs::write(github.project.path("notes/tvgen.toml"), "spec = 2\n").expect("it is ours");
        fs::write(github.project.path("notes/new"), "").expect("it is ours");
        let push = step("Push what that changed");
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
            .stdout("There was nothing to absorb.\n")
            .stderr("");
    }
}

#[test]
fn without_anything_to_push_no_token_is_needed_and_else_its_name_is_told() {
    let github = Github::new("bot");
    let push = step("Push what that changed");
    let runner = github.runner("");
    runner
        .run(&push)
        .code(0)
        .stdout("There was nothing to absorb.\n");
    fs::write(github.project.path("notes/tvgen.toml"), "spec = 2\n").expect("it is ours");
    let script = runner.path("script");
    runner.run(&push).code(1).stdout("").stderr(&format!(
        "{}: line 6: TOKEN: the secret ABSORB_TOKEN is not there: Dependabot has secrets of its own\n",
        script.display()
    ));
    assert_eq!(github.commits(), RAISED);
}

#[test]
fn a_push_of_the_bots_that_came_first_is_not_lost() {
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
    fs::write(github.project.path("faster/new"), "").expect("it is ours");
    github.commit("faster", "Raise another version");
    github.push("faster");
    let commits = github.commits();
    fs::write(github.project.path("notes/tvgen.toml"), "spec = 2\n").expect("it is ours");
    github
        .runner("s3cret")
        .run(&step("Push what that changed"))
        .code(1);
    assert_eq!(github.commits(), commits);
}

#[test]
fn a_bots_pin_is_absorbed_by_the_workflow_of_the_page_and_the_check_passes_again() {
    let github = Github::new("dependabot/github_actions/actions/checkout-7.0.2");
    let github = Github {
        project: github.project.file("notes/tvgen.toml", HELLO),
        ..github
    };
    github.project.run(&["render", "notes", "--quiet"]).code(0);
    let path = "notes/.github/workflows/build_and_deploy.yml";
    let workflow = github.project.read(path);
    let pin = actions::pin("actions/checkout").expect("the catalogue has it");
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
