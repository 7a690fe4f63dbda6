//! Watches the files of a running dashboard and reads them again after a change. Their directories
//! are watched, because editors replace a file by renaming another.

use super::spawn_thread;
use crate::profile::json_files::is_json_file;
use crate::profile::symlinks::{MAX_LINKS, follow_first_link};
use crate::store::Dataset;
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant, SystemTime};

/// Files are read after this time without a change: a save consists of several writes.
const DEBOUNCE: Duration = Duration::from_millis(150);
/// A file that changes all the time is read once in this time.
const MAX_DEBOUNCE: Duration = Duration::from_secs(1);
/// The time of a change may be this much too early: files carry the time of the last kernel tick.
const MTIME_GRANULARITY: Duration = Duration::from_millis(20);

/// The files to watch, and how to read them.
pub struct WatchOptions {
    /// A time not later than the first reading.
    pub since: SystemTime,
    /// Returns the paths of all files, also of those that do not exist yet. What links lead to is
    /// watched as well.
    pub paths: Box<dyn Fn() -> Vec<PathBuf> + Send>,
    pub load: Box<dyn Fn() -> Dataset + Send>,
}

/// The files whose changes matter, shared with the callback of the watcher.
type WatchedFiles = Arc<Mutex<Vec<PathBuf>>>;

/// Watches on a thread. `send` gets the data after each change, and returns false to end it. If the
/// system allows no more watchers or threads nothing is sent; the user reloads with a key.
pub fn watch(
    spec: WatchOptions,
    send: impl Fn(Dataset) -> bool + Send + 'static,
) -> RewatchRequest {
    let (sender, changes) = mpsc::channel();
    let sender = Arc::new(sender);
    let rewatch = RewatchRequest(Arc::downgrade(&sender));
    let run = move || {
        let files: WatchedFiles = Arc::default();
        let shared = Arc::clone(&files);
        let on_event = move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, |event| is_change(event, &shared)) {
                let _ = sender.send(());
            }
        };
        let Ok(mut watcher) = RecommendedWatcher::new(on_event, Config::default()) else { return };
        if matches!(changes.try_recv(), Err(TryRecvError::Disconnected)) {
            // its thread did not start, so that the callback was dropped: every call of this
            // watcher would panic, and so would its end
            std::mem::forget(watcher);
            return;
        }
        let mut watched_dirs = BTreeSet::new();
        let mut since = Some(spec.since);
        loop {
            let paths = with_link_targets((spec.paths)());
            let dirs = dirs_to_watch(&paths);
            *files.lock().unwrap_or_else(PoisonError::into_inner) = paths;
            watched_dirs = watch_dirs(&mut watcher, &watched_dirs, &dirs);
            // a directory created before its parent was watched was not reported: look again
            let paths = with_link_targets((spec.paths)());
            if dirs_to_watch(&paths) != dirs {
                continue;
            }
            // nor was a change before the directory was watched
            let is_changed = match since.take() {
                None => true,
                Some(since) => paths.iter().chain(&dirs).any(|path| is_modified_since(path, since)),
            };
            if is_changed && !send((spec.load)()) || !wait_for_quiet(&changes) {
                return;
            }
        }
    };
    let _ = spawn_thread(run);
    rewatch
}

/// Makes a watcher look for its files again and read them.
pub struct RewatchRequest(Weak<Sender<()>>);

impl RewatchRequest {
    /// Requests it; nothing happens if the watcher has ended.
    pub fn request(&self) {
        if let Some(sender) = self.0.upgrade() {
            let _ = sender.send(());
        }
    }
}

/// Watches these directories and no others; returns those that can be watched. All are watched
/// anew: one that was deleted and created again has the same name.
fn watch_dirs(
    watcher: &mut RecommendedWatcher,
    watched: &BTreeSet<PathBuf>,
    dirs: &BTreeSet<PathBuf>,
) -> BTreeSet<PathBuf> {
    for dir in watched.difference(dirs) {
        let _ = watcher.unwatch(dir);
    }
    let can_watch = |dir: &&PathBuf| watcher.watch(dir, RecursiveMode::NonRecursive).is_ok();
    dirs.iter().filter(can_watch).cloned().collect()
}

/// Returns whether an event changes one of the files. Reading is not a change: the program reads
/// them too.
fn is_change(event: &Event, files: &WatchedFiles) -> bool {
    if event.kind.is_access() {
        return false;
    }
    let files = files.lock().unwrap_or_else(PoisonError::into_inner);
    let is_relevant = |path: &PathBuf| files.iter().any(|file| is_relevant(path, file));
    event.paths.is_empty() || event.paths.iter().any(is_relevant)
}

/// Waits for a change, then until there are no more. Returns false if the watcher has ended.
fn wait_for_quiet(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    let start = Instant::now();
    loop {
        match changes.recv_timeout(DEBOUNCE) {
            Ok(()) if start.elapsed() > MAX_DEBOUNCE => return true,
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

fn is_modified_since(path: &Path, since: SystemTime) -> bool {
    let modified = path.metadata().and_then(|metadata| metadata.modified());
    modified.is_ok_and(|time| time + MTIME_GRANULARITY >= since)
}

/// Returns whether a change of a path may concern a file: the file itself, a directory above it, a
/// file in it, or a JSON file beside it, which may be read with it.
fn is_relevant(path: &Path, file: &Path) -> bool {
    let is_beside = is_json_file(path) && path.parent() == file.parent();
    file.starts_with(path) || path.starts_with(file) || is_beside
}

/// Adds to each path its real path, and those of the links between the two: a change of any of them
/// changes the file.
fn with_link_targets(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    let targets: Vec<PathBuf> = paths.iter().flat_map(|path| link_targets(path)).collect();
    paths.into_iter().chain(targets).collect()
}

/// Returns the real path of a file after those of the links that lead there. Links above the
/// directory of the file are left out: they hardly change.
fn link_targets(path: &Path) -> Vec<PathBuf> {
    let Some(mut next) = in_real_dir(path) else { return Vec::new() };
    let mut targets = Vec::new();
    for _ in 0..MAX_LINKS {
        let Some((link, followed)) = follow_first_link(&next) else { break };
        // in the root directory every program makes files
        let is_in_root = link.ancestors().nth(2).is_none();
        targets.extend(in_real_dir(&link).filter(|_| !is_in_root));
        next = followed;
    }
    targets.extend(in_real_dir(&next));
    targets
}

/// Returns a path with its directory resolved, but not the file itself.
fn in_real_dir(path: &Path) -> Option<PathBuf> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty());
    let dir = dir.unwrap_or(Path::new(".")).canonicalize().ok()?;
    Some(dir.join(path.file_name()?))
}

/// Returns the directory of each file and the one above it. Where the directory does not exist yet,
/// only the nearest one is returned: another one up is `/etc` for the overrides of a host, and
/// every program that starts there would wake the watcher.
fn dirs_to_watch(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut dirs = BTreeSet::new();
    for file in files {
        let has_dir = file.is_dir() || file.parent().is_some_and(Path::is_dir);
        let existing = file.ancestors().filter(|dir| dir.is_dir());
        dirs.extend(existing.take(if has_dir { 2 } else { 1 }).map(Path::to_path_buf));
    }
    dirs
}
