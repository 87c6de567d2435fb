//! Jobs and steps, as the template shows them.

use serde::Serialize;

use super::{condition, run::Run, values};
use crate::{
    lang::{
        Text, expr, why,
        yaml::{self, Part, Yaml},
    },
    plan::{
        actions::Pin,
        when::When,
        workflows::{self, Cancels, Of, Permission, Purpose, Work},
    },
    source::Place,
    spec::{environments::On, hooks::Access},
};

/// A job.
#[derive(Serialize)]
pub(super) struct Job {
    why: Text<Yaml>,
    id: Text<Yaml>,
    needs: Vec<Text<Yaml>>,
    generated: Option<Generated>,
    permissions: Vec<Pair>,
    pub(super) comments: Vec<Text<Yaml>>,
    pub(super) environment: Option<Environment>,
    pub(super) outputs: Vec<Pair>,
    pub(super) steps: Vec<Step>,
    /// All of a job of the user's own but its id and what it waits for.
    pub(super) entries: Vec<Text<Yaml>>,
}

/// What the plan says of a job of ours.
#[derive(Serialize)]
struct Generated {
    name: Text<Yaml>,
    condition: Option<Text<Yaml>>,
    runs_on: Text<Yaml>,
    timeout: Text<Yaml>,
    branches: Vec<Text<Yaml>>,
    group: Option<Group>,
}

#[derive(Serialize)]
struct Group {
    name: Text<Yaml>,
    cancel: Text<Yaml>,
}

/// GitHub's environment of a job.
#[derive(Serialize)]
pub(super) struct Environment {
    pub(super) name: Text<Yaml>,
    pub(super) url: Option<Text<Yaml>>,
}

/// A key and its value, perhaps with a comment behind it.
#[derive(Serialize)]
pub(super) struct Pair {
    key: Text<Yaml>,
    value: Text<Yaml>,
}

/// A step.
#[derive(Serialize)]
pub(super) struct Step {
    pub(super) why: Text<Yaml>,
    pub(super) comments: Vec<Text<Yaml>>,
    pub(super) name: Text<Yaml>,
    pub(super) id: Option<Text<Yaml>>,
    pub(super) condition: Option<Text<Yaml>>,
    pub(super) uses: Option<Uses>,
    pub(super) env: Vec<Pair>,
    pub(super) with: Vec<Pair>,
    pub(super) run: Option<Text<Yaml>>,
    pub(super) shell: Option<Text<Yaml>>,
    pub(super) working_directory: Option<Text<Yaml>>,
    pub(super) continue_on_error: Option<Text<Yaml>>,
    pub(super) timeout: Option<Text<Yaml>>,
}

/// A pinned action.
#[derive(Serialize)]
pub(super) struct Uses {
    action: Text<Yaml>,
    version: Option<Text<Yaml>>,
}

impl Job {
    /// The job of `run`, still without its steps.
    pub(super) fn new(run: &Run) -> Self {
        let job = run.job;
        Self {
            why: why(reason(&job.work)),
            id: id(run),
            needs: job
                .needs
                .iter()
                .map(|need| yaml::id(&need.value).at(&need.at))
                .collect(),
            generated: (!matches!(job.work, Work::Hook(_))).then(|| generated(run)),
            permissions: job.permissions.iter().map(permission).collect(),
            comments: Vec::new(),
            environment: None,
            outputs: Vec::new(),
            steps: Vec::new(),
            entries: Vec::new(),
        }
    }
}

/// Why there is a job that does `work`.
fn reason(work: &Work) -> &'static str {
    match work {
        Work::CheckDrift(_) => {
            "Files that are not what the spec says are found here, before anything is built from them."
        }
        Work::Build(Purpose::Release) => {
            "One job builds the image, scans it and pushes it, so that every environment runs the same image."
        }
        Work::Build(Purpose::Caches) => {
            "Every stage is built from nothing now and then, so that caches do not keep packages that are out of date."
        }
        Work::StopBuild => {
            "A build of the pull request that still runs would deploy the app again after it is taken down."
        }
        Work::FindImage => {
            "Nothing is built by hand: the image that is deployed must have been built and pushed before."
        }
        Work::Deploy(_) => {
            "Each environment has a job of its own, so that it can wait for others and have secrets of its own."
        }
        Work::Destroy(_) => {
            "A review app costs money until it is taken down, so it is as soon as its pull request is done with it."
        }
        Work::Hook(_) => "A job of your own, from `hooks.jobs`.",
        Work::Notify(_) => {
            "The last job waits for all others, so that it can tell how the whole run ended."
        }
    }
}

/// The id of the job, made by what asks for the job.
fn id(run: &Run) -> Text<Yaml> {
    let job = run.job;
    let id = yaml::id(&job.id).at(&job.at);
    match &job.work {
        // By hand everything is deployed; what is deployed by hand alone has its only job there.
        Work::Deploy(environment) | Work::Destroy(environment)
            if run.is_by_hand() == (environment.on.value == On::Manual) =>
        {
            id.at(&environment.on.at)
        }
        Work::CheckDrift(_)
        | Work::Build(_)
        | Work::StopBuild
        | Work::FindImage
        | Work::Deploy(_)
        | Work::Destroy(_)
        | Work::Hook(_)
        | Work::Notify(_) => id,
    }
}

