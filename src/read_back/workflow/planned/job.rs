//! A job, as the plan has it.

use super::{
    build, deploy,
    step::{Ours, Step},
};
use crate::{
    plan::{
        Plan,
        hooks::{self, Point},
        pieces::{Piece, Pieces},
        registries::{Login, Registry},
        tags::{Part, Tag},
        when::When,
        workflows::{Cancels, Group, Job, Of, Purpose, Trigger, Work, Workflow},
    },
    read_back::{Facts, condition, expression::Tree},
    spec::{environments::On, hooks::Access},
};

/// The plan, and the job that is spoken of.
pub(super) struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) workflow: &'a Workflow,
    pub(super) job: &'a Job,
}

impl Run<'_> {
    /// Says what the job is, but for its steps.
    pub(super) fn say(&self, facts: &mut Facts) {
        let job = self.job;
        let settings = &self.plan.workflow;
        let of = |what: &str| format!("{what} of job {}", job.id.as_str());
        facts.word(of("the name"), job.name.as_str());
        facts.word(of("the runner"), settings.runs_on.value.as_str());
        facts.word(of("the timeout"), settings.timeout.value.to_string());
        let branches = job.branches.iter();
        facts.say(
            of("the branches"),
            branches.map(|branch| branch.value.as_str()),
        );
        if !job.branches.is_empty() {
            facts.word(of("the stop at a failure"), "false");
        }
        if let Some(group) = &job.group {
            facts.word(of("the group"), self.group(group));
            let cancels = match group.cancels {
                Cancels::Never => "false".to_owned(),
                Cancels::PullRequests => hole(&condition::tree(&When::PullRequest)),
                Cancels::Always => "true".to_owned(),
            };
            facts.word(of("the cancelling"), cancels);
        }
        if let Some(when) = &job.when {
            facts.word(of("the condition"), condition::tree(when).to_string());
        }
        let permission = |scope: &str, access: Access| match access {
            Access::Read => format!("{scope}: read"),
            Access::Write => format!("{scope}: write"),
        };
        if job.permissions.is_empty() {
            facts.word(of("the permissions"), "none");
        }
        let permissions = job.permissions.iter();
        facts.say(
            of("the permissions"),
            permissions.map(|known| permission(&known.scope, known.access)),
        );
        if let Work::Deploy(environment) | Work::Destroy(environment) = &job.work {
            facts.word(of("the environment"), environment.name.as_str());
        }
        if let Work::Deploy(environment) = &job.work {
            let url = environment.url.as_ref();
            facts.say(of("the url"), url.map(|url| self.pieces(url)));
        }
        let source = match job.work {
            Work::Build(Purpose::Release) => Some("push"),
            Work::FindImage => Some("image"),
            Work::CheckDrift(_)
            | Work::Build(Purpose::Caches)
            | Work::StopBuild
            | Work::Deploy(_)
            | Work::Destroy(_)
            | Work::Hook(_)
            | Work::Notify(_) => None,
        };
        let output = |step: &str, name: &str| format!("{name}: {{steps.{step}.outputs.{name}}}");
        let outputs = source
            .into_iter()
            .flat_map(|step| ["image", "tag", "digest"].map(|name| output(step, name)));
        facts.say(of("the outputs"), outputs);
        facts.say(of("the secrets"), self.secrets());
    }

    /// Its steps.
    pub(super) fn steps(&self) -> Vec<Step> {
        match &self.job.work {
            Work::CheckDrift(drift) => self.check_drift(drift),
            Work::Build(purpose) => build::steps(self, *purpose),
            Work::StopBuild => vec![Step::Ours(Ours::new("Stop the build"))],
            Work::FindImage => self.find_image(),
            Work::Deploy(environment) => deploy::steps(self, environment),
            Work::Destroy(environment) => deploy::destroy(self, environment),
            Work::Notify(notify) => {
                let webhooks = notify.webhooks.iter();
                let title = &self.plan.service.title.value;
                webhooks
                    .map(|webhook| deploy::tell(notify, webhook, title))
                    .collect()
            }
            Work::Hook(_) => Vec::new(),
        }
    }

    /// The step that uses the action `name`.
    pub(super) fn uses(&self, title: &str, name: &str) -> Ours {
        let pin = self.plan.actions.pin(name).map(|pin| pin.uses);
        Ours::new(title).says("the action", pin)
    }

    /// The step that checks out what is built or deployed: of a pull request its head, not the merge.
    pub(super) fn checkout(&self) -> Step {
        let commit = match &self.job.work {
            // Code that runs with the cloud identity for a pull request comes from the trunk.
            Work::Destroy(_) => self.trunk(),
            Work::Deploy(environment)
                if environment.on.value == On::PullRequest
                    && self.workflow.output == "workflow" =>
            {
                self.trunk()
            }
            Work::CheckDrift(_)
            | Work::Build(_)
            | Work::StopBuild
            | Work::FindImage
            | Work::Deploy(_)
            | Work::Hook(_)
            | Work::Notify(_) => {
                if self.job.branches.is_empty() {
                    hole(&self.of_event("github.event.pull_request.head.sha", "github.sha"))
                } else {
                    "{matrix.branch}".to_owned()
                }
            }
        };
        let step = self
            .uses("actions/checkout", "actions/checkout")
            .with("with ref", commit)
            .with("with persist-credentials", "false");
        Step::Ours(step)
    }

    fn trunk(&self) -> String {
        format!("refs/heads/{}", self.plan.workflow.branches[0].value)
    }

    /// The step that logs in to `registry`.
    pub(super) fn login(&self, registry: &Registry) -> Step {
        let host = registry.repository.value.host();
        let mut step = self.uses(&format!("log in to {host}"), "docker/login-action");
        if host != "docker.io" {
            step = step.with("with registry", host);
        }
        let (username, password) = match &registry.login {
            Login::GithubToken => (
                "{github.repository_owner}".to_owned(),
                "{secrets.GITHUB_TOKEN}".to_owned(),
            ),
            Login::Password { username, password } => (
                secret(username.value.as_str()),
                secret(password.value.as_str()),
            ),
        };
        let step = step
            .with("with username", username)
            .with("with password", password);
        Step::Ours(step.trusted(self.trusted().as_ref()))
    }

    /// Whether the job is also run for people who get no secrets.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.job.work, Work::Build(Purpose::Release))
    }

    /// What is asked before a step that is for trusted builds only.
    pub(super) fn trusted(&self) -> Option<Tree> {
        let trusted = &self.plan.workflow.trusted;
        self.is_open().then(|| condition::tree(trusted))
    }

    /// The value of the secret `name`, empty in untrusted builds.
    pub(super) fn secret(&self, name: &str) -> String {
        match self.trusted() {
            None => secret(name),
            Some(trusted) => {
                let value = Tree::name(&format!("secrets.{name}"));
                let kept = Tree::all(vec![trusted, value]);
                hole(&Tree::any(vec![kept, Tree::Text(String::new())]))
            }
        }
    }

    /// The number of the pull request.
    pub(super) fn number(&self) -> &'static str {
        let asked = self
            .workflow
            .triggers
            .iter()
            .any(|trigger| matches!(trigger, Trigger::Dispatch(inputs) if !inputs.is_empty()));
        if asked {
            "{inputs.pr}"
        } else {
            "{github.event.pull_request.number}"
        }
    }

    /// A text with holes for the number of the pull request.
    pub(super) fn pieces(&self, pieces: &Pieces) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Literal(text) => text.clone(),
            Piece::PullRequest => self.number().to_owned(),
        };
        pieces.pieces.iter().map(piece).collect()
    }

    /// The user's steps at `point`.
    pub(super) fn hooks(&self, point: Point) -> Vec<Step> {
        let hooks = self.hooks_at(point);
        hooks
            .into_iter()
            .map(|hook| super::step::hook(hook, self.trusted()))
            .collect()
    }

    pub(super) fn hooks_at(&self, point: Point) -> Vec<&hooks::Step> {
        let hooks = &self.plan.hooks;
        match &self.job.work {
            Work::Deploy(environment) | Work::Destroy(environment) => {
                hooks.of(point, environment).collect()
            }
            Work::Build(_) => hooks.at(point).collect(),
            Work::CheckDrift(_)
            | Work::StopBuild
            | Work::FindImage
            | Work::Hook(_)
            | Work::Notify(_) => Vec::new(),
        }
    }

    fn group(&self, group: &Group) -> String {
        let built = self.of_event("github.event.pull_request.number", "github.ref");
        let id = self.job.id.as_str();
        match &group.of {
            Of::Build => format!("build-{}", hole(&built)),
            Of::Branch => "rebuild-{matrix.branch}".to_owned(),
            Of::App(app) => format!("deploy-{}", self.pieces(app)),
            Of::Job => format!("{id}-{}", hole(&built)),
            Of::Run => format!("{id}-{{github.run_id}}"),
        }
    }

    /// `pull_request` for a pull request, `other` for anything else that starts the workflow.
    fn of_event(&self, pull_request: &str, other: &str) -> Tree {
        let triggers = self.workflow.triggers.iter();
        let (pull_requests, others): (Vec<_>, Vec<_>) =
            triggers.partition(|trigger| matches!(trigger, Trigger::PullRequest { .. }));
        let mut names = Vec::new();
        if !pull_requests.is_empty() {
            names.push(Tree::name(pull_request));
        }
        if !others.is_empty() {
            names.push(Tree::name(other));
        }
        Tree::any(names)
    }
}

/// `tree`, where a scalar has a hole for it.
pub(super) fn hole(tree: &Tree) -> String {
    format!("{{{tree}}}")
}

/// The value of the secret `name`.
pub(super) fn secret(name: &str) -> String {
    format!("{{secrets.{name}}}")
}

/// A cache tag, its hole the branch that the step `tags` computes.
pub(super) fn tag(tag: &Tag) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Branch => "{steps.tags.outputs.branch}".to_owned(),
        Part::Commit => "{steps.tags.outputs.commit}".to_owned(),
        Part::PullRequest => "{github.event.pull_request.number}".to_owned(),
        Part::Timestamp => "{steps.tags.outputs.tag}".to_owned(),
    };
    tag.parts.iter().map(part).collect()
}
