//! The server of speaker notes: publishes the slides on a socket in a directory of the user's own.

use super::event_source::LoopWaker;
use crate::app::SpeakerView;
use crate::command::key;
use crate::error::ErrorKind::System as SystemError;
use crate::error::{Error, Result};
use crate::profile::directories::runtime_dir;
use crate::term::loop_event::LoopEvent;
use crate::term::spawn_thread;
use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::Shutdown;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// The name of a socket is this, a hyphen and the number of the process.
const SOCKET_PREFIX: &str = "present";
const MAX_CLIENTS: usize = 8;
/// The longest line from a client: the name of a key.
const MAX_KEY_LINE_BYTES: u64 = 64;
/// A client that reads nothing for this long is disconnected.
const WRITE_TIMEOUT: Duration = Duration::from_secs(2);

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Publishes the slides to speaker notes on other terminals; clients may come and go.
pub struct NotesServer {
    socket: PathBuf,
    state: Arc<Mutex<ServerState>>,
}

struct ServerState {
    last: Option<SpeakerView>,
    /// The start of the presentation that was published last.
    started_at: Instant,
    clients: Vec<Sender<String>>,
    is_closed: bool,
}

impl NotesServer {
    /// Opens the socket and starts a thread that accepts clients.
    ///
    /// # Errors
    /// There is no safe directory, or the socket or the thread is refused. The slides work as ever,
    /// but no notes can follow them.
    pub fn open(waker: &LoopWaker) -> Result<NotesServer> {
        let state = Arc::new(Mutex::new(ServerState {
            last: None,
            started_at: Instant::now(),
            clients: Vec::new(),
            is_closed: false,
        }));
        let socket = listen(&state, waker)?;
        Ok(NotesServer { socket, state })
    }

    /// Sends a changed view to all clients. Another presentation starts its clock anew.
    pub fn publish(&mut self, view: SpeakerView) {
        let mut state = lock(&self.state);
        if state.last.as_ref() == Some(&view) {
            return;
        }
        if state.last.as_ref().is_some_and(|last| last.show != view.show) {
            state.started_at = Instant::now();
        }
        let line = encode(&view, state.started_at);
        state.clients.retain(|client| client.send(line.clone()).is_ok());
        state.last = Some(view);
    }
}

impl Drop for NotesServer {
    fn drop(&mut self) {
        {
            let mut state = lock(&self.state);
            state.is_closed = true;
            state.clients.clear();
        }
        // wakes the thread that accepts clients
        let _ = UnixStream::connect(&self.socket);
        let _ = fs::remove_file(&self.socket);
    }
}

impl ServerState {
    /// Adds a client and sends it the current view.
    fn add_client(&mut self, stream: UnixStream, waker: LoopWaker) {
        let line = self.last.as_ref().map(|last| encode(last, self.started_at));
        if let Some(line) = &line {
            // disconnected clients make room
            self.clients.retain(|client| client.send(line.clone()).is_ok());
        }
        if self.clients.len() < MAX_CLIENTS
            // a client that is refused connects again
            && let Ok(client) = serve_client(stream, waker)
        {
            if let Some(line) = line {
                let _ = client.send(line);
            }
            self.clients.push(client);
        }
    }
}

/// Accepts clients on a thread. Returns the path of the socket.
fn listen(state: &Arc<Mutex<ServerState>>, waker: &LoopWaker) -> Result<PathBuf> {
    let dir = runtime_dir()?;
    for (_, socket) in sockets() {
        // removes the sockets of slides that ended without closing them
        drop(connect(&socket));
    }
    let (listener, socket) = bind_private(&dir, SOCKET_PREFIX).map_err(cannot_open)?;
    let waker = waker.try_clone().map_err(cannot_open)?;
    let state = Arc::clone(state);
    let accept = move || {
        for stream in listener.incoming().flatten().filter(is_same_user) {
            let Ok(waker) = waker.try_clone() else { return };
            let mut state = lock(&state);
            if state.is_closed {
                return;
            }
            state.add_client(stream, waker);
        }
    };
    if let Err(e) = spawn_thread(accept) {
        let _ = fs::remove_file(&socket);
        return Err(cannot_open(e));
    }
    Ok(socket)
}

