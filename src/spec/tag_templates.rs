//! The templates of tags, with the defaults of those that are not written.

use super::{
    Spec,
    cache::Mode,
    stages::Kind,
    tags::{PLACEHOLDERS, Part, Placeholder, Template},
};

/// The template of a tag.
#[derive(Clone, Debug)]
pub struct TagTemplate {
    /// Its key in `[tags]`.
    pub key: &'static str,
    /// What it says.
    pub text: String,
    /// What that means.
    pub template: Template,
    /// The template where none is written.
    pub default: &'static str,
    /// Whether it is written.
    pub is_written: bool,
}

impl Spec {
    /// The templates of all tags, those of caches first; without those that are not well formed.
    #[must_use]
    pub fn tag_templates(&self) -> Vec<TagTemplate> {
        let all = self.tags.all().into_iter();
        let read = all.filter_map(|(key, text, default)| {
            let is_written = text.is_some();
            let text = text.unwrap_or(default);
            Some(TagTemplate {
                key,
                template: Template::parse(text, PLACEHOLDERS).ok()?,
                text: text.to_owned(),
                default,
                is_written,
            })
        });
        read.collect()
    }

    /// The names of the stages that have a cache tag of their own: all but the runtime one, if caches are kept.
    #[must_use]
    pub fn cached_stages(&self) -> Vec<String> {
        let mode = self.cache.mode;
        let mut names = self.stage_names();
        names.retain(|name| mode != Some(Mode::None) && self.kind(name) != Kind::Runtime);
        names
    }

    /// How tags begin that the tag of a branch so called could be: `builder-`. No branch may be called so in tags.
    #[must_use]
    pub fn taken_beginnings(&self) -> Vec<String> {
        let templates = self.tag_templates();
        let find = |key| templates.iter().find(|template| template.key == key);
        let mut taken = match (find("stage"), find("branch")) {
            (Some(stage), Some(branch)) if branch.template.parts() == [BRANCH] => {
                let names = self.cached_stages();
                let beginnings = names.iter().filter_map(|name| before_branch(stage, name));
                beginnings.collect()
            }
            _ => Vec::new(),
        };
        // A push builds few branches; what is reviewed or built by hand can be called anything.
        let any: Vec<_> = ["review", "local"].into_iter().filter_map(find).collect();
        let named = any
            .iter()
            .filter(|tag| tag.template.parts().first() == Some(&BRANCH));
        for named in named {
            // Two that end in other things are told apart by their ends.
            let last = named.template.parts().last();
            for tag in any.iter().filter(|tag| tag.template.parts().last() == last) {
                if let Some(Part::Literal(text)) = tag.template.parts().first()
                    && text.ends_with('-')
                    && !taken.contains(text)
                {
                    taken.push(text.clone());
                }
            }
        }
        taken
    }
}

const BRANCH: Part = Part::Placeholder(Placeholder::Branch);

/// What stands before the branch in the cache tag of the stage `stage`, if the tag ends in the branch.
fn before_branch(tag: &TagTemplate, stage: &str) -> Option<String> {
    let (last, before) = tag.template.parts().split_last()?;
    let text = before.iter().map(|part| match part {
        Part::Literal(text) => Some(text.as_str()),
        Part::Placeholder(Placeholder::Stage) => Some(stage),
        Part::Placeholder(_) => None,
    });
    let text = text.collect::<Option<String>>()?;
    (*last == BRANCH && !text.is_empty()).then_some(text)
}
