//! Files that change under a running dashboard: their folders are watched, for editors replace a file by renaming another.

use crate::store::Dataset;
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

/// How long files must be quiet before they are read: a save is several writes.
const DEBOUNCE: Duration = Duration::from_millis(150);

/// How much older than it is the time of a change may be told: files have the time of the last tick.
const MTIME_GRANULARITY: Duration = Duration::from_millis(20);

/// How to look at the files again.
pub struct WatchSpec {
    /// When they were read first, or shortly before.
    pub since: SystemTime,
    /// Where files may be, there or not.
    pub paths: Box<dyn Fn() -> Vec<PathBuf> + Send>,
    /// Reads them all.
    pub load: Box<dyn Fn() -> Dataset + Send>,
}

/// Watches until nobody listens any more. `tell` gets fresh data after each change; it gives back whether somebody listens.
/// Where watching is not to be had (its number is limited for each account), nothing is told: a key looks again.
pub fn watch(fresh: WatchSpec, tell: impl Fn(Dataset) -> bool + Send + 'static) {
    thread::spawn(move || {
        let (to, from) = mpsc::channel();
        let looked: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
        let seen = Arc::clone(&looked);
        let see = move |event: notify::Result<Event>| {
            // to be read is no change: the program reads them itself; nor is what others do beside the files
            let concerns = |event: &Event| {
                let looked = seen.lock().unwrap_or_else(PoisonError::into_inner);
                !event.kind.is_access()
                    && (event.paths.is_empty()
                        || event
                            .paths
                            .iter()
                            .any(|path| looked.iter().any(|file| is_relevant(path, file))))
            };
            if event.as_ref().map_or(true, concerns) {
                let _ = to.send(());
            }
        };
        let Ok(mut watcher) = RecommendedWatcher::new(see, Config::default()) else { return };
        let mut watched: BTreeSet<PathBuf> = BTreeSet::new();
        let mut since = Some(fresh.since);
        loop {
            // a folder that was not there may be now, and one that was may be gone
            let files = (fresh.paths)();
            let wanted = watch_dirs(&files);
            *looked.lock().unwrap_or_else(PoisonError::into_inner) = files;
            for folder in watched.difference(&wanted) {
                let _ = watcher.unwatch(folder);
            }
            // watched anew each time: a folder that was made again has the same name
            watched = wanted
                .iter()
                .filter(|folder| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok())
                .cloned()
                .collect();
            // of a folder that was made before the one above it was watched nobody tells
            let files = (fresh.paths)();
            if watch_dirs(&files) != wanted {
                continue;
            }
            // nor of what changed in it before it was watched: files are read after that
            let old = since.take().is_none_or(|since| {
                files.iter().chain(&wanted).any(|path| is_modified_since(path, since))
            });
            if old && !tell((fresh.load)()) || !wait_for_quiet(&from) {
                return;
            }
        }
    });
}

/// The longest wait for quiet: a file that never rests is read now and then.
const MAX_DEBOUNCE: Duration = Duration::from_secs(1);

/// Waits for a change, and then until all is quiet.
fn wait_for_quiet(from: &Receiver<()>) -> bool {
    if from.recv().is_err() {
        return false;
    }
    let start = Instant::now();
    loop {
        match from.recv_timeout(DEBOUNCE) {
            Ok(()) if start.elapsed() > MAX_DEBOUNCE => return true,
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Whether there is something of this name, and it is no older than a time.
fn is_modified_since(path: &Path, since: SystemTime) -> bool {
    path.metadata()
        .and_then(|about| about.modified())
        .is_ok_and(|time| time + MTIME_GRANULARITY >= since)
}

/// Whether a change of a path is one of a file that is looked for: of itself, of a folder above it, of what is in it or
/// stands beside it and may be read with it.
fn is_relevant(path: &Path, file: &Path) -> bool {
    let beside =
        path.extension().is_some_and(|end| end == "json") && path.parent() == file.parent();
    file.starts_with(path) || path.starts_with(file) || beside
}

/// The folder of each file and the one above it; where there is none yet, only the nearest that is: one more is `/etc` for the
/// overrides of a host, where each program that starts on it reads something, and would wake the watcher.
fn watch_dirs(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let of = |path: &PathBuf| {
        let near = path.is_dir() || path.parent().is_some_and(Path::is_dir);
        path.ancestors()
            .filter(|folder| folder.is_dir())
            .take(1 + usize::from(near))
            .map(Path::to_path_buf)
            .collect::<Vec<_>>()
    };
    files.iter().flat_map(of).collect()
}
