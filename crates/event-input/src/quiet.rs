//! Panics of other people's parsers, held at the input's edge.
//!
//! The decoders of `.evtx` and `.zst` are made for damaged files, but their authors promise no more than we can
//! check. A panic inside [`guarded`] becomes an error, and the message that the panic hook would print stays
//! unprinted: the hook of the process is wrapped once, and passes on every panic outside of `guarded`.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static WRAP_HOOK: Once = Once::new();

/// The work ended with a panic.
#[derive(Debug)]
pub(crate) struct Panicked;

/// Runs the work. After a panic, what the work has borrowed must be left alone or hold only whole values.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    WRAP_HOOK.call_once(wrap_hook);
    let outer = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    outcome.map_err(|_| Panicked)
}

fn wrap_hook() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !GUARDED.try_with(Cell::get).unwrap_or(false) {
            previous(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_the_next_work_runs() {
        assert!(guarded(|| panic!("held")).is_err());
        assert_eq!(guarded(|| 7).unwrap(), 7);
        assert!(!GUARDED.get());
    }
}
