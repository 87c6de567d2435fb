//! The templates of all tags, with defaults applied.

use super::{
    Spec,
    cache::Mode,
    stages::StageKind,
    tags::{PLACEHOLDERS, Placeholder, Segment, Template},
};

/// The template of a tag.
#[derive(Clone, Debug)]
pub struct TagTemplate {
    /// Its key in `[tags]`.
    pub key: &'static str,
    /// The text of the template.
    pub text: String,
    /// The parsed template.
    pub template: Template,
    /// The default text.
    pub default: &'static str,
    /// Whether the spec sets it.
    pub is_set: bool,
}

impl Spec {
    /// The templates of all tags, cache tags first, without malformed ones.
    #[must_use]
    pub fn tag_templates(&self) -> Vec<TagTemplate> {
        let all = self.tags.all().into_iter();
        let read = all.filter_map(|(key, text, default)| {
            let is_set = text.is_some();
            let text = text.unwrap_or(default);
            Some(TagTemplate {
                key,
                template: Template::parse(text, PLACEHOLDERS).ok()?,
                text: text.to_owned(),
                default,
                is_set,
            })
        });
        read.collect()
    }

    /// The names of the stages with their own cache tag: all but the runtime stage, unless caches are disabled.
    #[must_use]
    pub fn cached_stages(&self) -> Vec<String> {
        let mode = self.cache.mode;
        let mut names = self.stage_names();
        names.retain(|name| mode != Some(Mode::None) && self.kind(name) != StageKind::Runtime);
        names
    }

    /// The prefixes, such as `builder-`, that would make the tag of a branch ambiguous. Branch names in tags must not start
    /// with them.
    #[must_use]
    pub fn reserved_prefixes(&self) -> Vec<String> {
        let templates = self.tag_templates();
        let find = |key| templates.iter().find(|template| template.key == key);
        let mut reserved = match (find("stage"), find("branch")) {
            (Some(stage), Some(branch)) if branch.template.segments() == [BRANCH] => {
                let names = self.cached_stages();
                let prefixes = names.iter().filter_map(|name| branch_prefix(stage, name));
                prefixes.collect()
            }
            _ => Vec::new(),
        };
        // Pushes build a few known branches; reviewed and local branches can have any name.
        let any: Vec<_> = ["review", "local"].into_iter().filter_map(find).collect();
        let starting_with_branch = any
            .iter()
            .filter(|tag| tag.template.segments().first() == Some(&BRANCH));
        for branch_tag in starting_with_branch {
            // Tags with different endings cannot be confused.
            let last = branch_tag.template.segments().last();
            for tag in any
                .iter()
                .filter(|tag| tag.template.segments().last() == last)
            {
                if let Some(Segment::Literal(text)) = tag.template.segments().first()
                    && text.ends_with('-')
                    && !reserved.contains(text)
                {
                    reserved.push(text.clone());
                }
            }
        }
        reserved
    }
}

const BRANCH: Segment = Segment::Placeholder(Placeholder::Branch);

/// The text before the branch in the cache tag of the stage `stage`, if the tag ends with the branch.
fn branch_prefix(tag: &TagTemplate, stage: &str) -> Option<String> {
    let (last, before) = tag.template.segments().split_last()?;
    let text = before.iter().map(|part| match part {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::Placeholder(Placeholder::Stage) => Some(stage),
        Segment::Placeholder(_) => None,
    });
    let text = text.collect::<Option<String>>()?;
    (*last == BRANCH && !text.is_empty()).then_some(text)
}
