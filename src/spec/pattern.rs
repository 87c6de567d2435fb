//! Regular expressions for texts of a spec, in the subset that all JSON Schema validators support. Editors check specs with
//! them. A pattern may accept what a rule rejects. A test checks that it never rejects what the rules accept.

/// An exact version: `major.minor.patch`.
pub const EXACT_VERSION: &str = r"^[0-9]+\.[0-9]+\.[0-9]+$";
/// A release of Alpine: `major.minor`.
pub const ALPINE: &str = r"^[0-9]+\.[0-9]+$";
/// A DNS label.
pub const DNS_LABEL: &str = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";
/// An image digest.
pub const DIGEST: &str = "^sha256:[0-9a-f]{64}$";
/// A full git commit hash.
pub const COMMIT: &str = "^[0-9a-f]{40}$";
/// A time zone of the tz database.
pub const TIMEZONE: &str = "^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){0,2}$";
/// An absolute folder in an image.
pub const WORKDIR: &str = "^/[A-Za-z0-9._/@+~,=%:-]*$";
/// A path of files, with optional `*` and `?` wildcards.
pub const PATH: &str = "^[A-Za-z0-9._/@+,=%:*?][A-Za-z0-9._/@+~,=%:*?-]*$";
/// A folder or file of the project.
pub const PROJECT_PATH: &str = "^[A-Za-z0-9._@+,=%:][A-Za-z0-9._/@+~,=%:-]*$";
/// A workflow file of the project.
pub const WORKFLOW_PATH: &str = r"^[A-Za-z0-9._@+,=%:][A-Za-z0-9._/@+~,=%:-]*\.ya?ml$";
/// The absolute path of a URL.
pub const URL_PATH: &str = "^/";
/// A variables file of Terraform, with optional placeholders.
pub const VAR_FILE: &str = "^[A-Za-z0-9._@+,=%:{][A-Za-z0-9._/@+~,=%:{}-]*$";
/// A file that a Makefile includes, with optional `*` and `?` wildcards.
pub const INCLUDE: &str = "^[A-Za-z0-9._@+*?][A-Za-z0-9._/@+*?-]*$";
/// An Alpine package, with an optional version constraint.
pub const PACKAGE: &str = "^[a-z0-9][a-z0-9+._-]*((=|>=|<=|>|<|~|=~|~=)[0-9][A-Za-z0-9._-]*)?$";
/// An Alpine package.
pub const PACKAGE_NAME: &str = "^[a-z0-9][a-z0-9+._-]*$";
/// A version constraint in apk's syntax.
pub const CONSTRAINT: &str = "^(=|>=|<=|>|<|~|=~|~=)[0-9][A-Za-z0-9._-]*$";
/// A stage of a Dockerfile.
pub const STAGE: &str = "^[a-z][a-z0-9._-]*$";
/// An environment variable or a secret.
pub const VARIABLE: &str = "^[A-Za-z_][A-Za-z0-9_]*$";
/// A user or group on Alpine.
pub const USER: &str = "^[a-z_][a-z0-9_-]{0,31}$";
/// The owner of a file: a user and an optional group, by name or ID.
pub const OWNER: &str = "^[a-z0-9_][a-z0-9_-]{0,31}(:[a-z0-9_][a-z0-9_-]{0,31})?$";
/// The permissions of a file, in octal.
pub const MODE: &str = "^[0-7]{3,4}$";
/// The value of a build argument, of characters that need no escaping in any output.
pub const ARGUMENT: &str = "^[A-Za-z0-9._/:@,%+-]+$";
/// A Gemfile group.
pub const GEM_GROUP: &str = "^[A-Za-z_][A-Za-z0-9_-]*$";
/// A Bundler setting.
pub const BUNDLER_SETTING: &str = "^[A-Za-z][A-Za-z0-9_.:/@-]*$";
/// The id of a build secret.
pub const SECRET_ID: &str = "^[A-Za-z0-9_.-]+$";
/// A runner label.
pub const RUNNER: &str = "^[A-Za-z0-9_.-]+$";
/// A git branch or tag.
pub const BRANCH: &str = r"^[^ ~^:\\*?\[]+$";
/// A cron schedule: five fields.
pub const CRON: &str = "^[^ ]+( [^ ]+){4}$";
/// A tag template.
pub const TAG: &str = r"^([A-Za-z0-9_]|\{(branch|stage|sha|pr|timestamp)\})([A-Za-z0-9_.-]|\{(branch|stage|sha|pr|timestamp)\})*$";
/// An image repository on a registry.
pub const REPOSITORY: &str = "^[a-z0-9._:/-]+$";
/// An image repository on any host.
pub const IMAGE: &str = "^[A-Za-z0-9._:/-]+$";
/// An environment, which is also a make target.
pub const ENVIRONMENT: &str = "^[a-z][a-z0-9_-]{0,39}$";
/// The name of an app, with an optional `{pr}`.
pub const APP: &str = r"^([a-z0-9-]|\{pr\})+$";
/// A URL, with an optional `{pr}`.
pub const URL: &str = "^https?://[^ \"'<>\\\\^`|]+$";
/// The https address of a git repository.
pub const GIT_URL: &str = "^https://[A-Za-z0-9][A-Za-z0-9.:-]*(/[A-Za-z0-9._~-]+)+$";
/// A Terraform variable.
pub const TERRAFORM_NAME: &str = "^[a-z_][a-z0-9_]*$";
/// A GitHub action: `owner/repository`, with an optional subfolder.
pub const ACTION: &str = "^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+$";
/// The id of a job or step.
pub const JOB_ID: &str = "^[A-Za-z_][A-Za-z0-9_-]*$";
/// The key of a template question.
pub const QUESTION: &str = "^[a-z][a-z0-9_]*$";
/// A text that is not blank.
pub const NOT_BLANK: &str = r"\S";
