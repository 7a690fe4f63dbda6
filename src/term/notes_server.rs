//! Where slides are told of to a second terminal: a socket in the person's own folder, for nobody else. Whoever listens may
//! come and go; the slides go on.

use super::LoopEvent;
use super::event_source::Waker;
use crate::app::SpeakerView;
use crate::command::key::Key;
use crate::profile::paths::runtime_dir;
use crate::sort;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// How the sockets are called: this, a hyphen, the number of the process.
const SOCKET_PREFIX: &str = "present";
/// The most listeners at a time.
const MAX_CLIENTS: usize = 8;
/// The longest line that is read from one of them, in bytes: a key.
const MAX_KEY_LINE_BYTES: u64 = 64;
/// How long one may keep the slides waiting that reads nothing.
const WRITE_TIMEOUT: Duration = Duration::from_secs(2);

/// What was told last, since when that show is on, and who listens.
struct ServerState {
    last: Option<SpeakerView>,
    started_at: Instant,
    clients: Vec<Sender<String>>,
    /// Whether the slides are over.
    is_closed: bool,
}

/// The socket while slides are shown.
pub struct NotesServer {
    path: Option<PathBuf>,
    state: Arc<Mutex<ServerState>>,
}

impl NotesServer {
    /// Opens it; where there is no safe folder for it, nobody can listen and the slides are shown all the same.
    pub fn open(waker: &Waker) -> NotesServer {
        let told = ServerState {
            last: None,
            started_at: Instant::now(),
            clients: Vec::new(),
            is_closed: false,
        };
        let mut stage = NotesServer { path: None, state: Arc::new(Mutex::new(told)) };
        let Ok(folder) = runtime_dir() else { return stage };
        sockets().iter().for_each(|(_, other)| drop(connect(other)));
        let (Ok((listener, path)), Ok(waker)) = (bind_private(&folder), waker.try_clone()) else {
            return stage;
        };
        stage.path = Some(path);
        let told = Arc::clone(&stage.state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten().filter(is_same_user) {
                let Ok(waker) = waker.try_clone() else { return };
                let mut now = told.lock().unwrap_or_else(PoisonError::into_inner);
                if now.is_closed {
                    return;
                }
                // who has gone makes room
                let last = now.last.as_ref().map(|last| encode(last, now.started_at));
                if let Some(last) = &last {
                    now.clients.retain(|to| to.send(last.clone()).is_ok());
                }
                if now.clients.len() < MAX_CLIENTS {
                    let to = serve_client(stream, waker);
                    let _ = last.map(|last| to.send(last));
                    now.clients.push(to);
                }
            }
        });
        stage
    }

    /// Tells whoever listens, when it is something new. Another show begins its time anew.
    pub fn publish(&mut self, speaker: SpeakerView) {
        let mut told = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if told.last.as_ref() != Some(&speaker) {
            if told.last.as_ref().is_some_and(|last| last.show != speaker.show) {
                told.started_at = Instant::now();
            }
            let line = encode(&speaker, told.started_at);
            told.clients.retain(|to| to.send(line.clone()).is_ok());
            told.last = Some(speaker);
        }
    }
}

impl Drop for NotesServer {
    fn drop(&mut self) {
        let mut told = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (told.is_closed, told.clients) = (true, Vec::new());
        drop(told);
        if let Some(path) = &self.path {
            // whoever waits for listeners sees that it is over
            let _ = UnixStream::connect(path);
            let _ = std::fs::remove_file(path);
        }
    }
}

/// The sockets of slides that are shown, or that ended without a word, with the time when they began, the newest first.
pub fn sockets() -> Vec<(SystemTime, PathBuf)> {
    let entries = runtime_dir()
        .ok()
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<_> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(SOCKET_PREFIX))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    sort::by(&mut found, Ord::cmp);
    found.reverse();
    found
}

/// Listens to a socket; one that nobody tells anything to is taken away.
pub fn connect(path: &Path) -> Option<UnixStream> {
    let stream = UnixStream::connect(path);
    if stream.as_ref().is_err_and(|e| e.kind() == std::io::ErrorKind::ConnectionRefused) {
        let _ = std::fs::remove_file(path);
    }
    stream.ok()
}

fn encode(speaker: &SpeakerView, since: Instant) -> String {
    let told = SpeakerView { elapsed: since.elapsed().as_secs(), ..speaker.clone() };
    serde_json::to_string(&told).unwrap_or_default() + "\n"
}

/// A socket that only its owner can reach: it has its name only when it listens, and nobody else may.
fn bind_private(folder: &Path) -> std::io::Result<(UnixListener, PathBuf)> {
    use std::os::unix::fs::PermissionsExt;
    let number = std::process::id();
    let (early, path) =
        (folder.join(format!("new-{number}")), folder.join(format!("{SOCKET_PREFIX}-{number}")));
    // one that is left of a process of the same number listens to nobody
    let _ = std::fs::remove_file(&early);
    let listener = UnixListener::bind(&early)?;
    std::fs::set_permissions(&early, std::fs::Permissions::from_mode(0o600))?;
    std::fs::rename(&early, &path)?;
    Ok((listener, path))
}

/// Whether the other side is the same account; where the system does not tell, the folder keeps others out.
fn is_same_user(stream: &UnixStream) -> bool {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    return rustix::net::sockopt::socket_peercred(stream)
        .is_ok_and(|peer| peer.uid == rustix::process::geteuid());
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    return stream.peer_addr().is_ok();
}

/// Reads the keys of a listener and writes to it, each on a thread of its own: one that hangs holds nobody.
fn serve_client(stream: UnixStream, waker: Waker) -> Sender<String> {
    let (to, from) = mpsc::channel::<String>();
    if let Ok(reader) = stream.try_clone() {
        std::thread::spawn(move || {
            let mut reader = BufReader::new(reader);
            let mut text = String::new();
            while reader
                .by_ref()
                .take(MAX_KEY_LINE_BYTES)
                .read_line(&mut text)
                .is_ok_and(|read| read > 0)
                && text.ends_with('\n')
            {
                if Key::parse(text.trim_end_matches('\n'))
                    .is_some_and(|key| !waker.wake(LoopEvent::RemoteKey(key)))
                {
                    return;
                }
                text.clear();
            }
        });
    }
    std::thread::spawn(move || {
        let mut stream = stream;
        let _ = stream.set_write_timeout(Some(WRITE_TIMEOUT));
        while let Ok(first) = from.recv() {
            let newest = from.try_iter().last().unwrap_or(first);
            if stream.write_all(newest.as_bytes()).is_err() {
                break;
            }
        }
        // whoever listens sees the end, also where a reader still holds the stream
        let _ = stream.shutdown(std::net::Shutdown::Both);
    });
    to
}
