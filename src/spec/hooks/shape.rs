//! What GitHub takes in a job: its keys and what each can be
//! (actions/languageservices, `workflow-v1.0.json`: job-factory, workflow-job, run-step, regular-step).

mod kind;

pub use kind::Kind;

/// A key of a job or of a step.
pub struct Known {
    /// The key.
    pub key: &'static str,
    /// What it is for, one sentence.
    pub what: &'static str,
    /// What it can be.
    pub kinds: &'static [Kind],
    /// How one writes it.
    pub example: &'static str,
}

/// The keys of a job with steps.
pub const JOB: &[Known] = &[
    known(
        "name",
        "What GitHub calls the job.",
        &[Kind::Text],
        "name = \"Prepare\"",
    ),
    NEEDS,
    IF,
    known(
        "runs-on",
        "The label of the runner, or several that it must have.",
        &[Kind::Text, Kind::Texts, Kind::Table],
        "runs-on = \"ubuntu-24.04\"",
    ),
    known(
        "steps",
        "The steps, in the order in which they run.",
        &[Kind::Tables],
        "steps = [{ run = \"bin/prepare\" }]",
    ),
    STRATEGY,
    MINUTES,
    known(
        "cancel-timeout-minutes",
        "How long a cancelled job may take to end, in minutes.",
        &[Kind::Number, Kind::Expression],
        "cancel-timeout-minutes = 5",
    ),
    CONTINUE,
    known(
        "container",
        "The image that the steps run in.",
        &[Kind::Text, Kind::Table],
        "container = \"ruby:3.4.7\"",
    ),
    known(
        "services",
        "Containers that run beside the steps, by their names.",
        &[Kind::Table, Kind::Expression],
        "services = { postgres = { image = \"postgres:17\" } }",
    ),
    ENV,
    known(
        "environment",
        "The environment of GitHub that the job deploys to.",
        &[Kind::Text, Kind::Table],
        "environment = \"staging\"",
    ),
    PERMISSIONS,
    CONCURRENCY,
    known(
        "outputs",
        "What jobs that wait for this one can read, by its name.",
        &[Kind::Scalars],
        "outputs = { version = \"${{ steps.version.outputs.version }}\" }",
    ),
    known(
        "defaults",
        "The shell and the folder of steps that name none.",
        &[Kind::Table],
        "defaults = { run = { shell = \"bash\" } }",
    ),
    known(
        "snapshot",
        "The custom image that is made of the runner once the job has succeeded.",
        &[Kind::Text, Kind::Table],
        "snapshot = \"image\"",
    ),
];

/// The keys of a job that is a workflow of another file.
pub const CALL: &[Known] = &[
    known(
        "name",
        "What GitHub calls the job.",
        &[Kind::Text],
        "name = \"Prepare\"",
    ),
    NEEDS,
    IF,
    known(
        "uses",
        "The workflow that is the job: a file below `.github/workflows`, of this repository or another.",
        &[Kind::Workflow],
        "uses = \"./.github/workflows/prepare.yml\"",
    ),
    known(
        "with",
        "The inputs of the workflow.",
        &[Kind::Scalars],
        "with = { environment = \"staging\" }",
    ),
    known(
        "secrets",
        "The secrets that the workflow gets, by the names that it has for them, or `inherit` for all.",
        &[Kind::Inherit, Kind::Scalars],
        "secrets = { token = \"${{ secrets.TOKEN }}\" }",
    ),
    STRATEGY,
    PERMISSIONS,
    CONCURRENCY,
];

/// The keys of a step.
pub const STEP: &[Known] = &[
    known(
        "name",
        "What the log calls the step.",
        &[Kind::Text],
        "name = \"Prepare\"",
    ),
    known(
        "id",
        "What other steps refer to it by.",
        &[Kind::Text],
        "id = \"prepare\"",
    ),
    IF,
    known(
        "uses",
        "The action, by its commit, or by its name alone, which takes the commit of `[actions]` or of the catalogue.",
        &[Kind::Text],
        "uses = \"actions/cache\"",
    ),
    known("run", "The script.", &[Kind::Text], "run = \"bin/prepare\""),
    known(
        "with",
        "The inputs of the action.",
        &[Kind::Scalars],
        "with = { path = \"tmp\" }",
    ),
    ENV,
    known(
        "shell",
        "The shell of the script.",
        &[Kind::Text],
        "shell = \"bash\"",
    ),
    known(
        "working-directory",
        "The folder that the script runs in.",
        &[Kind::Text],
        "working-directory = \"docs\"",
    ),
    CONTINUE,
    MINUTES,
    known(
        "background",
        "Whether the next step begins before this one has ended.",
        &[Kind::Flag],
        "background = true",
    ),
];

const NEEDS: Known = known(
    "needs",
    "The other jobs of your own that this one waits for.",
    &[Kind::Text, Kind::Texts],
    "needs = [\"swagger\"]",
);
const IF: Known = known(
    "if",
    "The condition under which it runs, an expression.",
    &[Kind::Text, Kind::Flag],
    "if = \"github.event_name == 'push'\"",
);
const STRATEGY: Known = known(
    "strategy",
    "The values that the job runs with, once for each.",
    &[Kind::Table, Kind::Expression],
    "strategy = { matrix = { ruby = [\"3.4\"] } }",
);
const MINUTES: Known = known(
    "timeout-minutes",
    "How long it may take, in minutes.",
    &[Kind::Number, Kind::Expression],
    "timeout-minutes = 10",
);
const CONTINUE: Known = known(
    "continue-on-error",
    "Whether what follows it goes on after it has failed.",
    &[Kind::Flag, Kind::Expression],
    "continue-on-error = true",
);
const ENV: Known = known(
    "env",
    "Environment variables.",
    &[Kind::Scalars],
    "env = { RAILS_ENV = \"test\" }",
);
const PERMISSIONS: Known = known(
    "permissions",
    "What the job's token may do, by what it touches.",
    &[Kind::Text, Kind::Scalars],
    "permissions = { contents = \"read\" }",
);
const CONCURRENCY: Known = known(
    "concurrency",
    "Of the runs of one group only one is under way at a time.",
    &[Kind::Text, Kind::Table],
    "concurrency = \"prepare\"",
);

/// What a token can be allowed to touch (GitHub documentation, "Workflow syntax": `permissions`).
pub const SCOPES: &[&str] = &[
    "actions",
    "attestations",
    "checks",
    "contents",
    "deployments",
    "discussions",
    "id-token",
    "issues",
    "models",
    "packages",
    "pages",
    "pull-requests",
    "repository-projects",
    "security-events",
    "statuses",
];

/// The shells that GitHub knows by name; another is a command with `{0}` for the script's file.
pub const SHELLS: &[&str] = &["bash", "sh", "pwsh", "powershell", "python", "cmd"];

const fn known(
    key: &'static str,
    what: &'static str,
    kinds: &'static [Kind],
    example: &'static str,
) -> Known {
    Known {
        key,
        what,
        kinds,
        example,
    }
}
