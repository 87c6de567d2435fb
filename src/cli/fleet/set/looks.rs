//! Which services a change is for.

use super::Order;
use crate::{
    cli::{ExitStatus, each::for_each_spec, output::Output},
    report::{SpecOutput, StatusKind},
    workspace::{Input, Look, Selection, look},
};

/// Looks at each spec of `selection`: whether it is chosen, and who holds the value.
///
/// # Errors
/// If a condition compares what cannot be compared.
pub(super) fn looks(
    order: &Order,
    selection: &Selection,
    output: &mut Output,
) -> Result<(Vec<Look>, ExitStatus), String> {
    let (mut looks, mut uneven) = (Vec::new(), None);
    let work = |input: Input, _: &mut SpecOutput| look(&input, &order.place, &order.conditions);
    let finish = |look: Result<Look, String>, _: &mut SpecOutput| {
        match look {
            Ok(look) => looks.push(look),
            // One tells what to write; the others would say the same.
            Err(error) => uneven = uneven.take().or(Some(error)),
        }
        StatusKind::Clean.into()
    };
    let unlisted = Selection {
        is_listed: false,
        ..selection.clone()
    };
    let exit_status = for_each_spec(&unlisted, "fleet set", output, work, finish);
    match uneven {
        Some(error) => Err(error),
        None => Ok((looks, exit_status)),
    }
}
