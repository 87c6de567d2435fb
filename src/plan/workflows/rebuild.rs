//! The workflow that rebuilds the caches from nothing.

use super::{
    Cancels, Contents, Group, Job, Of, Parts, Purpose, Trigger, Work, Workflow, build_id, hook,
    manual, notify,
};
use crate::{place::Placed, plan::when::When};

pub(super) fn workflow(parts: &Parts) -> Option<Workflow> {
    let path = parts.outputs.cache_rebuild.clone()?;
    let schedule = parts.settings.rebuild.clone()?;
    let mut jobs = vec![Job {
        id: build_id(),
        name: "Rebuild the caches".to_owned(),
        needs: Vec::new(),
        when: Some(When::Any(vec![
            When::opposite(When::ByHand),
            manual::on_trunk(parts),
        ])),
        group: Some(Group {
            of: Of::Branch,
            cancels: Cancels::Never,
        }),
        branches: parts.settings.branches.clone(),
        work: Work::Build(Purpose::Caches),
        contents: Contents::default(),
        at: schedule.at.clone(),
    }];
    hook::join(parts, &mut jobs, |job| {
        job.before.iter().any(|id| id.value == build_id())
    });
    notify::join(parts, &mut jobs, &[build_id()], None, None);
    Some(Workflow {
        output: "cache_rebuild",
        name: Placed::new("Rebuild Docker cache".to_owned(), path.at.clone()),
        path,
        triggers: vec![Trigger::Schedule(schedule), Trigger::Dispatch(Vec::new())],
        jobs,
    })
}
