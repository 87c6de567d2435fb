//! The template that a service's spec is made of.

use std::path::{Path, PathBuf};

use super::{Compiler, read_one};
use crate::{
    compile::Outcome,
    disk,
    finding::one_of,
    onboard::builtin,
    source::{Source, Surroundings, Value, base::EXTENDS, path},
    spec::{read::read, template::Template},
};

/// A template that was chosen.
pub struct ChosenTemplate {
    /// Its spec.
    pub source: Source,
    /// The folder of its file; none for one of tvgen's own.
    folder: Option<PathBuf>,
}

impl ChosenTemplate {
    /// The template that `named` names: one of tvgen's own, or a file.
    ///
    /// # Errors
    /// If there is none, or it cannot be read.
    pub fn choose(named: &Path, compiler: &Compiler) -> Result<Self, String> {
        let name = named.display().to_string();
        if let Some(builtin) = builtin::named(&name) {
            return Ok(Self {
                source: Source::new(format!("template {name}"), builtin.text),
                folder: None,
            });
        }
        if !disk::is_there(named) && !name.contains(['/', '.', '\\']) {
            let known = builtin::ALL.iter().map(|builtin| builtin.name);
            let help = one_of(&name, known);
            return Err(format!(
                "there is no template `{name}`, and no such file: {help}"
            ));
        }
        let input = read_one(named, &compiler.allowed)?;
        Ok(Self {
            folder: Some(input.folder),
            source: input.source,
        })
    }

    /// What comes of it as it stands.
    pub fn compile(&self, compiler: &Compiler) -> Outcome {
        (compiler.compile)(&self.source, &Surroundings::on(compiler.today))
    }

    /// What it asks.
    pub fn template(&self) -> Template {
        Template::clone(&read(&self.source).spec.template)
    }

    /// What a spec in `folder` builds on, if that is another path than the template's own: it builds on the same file.
    pub fn extends(&self, folder: &Path) -> Option<String> {
        let Some(Value::String(base)) = self.source.value(&crate::at!(EXTENDS)) else {
            return None;
        };
        let base = Path::new(base);
        if base.is_absolute() {
            return None;
        }
        let whole = |path: &Path| disk::real_so_far(path).display().to_string();
        let from = whole(folder);
        let to = whole(&self.folder.as_ref()?.join(base));
        Some(path::relative(
            &from.replace('\\', "/"),
            &to.replace('\\', "/"),
        ))
    }
}
