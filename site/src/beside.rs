//! Work that is done side by side.

use std::panic::resume_unwind;
use std::thread;

/// What `one` and `other` make, at the same time. Not in the threads of Typst, which may be busy for seconds.
pub(crate) fn both<A: Send, B>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        let one = one.join();
        (one.unwrap_or_else(|panic| resume_unwind(panic)), other)
    })
}
