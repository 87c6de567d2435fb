//! How the cache tags of stages begin.

use super::{
    Spec,
    cache::Mode,
    stages::Kind,
    tags::{DEFAULT_BRANCH, DEFAULT_STAGE, PLACEHOLDERS, Part, Placeholder, Template},
};

impl Spec {
    /// The template of the cache tag of each stage but the runtime one, if it is well formed.
    #[must_use]
    pub fn stage_tag(&self) -> Option<Template> {
        let written = self.tags.as_ref().and_then(|tags| tags.stage.as_deref());
        Template::parse(written.unwrap_or(DEFAULT_STAGE), PLACEHOLDERS).ok()
    }

    /// The template of the cache tag of the runtime stage, if it is well formed.
    #[must_use]
    pub fn branch_tag(&self) -> Option<Template> {
        let written = self.tags.as_ref().and_then(|tags| tags.branch.as_deref());
        Template::parse(written.unwrap_or(DEFAULT_BRANCH), PLACEHOLDERS).ok()
    }

    /// The names of the stages that have a cache tag of their own: all but the runtime one, if caches are kept.
    #[must_use]
    pub fn cached_stages(&self) -> Vec<String> {
        let mode = self.cache.as_ref().and_then(|cache| cache.mode);
        let mut names = self.stage_names();
        names.retain(|name| mode != Some(Mode::None) && self.kind(name) != Kind::Runtime);
        names
    }

    /// How the cache tags of stages begin, where a branch's name alone is the runtime stage's tag and a stage's tag is
    /// something and the branch's name: `builder-`. No branch may be called so in tags.
    #[must_use]
    pub fn taken_beginnings(&self) -> Vec<String> {
        let alone = [Part::Placeholder(Placeholder::Branch)];
        let is_alone = |template: Template| template.parts() == alone;
        if !self.branch_tag().is_some_and(is_alone) {
            return Vec::new();
        }
        let Some(template) = self.stage_tag() else {
            return Vec::new();
        };
        let stage = |stage: &str| {
            let (last, before) = template.parts().split_last()?;
            let text = before.iter().map(|part| match part {
                Part::Literal(text) => Some(text.as_str()),
                Part::Placeholder(Placeholder::Stage) => Some(stage),
                Part::Placeholder(_) => None,
            });
            let is_branch = *last == Part::Placeholder(Placeholder::Branch);
            let text = text.collect::<Option<String>>()?;
            (is_branch && !text.is_empty()).then_some(text)
        };
        let names = self.cached_stages();
        names.iter().filter_map(|name| stage(name)).collect()
    }
}