/// The condition of the job, made by the keys that choose its terms too.
fn when(run: &Run, when: &When) -> Text<Yaml> {
    let text = condition::condition(6, when);
    match &run.job.work {
        Work::Deploy(environment) | Work::Destroy(environment) if !run.is_by_hand() => {
            let text = text.at(&environment.on.at);
            match environment.on.value {
                On::PullRequest => text.at(&environment.bots.at),
                On::Push | On::Manual => text,
            }
        }
        Work::Notify(notify) => notify.on.iter().fold(text, |text, on| text.at(&on.at)),
        Work::CheckDrift(_)
        | Work::Build(_)
        | Work::StopBuild
        | Work::FindImage
        | Work::Deploy(_)
        | Work::Destroy(_)
        | Work::Hook(_) => text,
    }
}

fn generated(run: &Run) -> Generated {
    let (job, settings) = (run.job, &run.plan.workflow);
    Generated {
        name: yaml::string(&job.name).at(&job.at),
        condition: job.when.as_ref().map(|terms| when(run, terms)),
        runs_on: yaml::string(&settings.runs_on.value).at(&settings.runs_on.at),
        timeout: yaml::number(settings.timeout.value).at(&settings.timeout.at),
        branches: job
            .branches
            .iter()
            .map(|branch| yaml::string(&branch.value).at(&branch.at))
            .collect(),
        group: job.group.as_ref().map(|group| self::group(run, group)),
    }
}

fn group(run: &Run, group: &workflows::Group) -> Group {
    let name = match &group.of {
        Of::Build => yaml::value(&[Part::literal("build-"), Part::Expr(run.built())]),
        Of::Job => yaml::value(&[
            Part::literal(format!("{}-", run.job.id.as_str())),
            Part::Expr(run.built()),
        ]),
        Of::Run => yaml::value(&[
            Part::literal(format!("{}-", run.job.id.as_str())),
            Part::Expr(expr::path("github.run_id")),
        ]),
        Of::Branch => yaml::value(&[
            Part::literal("rebuild-"),
            Part::Expr(values::branch_of_matrix()),
        ]),
        Of::App(app) => {
            let mut parts = vec![Part::literal("deploy-")];
            parts.extend(values::pieces(app, &run.pull_request()));
            yaml::value(&parts).at(&app.at)
        }
    };
    let cancel = match group.cancels {
        Cancels::Never => yaml::boolean(false),
        Cancels::PullRequests => yaml::expr(&condition::print(&When::PullRequest)),
        Cancels::Always => yaml::boolean(true),
    };
    Group { name, cancel }
}

fn permission(permission: &Permission) -> Pair {
    let access = match permission.access {
        Access::Read => "read",
        Access::Write => "write",
    };
    let value = yaml::string(access);
    let value = permission.at.iter().fold(value, |text, at| text.at(at));
    Pair::named(&permission.scope, value).note(&permission.reason)
}

impl Uses {
    /// The action of `pin`.
    pub(super) fn new(pin: &Pin) -> Self {
        let action = yaml::github(&pin.uses);
        Self {
            action: pin.at.iter().fold(action, |text, at| text.at(at)),
            version: pin.version.as_deref().map(yaml::comment),
        }
    }

    /// The same, asked for at `at`.
    pub(super) fn at(mut self, at: &Place) -> Self {
        self.action = self.action.at(at);
        self
    }
}

impl Pair {
    /// `key: value`.
    pub(super) fn new(key: &'static str, value: Text<Yaml>) -> Self {
        Self {
            key: yaml::key(key),
            value,
        }
    }

    /// `name: value`, for a name of the spec's.
    pub(super) fn named(name: &str, value: Text<Yaml>) -> Self {
        Self {
            key: yaml::string(name),
            value,
        }
    }

    /// The same, with a comment behind it.
    pub(super) fn note(mut self, note: &str) -> Self {
        self.value = yaml::noted(&self.value, note);
        self
    }
}

impl Step {
    /// The step `name`, which is there for the reason `reason` and does nothing yet.
    pub(super) fn new(name: Text<Yaml>, reason: &'static str) -> Self {
        Self {
            why: why(reason),
            comments: Vec::new(),
            name,
            id: None,
            condition: None,
            uses: None,
            env: Vec::new(),
            with: Vec::new(),
            run: None,
            shell: None,
            working_directory: None,
            continue_on_error: None,
            timeout: None,
        }
    }

    /// A step that uses the action of `pin`, for the reason `reason`.
    pub(super) fn uses(name: &str, pin: &Pin, reason: &'static str) -> Self {
        Self {
            uses: Some(Uses::new(pin)),
            ..Self::new(yaml::string(name), reason)
        }
    }

    /// A step that runs `run`, for the reason `reason`.
    pub(super) fn run(name: &str, run: Text<Yaml>, reason: &'static str) -> Self {
        Self {
            run: Some(run),
            ..Self::new(yaml::string(name), reason)
        }
    }

    /// The same, which others refer to as `id`.
    pub(super) fn id(mut self, id: &'static str) -> Self {
        self.id = Some(yaml::key(id));
        self
    }

    /// The same, asked for at `at`.
    pub(super) fn at(mut self, at: &Place) -> Self {
        self.name = self.name.at(at);
        self
    }

    /// The same, with a comment above it.
    pub(super) fn comment(mut self, comment: &str) -> Self {
        self.comments.push(yaml::comment(comment));
        self
    }
}
