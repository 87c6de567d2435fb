//! Plans the names and the port of the service.

use crate::{
    place,
    place::Placed,
    spec::{Spec, service::DEFAULT_PORT},
};

/// The names and the port of the service.
#[derive(Clone, Debug)]
pub struct Service {
    /// The name, a DNS label.
    pub name: Placed<String>,
    /// The display name.
    pub title: Placed<String>,
    /// The port it listens on.
    pub port: Placed<u32>,
}

pub(super) fn plan_service(spec: &Spec) -> Service {
    let table = &spec.service;
    let name = table.name.clone().unwrap_or_default();
    let title = match &table.title {
        Some(title) => Placed::new(title.clone(), place!("service", "title")),
        None => Placed::new(title(&name), place!("service", "name")),
    };
    let port = u32::try_from(table.port.unwrap_or(DEFAULT_PORT.into()))
        .expect("port-out-of-range rejected it");
    Service {
        name: Placed::new(name, place!("service", "name")),
        title,
        port: Placed::new(port, place!("service", "port")),
    }
}

/// Converts `name` to a title: dashes become spaces, the first letter upper case.
fn title(name: &str) -> String {
    let spaced = name.replace('-', " ");
    let mut letters = spaced.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
