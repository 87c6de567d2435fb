//! What the service is called and where it listens.

use crate::{
    at,
    place::Placed,
    spec::{Spec, service::DEFAULT_PORT},
};

/// What the service is called and where it listens.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name, a DNS label.
    pub name: Placed<String>,
    /// What people call it.
    pub title: Placed<String>,
    /// The port it listens on.
    pub port: Placed<u32>,
}

pub(super) fn service(spec: &Spec) -> Service {
    let said = &spec.service;
    let name = said.name.clone().unwrap_or_default();
    let title = match &said.title {
        Some(title) => Placed::new(title.clone(), at!("service", "title")),
        None => Placed::new(title(&name), at!("service", "name")),
    };
    let port = u32::try_from(said.port.unwrap_or(DEFAULT_PORT.into()))
        .expect("port-out-of-range refused it");
    Service {
        name: Placed::new(name, at!("service", "name")),
        title,
        port: Placed::new(port, at!("service", "port")),
    }
}

/// `name`, its dashes as spaces, its first letter upper case.
fn title(name: &str) -> String {
    let spaced = name.replace('-', " ");
    let mut letters = spaced.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
