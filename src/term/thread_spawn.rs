//! Starts threads without ending the program where the system starts no more of them.

use std::io;
use std::thread::Builder;

/// Starts a thread. Where the system starts no more of them the caller goes on without it, or says
/// so; the function of the standard library would end the program.
pub(super) fn spawn_thread(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let no_more = |e: io::Error| {
        let message = format!("the system starts no more threads ({e}): ulimit -u shows the limit");
        io::Error::new(e.kind(), message)
    };
    Builder::new().spawn(work).map(drop).map_err(no_more)
}
