//! The template that a service's spec is made of.

use std::path::{Path, PathBuf};

use super::super::{Compiler, input};
use crate::{
    compile::Outcome,
    disk,
    finding::one_of,
    onboard::builtin,
    source::{Source, Surroundings, Value, base::EXTENDS, path},
    spec::{read::read, template::Template},
};

/// A template that was chosen.
pub(super) struct Chosen {
    /// Its spec.
    pub(super) source: Source,
    /// The folder of its file; none for one of tvgen's own.
    folder: Option<PathBuf>,
}

/// The template that `named` names: one of tvgen's own, or a file.
///
/// # Errors
/// If there is none, or it cannot be read.
pub(super) fn choose(named: &Path, compiler: &Compiler) -> Result<Chosen, String> {
    let name = named.display().to_string();
    if let Some(builtin) = builtin::named(&name) {
        return Ok(Chosen {
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
    let input = input::read_one(named, &compiler.allowed)?;
    Ok(Chosen {
        folder: Some(input.folder),
        source: input.source,
    })
}

impl Chosen {
    /// What comes of it as it stands.
    pub(super) fn compile(&self, compiler: &Compiler) -> Outcome {
        (compiler.compile)(&self.source, &Surroundings::on(compiler.today))
    }

    /// What it asks.
    pub(super) fn template(&self) -> Template {
        Template::clone(&read(&self.source).spec.template)
    }

    /// What a spec in `folder` builds on, if that is another path than the template's own: it builds on the same file.
    pub(super) fn extends(&self, folder: &Path) -> Option<String> {
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

/// The templates of tvgen's own, with what each says that it is for: each is too long to be read whenever tvgen starts.
pub(super) const LISTED: &str = "\
Templates of tvgen's own:
  web    A web service in Rails, deployed to Azure AKS with Terraform
  api    An API in Rails, without JavaScript and assets, deployed to Azure AKS with Terraform
  image  The image of a Rails service, built, scanned and pushed: something else deploys it

`tvgen new --template TEMPLATE --questions` lists what a template asks.";
