//! The port is none that a service can listen on.
//!
//! ## Why
//! A TCP port is a number of 16 bits, and 0 asks for any free one. The container would start, listen somewhere else
//! or not at all, and fail its health check only after it was deployed.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! port = 65536
//! ```
//!
//! ## Passes
//! ```toml
//! [service]
//! name = "hello"
//! port = 3000
//! ```

use crate::{rules::prelude::*, spec::service::PORTS};

pub const RULE: Rule = Rule::error("TV0103", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(port) = spec.service.port else {
        return;
    };
    if !PORTS.contains(&port) {
        findings
            .report(at!("service", "port"), format!("`{port}` is not a port"))
            .label("not in 1 to 65535")
            .help("write a number from 1 to 65535, as in `port = 3000`");
    }
}
