//! The template of a new spec.

use std::path::{Path, PathBuf};

use super::{Compiler, load_spec};
use crate::{
    compile::Outcome,
    disk,
    finding::suggest,
    onboard::builtin,
    source::{CompileInputs, Source, Value, base::EXTENDS, path},
    spec::{read::read, template::Template},
};

/// The chosen template.
pub struct ChosenTemplate {
    /// Its spec.
    pub source: Source,
    /// The folder of the template's file; `None` for a built-in template.
    folder: Option<PathBuf>,
}

impl ChosenTemplate {
    /// Chooses the built-in template or the file `named`.
    ///
    /// # Errors
    /// If it does not exist or cannot be read.
    pub fn choose(named: &Path, compiler: &Compiler) -> Result<Self, String> {
        let name = named.display().to_string();
        if let Some(builtin) = builtin::find_builtin(&name) {
            return Ok(Self {
                source: Source::new(format!("template {name}"), builtin.text),
                folder: None,
            });
        }
        if !disk::exists(named) && !name.contains(['/', '.', '\\']) {
            let known = builtin::ALL.iter().map(|builtin| builtin.name);
            let help = suggest(&name, known);
            return Err(format!("no template or file `{name}`: {help}"));
        }
        let input = load_spec(named, &compiler.allowed)?;
        Ok(Self {
            folder: Some(input.folder),
            source: input.source,
        })
    }

    /// Compiles the template itself.
    pub fn compile(&self, compiler: &Compiler) -> Outcome {
        (compiler.compile)(&self.source, &CompileInputs::for_day(compiler.today))
    }

    /// Its `[template]` table.
    pub fn template(&self) -> Template {
        Template::clone(&read(&self.source).spec.template)
    }

    /// The value of `extends` with which a spec in `folder` extends the same base spec as the template; `None` if the template's
    /// value can be used unchanged.
    pub fn extends(&self, folder: &Path) -> Option<String> {
        let Some(Value::String(base)) = self.source.value(&crate::place!(EXTENDS)) else {
            return None;
        };
        let base = Path::new(base);
        if base.is_absolute() {
            return None;
        }
        let absolute = |path: &Path| disk::canonicalize_existing(path).display().to_string();
        let from = absolute(folder);
        let to = absolute(&self.folder.as_ref()?.join(base));
        Some(path::relative(
            &from.replace('\\', "/"),
            &to.replace('\\', "/"),
        ))
    }
}