/// Returns the sockets of presentations with the time of their start, the newest first.
pub(super) fn sockets() -> Vec<(SystemTime, PathBuf)> {
    let Some(entries) = runtime_dir().ok().and_then(|dir| fs::read_dir(dir).ok()) else {
        return Vec::new();
    };
    let mut sockets: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(SOCKET_PREFIX))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    sockets.sort();
    sockets.reverse();
    sockets
}

/// Connects to a socket; removes one that nobody listens to.
pub(super) fn connect(socket: &Path) -> Option<UnixStream> {
    let stream = UnixStream::connect(socket);
    if stream.as_ref().is_err_and(|e| e.kind() == ErrorKind::ConnectionRefused) {
        let _ = fs::remove_file(socket);
    }
    stream.ok()
}

fn cannot_open(e: io::Error) -> Error {
    Error::new(SystemError, format!("no speaker notes: {e}"))
}

fn encode(view: &SpeakerView, started_at: Instant) -> String {
    let view = SpeakerView { elapsed: started_at.elapsed().as_secs(), ..view.clone() };
    serde_json::to_string(&view).unwrap_or_default() + "\n"
}

/// Binds a socket for this user alone. It gets its name when its mode is set, so that nobody can
/// connect earlier.
fn bind_private(dir: &Path, prefix: &str) -> io::Result<(UnixListener, PathBuf)> {
    let process = std::process::id();
    let unnamed = dir.join(format!("new-{process}"));
    let socket = dir.join(format!("{prefix}-{process}"));
    // left by an earlier process of the same number
    let _ = fs::remove_file(&unnamed);
    let listener = UnixListener::bind(&unnamed)?;
    fs::set_permissions(&unnamed, fs::Permissions::from_mode(0o600))?;
    fs::rename(&unnamed, &socket)?;
    Ok((listener, socket))
}

/// Opens a socket in the directory for notes and closes it again. Returns the directory.
///
/// # Errors
/// The directory is not safe, or takes no socket.
pub fn probe_notes_socket() -> Result<PathBuf> {
    let dir = runtime_dir()?;
    let (_, socket) = bind_private(&dir, "doctor").map_err(cannot_open)?;
    let _ = fs::remove_file(socket);
    Ok(dir)
}

/// Returns whether the client is of the same user. Where the system does not say, the mode of the
/// directory keeps others out.
fn is_same_user(stream: &UnixStream) -> bool {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    return rustix::net::sockopt::socket_peercred(stream)
        .is_ok_and(|peer| peer.uid == rustix::process::geteuid());
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    return stream.peer_addr().is_ok();
}

/// Reads the keys of a client and writes views to it, each on its own thread: a client that hangs
/// blocks no other.
fn serve_client(stream: UnixStream, waker: LoopWaker) -> io::Result<Sender<String>> {
    let (sender, views) = mpsc::channel::<String>();
    let keys = stream.try_clone()?;
    spawn_thread(move || {
        let mut stream = stream;
        let _ = stream.set_write_timeout(Some(WRITE_TIMEOUT));
        while let Ok(view) = views.recv() {
            let newest = views.try_iter().last().unwrap_or(view);
            if stream.write_all(newest.as_bytes()).is_err() {
                break;
            }
        }
        // ends the client's stream, while the other thread still holds the stream
        let _ = stream.shutdown(Shutdown::Both);
    })?;
    // without this thread the sender is dropped, which ends the other one
    spawn_thread(move || read_keys(keys, &waker))?;
    Ok(sender)
}

fn read_keys(stream: UnixStream, waker: &LoopWaker) {
    let mut reader = BufReader::new(stream);
    while let Some(line) = read_line(&mut reader, MAX_KEY_LINE_BYTES) {
        let Some(name) = line.strip_suffix('\n') else { return };
        if let Some(key) = key::parse(name)
            && !waker.wake(LoopEvent::SpeakerKey(key))
        {
            return;
        }
    }
}

/// Reads a line up to a limit; returns `None` at the end.
pub(super) fn read_line(reader: &mut BufReader<UnixStream>, max_bytes: u64) -> Option<String> {
    let mut line = String::new();
    let bytes = reader.by_ref().take(max_bytes).read_line(&mut line).ok()?;
    (bytes > 0).then_some(line)
}
