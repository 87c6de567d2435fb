//! The port is out of range.
//!
//! ## Why
//! A TCP port is a 16-bit number, and 0 requests any free port. The container would start, listen on another port or on
//! none, and fail its health check only after the deployment.
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
            .report(
                place!("service", "port"),
                format!("`{port}` is not a valid port"),
            )
            .label("out of range")
            .help("write a number from 1 to 65535, as in `port = 3000`");
    }
}
