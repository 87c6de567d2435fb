//! What texts of a spec look like, as regular expressions that all readers of JSON Schema take alike: an editor checks
//! with them what the rules check. None refuses what the rules take, which a test tries; some take what a rule refuses.

/// An exact version: `major.minor.patch`.
pub const EXACT_VERSION: &str = r"^[0-9]+\.[0-9]+\.[0-9]+$";
/// A release of Alpine: `major.minor`.
pub const ALPINE: &str = r"^[0-9]+\.[0-9]+$";
/// A name in the domain name system.
pub const DNS_LABEL: &str = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";
/// The digest of an image.
pub const DIGEST: &str = "^sha256:[0-9a-f]{64}$";
/// A commit of git.
pub const COMMIT: &str = "^[0-9a-f]{40}$";
/// A name of the tz database.
pub const TIMEZONE: &str = "^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){0,2}$";
/// A folder of an image, from its root.
pub const WORKDIR: &str = "^/[A-Za-z0-9._/@+~,=%:-]*$";
/// A path of files, with `*` and `?` perhaps.
pub const PATH: &str = "^[A-Za-z0-9._/@+,=%:*?][A-Za-z0-9._/@+~,=%:*?-]*$";
/// A folder or a file of the project.
pub const PROJECT_PATH: &str = "^[A-Za-z0-9._@+,=%:][A-Za-z0-9._/@+~,=%:-]*$";
/// A file of the project that GitHub reads as a workflow.
pub const WORKFLOW_PATH: &str = r"^[A-Za-z0-9._@+,=%:][A-Za-z0-9._/@+~,=%:-]*\.ya?ml$";
/// A path of a URL, from its root.
pub const URL_PATH: &str = "^/";
/// A file beside Terraform's, with placeholders perhaps.
pub const VAR_FILE: &str = "^[A-Za-z0-9._@+,=%:{][A-Za-z0-9._/@+~,=%:{}-]*$";
/// A file that a Makefile includes, with `*` and `?` perhaps.
pub const INCLUDE: &str = "^[A-Za-z0-9._@+*?][A-Za-z0-9._/@+*?-]*$";
/// A package of Alpine, with its constraint perhaps.
pub const PACKAGE: &str = "^[a-z0-9][a-z0-9+._-]*((=|>=|<=|>|<|~|=~|~=)[0-9][A-Za-z0-9._-]*)?$";
/// A package of Alpine.
pub const PACKAGE_NAME: &str = "^[a-z0-9][a-z0-9+._-]*$";
/// A constraint on a package, as apk writes it.
pub const CONSTRAINT: &str = "^(=|>=|<=|>|<|~|=~|~=)[0-9][A-Za-z0-9._-]*$";
/// A stage of a Dockerfile.
pub const STAGE: &str = "^[a-z][a-z0-9._-]*$";
/// An environment variable, or the secret that has its name.
pub const VARIABLE: &str = "^[A-Za-z_][A-Za-z0-9_]*$";
/// A user or a group of Alpine.
pub const USER: &str = "^[a-z_][a-z0-9_-]{0,31}$";
/// A group of a Gemfile.
pub const GEM_GROUP: &str = "^[A-Za-z_][A-Za-z0-9_-]*$";
/// A setting of Bundler's.
pub const BUNDLER_SETTING: &str = "^[A-Za-z][A-Za-z0-9_.:/@-]*$";
/// The id of a secret of a build.
pub const SECRET_ID: &str = "^[A-Za-z0-9_.-]+$";
/// The label of a runner.
pub const RUNNER: &str = "^[A-Za-z0-9_.-]+$";
/// A branch or a tag of git.
pub const BRANCH: &str = r"^[^ ~^:\\*?\[]+$";
/// A cron schedule: five fields.
pub const CRON: &str = "^[^ ]+( [^ ]+){4}$";
/// A template of a tag.
pub const TAG: &str = r"^([A-Za-z0-9_]|\{(branch|stage|sha|pr|timestamp)\})([A-Za-z0-9_.-]|\{(branch|stage|sha|pr|timestamp)\})*$";
/// A repository of images on a registry.
pub const REPOSITORY: &str = "^[a-z0-9._:/-]+$";
/// A repository of images, on any host.
pub const IMAGE: &str = "^[A-Za-z0-9._:/-]+$";
/// An environment: a target of make.
pub const ENVIRONMENT: &str = "^[a-z][a-z0-9_-]{0,39}$";
/// The name of an app, with the number of a pull request in it perhaps.
pub const APP: &str = r"^([a-z0-9-]|\{pr\})+$";
/// A url, with the number of a pull request in it perhaps.
pub const URL: &str = "^https?://[^ \"'<>\\\\^`|]+$";
/// The https address of a git repository.
pub const GIT_URL: &str = "^https://[A-Za-z0-9][A-Za-z0-9.:-]*(/[A-Za-z0-9._~-]+)+$";
/// A variable of Terraform's.
pub const TERRAFORM_NAME: &str = "^[a-z_][a-z0-9_]*$";
/// An action of GitHub: `owner/repository`, and a folder perhaps.
pub const ACTION: &str = "^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+$";
/// The id of a job or of a step.
pub const JOB_ID: &str = "^[A-Za-z_][A-Za-z0-9_-]*$";
/// The key of a question of a template.
pub const QUESTION: &str = "^[a-z][a-z0-9_]*$";
/// Something else than blanks.
pub const NOT_BLANK: &str = r"\S";
