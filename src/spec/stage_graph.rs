//! The order of the stages and the dependencies between them.

use std::collections::HashSet;

use super::{
    Spec,
    stages::{StageKind, User, is_image},
};
use crate::{place, place::Placed};

impl Spec {
    /// The first stage of the kind `kind`, including implicit stages.
    #[must_use]
    pub fn stage_of_kind(&self, kind: StageKind) -> Option<String> {
        self.stage_names()
            .into_iter()
            .find(|name| self.kind(name) == kind)
    }

    /// The stages of the kind `kind` that the spec lists.
    #[must_use]
    pub fn written_stages(&self, kind: StageKind) -> Vec<&str> {
        let stages = self
            .stages
            .iter()
            .filter(|(name, stage)| stage.kind_of(name) == kind);
        stages.map(|(name, _)| name.as_str()).collect()
    }

    /// The stages before the stage `name`, which it can be built on or copy from.
    #[must_use]
    pub fn stages_before(&self, name: &str) -> Vec<String> {
        self.stage_names()
            .into_iter()
            .take_while(|other| other != name)
            .collect()
    }

    /// The stages after the stage `name`.
    #[must_use]
    pub fn stages_after(&self, name: &str) -> Vec<String> {
        self.stage_names()
            .into_iter()
            .skip_while(|other| other != name)
            .skip(1)
            .collect()
    }

    /// The stage `name`, followed by the stages that it is built on. The last one is built on an image.
    #[must_use]
    pub fn lineage<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let parent = |name: &&'a str| {
            let parent = self.stages.get(*name)?.from.as_deref()?;
            (parent != "base" && !is_image(parent)).then_some(parent)
        };
        let stages = std::iter::successors(Some(name), parent);
        // The limit ends a cycle of parents.
        stages.take(self.stages.len() + 1).collect()
    }

    /// Whether the stage `name` is built on the base, directly or through other stages.
    #[must_use]
    pub fn is_built_on_base(&self, name: &str) -> bool {
        let last = self.lineage(name).pop().unwrap_or(name);
        let stage = self.stages.get(last);
        let from = stage.and_then(|stage| stage.from.as_deref());
        matches!(from, None | Some("base"))
    }

    /// The sources of all copies that set `from`, each with the name of the stage that copies.
    #[must_use]
    pub fn copy_sources(&self) -> Vec<(&str, Placed<&str>)> {
        let mut sources = Vec::new();
        for (name, stage) in &self.stages {
            for (place, copy) in place!("stages", name, "copy").items(stage.copy.iter().flatten()) {
                sources.extend(copy.from(&place).map(|from| (name.as_str(), from)));
            }
        }
        sources
    }

    /// All stages and images that a stage is built on or copies from, with their places.
    #[must_use]
    pub fn stage_references(&self) -> Vec<Placed<&str>> {
        let stages = self.stages.iter();
        let parents = stages.filter_map(|(name, stage)| {
            let parent = stage.from.as_deref()?;
            Some(Placed::new(parent, place!("stages", name, "from")))
        });
        let sources = self.copy_sources().into_iter().map(|(_, source)| source);
        parents.chain(sources).collect()
    }

    /// The stage `name` and all stages that it is built on or copies from, directly or indirectly.
    #[must_use]
    pub fn stages_used_by(&self, name: &str) -> HashSet<String> {
        let mut used = HashSet::from([name.to_owned()]);
        let mut next = vec![name.to_owned()];
        while let Some(name) = next.pop() {
            let stage = self.stages.get(&name);
            let copies = stage.and_then(|stage| stage.copy.as_ref());
            let is_runtime = self.kind(&name) == StageKind::Runtime;
            // A runtime stage copies from the builder by default.
            let from_builder = is_runtime
                && copies.is_none_or(|copies| copies.iter().any(|copy| copy.source().is_none()));
            let builder = self
                .stage_of_kind(StageKind::Builder)
                .filter(|_| from_builder);
            let sources = copies
                .into_iter()
                .flatten()
                .filter_map(|copy| copy.source());
            let parent = stage.and_then(|stage| stage.from.as_deref());
            let needed = sources.chain(parent).map(str::to_owned).chain(builder);
            next.extend(needed.filter(|other| used.insert(other.clone())));
        }
        used
    }

    /// The users that runtime stages set, with their places.
    #[must_use]
    pub fn users(&self) -> Vec<Placed<&User>> {
        let stages = self
            .stages
            .iter()
            .filter(|(name, stage)| stage.kind_of(name) == StageKind::Runtime);
        stages
            .filter_map(|(name, stage)| {
                Some(Placed::new(
                    stage.user.as_ref()?,
                    place!("stages", name, "user"),
                ))
            })
            .collect()
    }
}
