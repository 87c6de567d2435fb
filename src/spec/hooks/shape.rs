//! The keys of a job and a step that GitHub supports, and the types of their values
//! (actions/languageservices, `workflow-v1.0.json`: job-factory, workflow-job, run-step, regular-step).

mod value_type;

pub use value_type::ValueType;

/// A key of a job or of a step.
pub struct WorkflowKey {
    /// The key.
    pub key: &'static str,
    /// Its description, one sentence.
    pub description: &'static str,
    /// The types of its value.
    pub types: &'static [ValueType],
    /// An example.
    pub example: &'static str,
}

/// The keys of a job that has steps.
pub const JOB: &[WorkflowKey] = &[
    known(
        "name",
        "The name of the job on GitHub.",
        &[ValueType::Text],
        "name = \"Prepare\"",
    ),
    NEEDS,
    IF,
    known(
        "runs-on",
        "The label of the runner, or several labels that it must have.",
        &[ValueType::Text, ValueType::Texts, ValueType::Table],
        "runs-on = \"ubuntu-24.04\"",
    ),
    known(
        "steps",
        "The steps, in order.",
        &[ValueType::Tables],
        "steps = [{ run = \"bin/prepare\" }]",
    ),
    STRATEGY,
    MINUTES,
    known(
        "cancel-timeout-minutes",
        "The time limit for a cancelled job to end, in minutes.",
        &[ValueType::Number, ValueType::Expression],
        "cancel-timeout-minutes = 5",
    ),
    CONTINUE,
    known(
        "container",
        "The image that the steps run in.",
        &[ValueType::Text, ValueType::Table],
        "container = \"ruby:3.4.7\"",
    ),
    known(
        "services",
        "Containers that run alongside the steps, by name.",
        &[ValueType::Table, ValueType::Expression],
        "services = { postgres = { image = \"postgres:17\" } }",
    ),
    ENV,
    known(
        "environment",
        "The GitHub environment that the job deploys to.",
        &[ValueType::Text, ValueType::Table],
        "environment = \"staging\"",
    ),
    PERMISSIONS,
    CONCURRENCY,
    known(
        "outputs",
        "Values that dependent jobs can read, by name.",
        &[ValueType::Scalars],
        "outputs = { version = \"${{ steps.version.outputs.version }}\" }",
    ),
    known(
        "defaults",
        "The default shell and working directory of steps.",
        &[ValueType::Table],
        "defaults = { run = { shell = \"bash\" } }",
    ),
    known(
        "snapshot",
        "The custom image to create from the runner when the job succeeds.",
        &[ValueType::Text, ValueType::Table],
        "snapshot = \"image\"",
    ),
];

/// The keys of a job that calls a reusable workflow.
pub const CALL: &[WorkflowKey] = &[
    known(
        "name",
        "The name of the job on GitHub.",
        &[ValueType::Text],
        "name = \"Prepare\"",
    ),
    NEEDS,
    IF,
    known(
        "uses",
        "The reusable workflow to call: a file in `.github/workflows` of this or another repository.",
        &[ValueType::Workflow],
        "uses = \"./.github/workflows/prepare.yml\"",
    ),
    known(
        "with",
        "The inputs of the workflow.",
        &[ValueType::Scalars],
        "with = { environment = \"staging\" }",
    ),
    known(
        "secrets",
        "The secrets to pass to the workflow, by the names it declares, or `inherit` for all.",
        &[ValueType::Inherit, ValueType::Scalars],
        "secrets = { token = \"${{ secrets.TOKEN }}\" }",
    ),
    STRATEGY,
    PERMISSIONS,
    CONCURRENCY,
];

/// The keys of a step.
pub const STEP: &[WorkflowKey] = &[
    known(
        "name",
        "The name of the step in the log.",
        &[ValueType::Text],
        "name = \"Prepare\"",
    ),
    known(
        "id",
        "The id for references from other steps.",
        &[ValueType::Text],
        "id = \"prepare\"",
    ),
    IF,
    known(
        "uses",
        "The action, pinned to a commit. A name alone uses the commit from `[actions]` or from tvgen's catalogue.",
        &[ValueType::Text],
        "uses = \"actions/cache\"",
    ),
    known(
        "run",
        "The script.",
        &[ValueType::Text],
        "run = \"bin/prepare\"",
    ),
    known(
        "with",
        "The inputs of the action.",
        &[ValueType::Scalars],
        "with = { path = \"tmp\" }",
    ),
    ENV,
    known(
        "shell",
        "The shell of the script.",
        &[ValueType::Text],
        "shell = \"bash\"",
    ),
    known(
        "working-directory",
        "The folder that the script runs in.",
        &[ValueType::Text],
        "working-directory = \"docs\"",
    ),
    CONTINUE,
    MINUTES,
    known(
        "background",
        "Whether the next step starts before this one has ended.",
        &[ValueType::Flag],
        "background = true",
    ),
];

const NEEDS: WorkflowKey = known(
    "needs",
    "The custom jobs that this one waits for.",
    &[ValueType::Text, ValueType::Texts],
    "needs = [\"swagger\"]",
);
const IF: WorkflowKey = known(
    "if",
    "The condition, a GitHub expression.",
    &[ValueType::Text, ValueType::Flag],
    "if = \"github.event_name == 'push'\"",
);
const STRATEGY: WorkflowKey = known(
    "strategy",
    "The matrix of values; the job runs once for each combination.",
    &[ValueType::Table, ValueType::Expression],
    "strategy = { matrix = { ruby = [\"3.4\"] } }",
);
const MINUTES: WorkflowKey = known(
    "timeout-minutes",
    "The time limit, in minutes.",
    &[ValueType::Number, ValueType::Expression],
    "timeout-minutes = 10",
);
const CONTINUE: WorkflowKey = known(
    "continue-on-error",
    "Whether a failure is ignored.",
    &[ValueType::Flag, ValueType::Expression],
    "continue-on-error = true",
);
const ENV: WorkflowKey = known(
    "env",
    "Environment variables.",
    &[ValueType::Scalars],
    "env = { RAILS_ENV = \"test\" }",
);
const PERMISSIONS: WorkflowKey = known(
    "permissions",
    "The permissions of the job's token, by scope.",
    &[ValueType::Text, ValueType::Scalars],
    "permissions = { contents = \"read\" }",
);
const CONCURRENCY: WorkflowKey = known(
    "concurrency",
    "The concurrency group: only one run per group is in progress at a time.",
    &[ValueType::Text, ValueType::Table],
    "concurrency = \"prepare\"",
);

/// The scopes of a token's permissions (GitHub documentation, "Workflow syntax": `permissions`).
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

/// GitHub's built-in shells; any other is a command with `{0}` for the script file.
pub const SHELLS: &[&str] = &["bash", "sh", "pwsh", "powershell", "python", "cmd"];

const fn known(
    key: &'static str,
    description: &'static str,
    types: &'static [ValueType],
    example: &'static str,
) -> WorkflowKey {
    WorkflowKey {
        key,
        description,
        types,
        example,
    }
}
