//! Where layers are looked for: the system folders, the user folder, `GLOACT_DATA`, and `--data`.

use crate::error::{Error, ErrorKind, Result};
use crate::model::text::sanitize;
use crate::parallel::MIN_BYTES_PER_THREAD;
use crate::sort;
use crate::store::layer::Layer;
use std::env;
use std::path::{Path, PathBuf};

/// The folder of a host, wherever the environment looks: what it has in `overrides` holds for all who use it.
pub const HOST_DIR: &str = "/etc/xdg/gloact";

/// What a call of the program asks for besides.
#[derive(Clone)]
pub struct LayerOptions {
    /// Files on top of all others.
    pub files: Vec<PathBuf>,
    /// The largest file that is read, in bytes.
    pub max_bytes: u64,
}

/// A place where a layer is looked for.
pub struct LayerCandidate {
    /// Which layer it is: system, user, GLOACT_DATA, --data.
    pub layer: &'static str,
    /// The path.
    pub path: PathBuf,
    /// Whether there is something.
    pub exists: bool,
}

/// Every place where overrides are looked for, the lowest layer first; of a folder, the files in it.
/// A file that was asked for by name must be there; elsewhere nothing is a good answer.
pub fn candidates(asked: &LayerOptions) -> Vec<LayerCandidate> {
    let mut all = Vec::new();
    let mut see = |layer, path: PathBuf| {
        all.push(LayerCandidate { layer, exists: path.symlink_metadata().is_ok(), path })
    };
    let folder = |layer, folder: PathBuf, see: &mut dyn FnMut(&'static str, PathBuf)| {
        let files = json_files(&folder);
        if files.is_empty() {
            see(layer, folder);
        }
        files.into_iter().for_each(|file| see(layer, file));
    };
    for system in system_config_dirs() {
        folder("system", system.join("overrides"), &mut see);
    }
    if let Some(user) = config_dir() {
        see("user", user.join("overrides.json"));
        folder("user", user.join("overrides"), &mut see);
    }
    env::var_os("GLOACT_DATA")
        .filter(|path| !path.is_empty())
        .into_iter()
        .for_each(|path| see("GLOACT_DATA", path.into()));
    asked.files.iter().for_each(|path| see("--data", path.clone()));
    all
}

/// The files of all overrides that this machine, user and call have, the lowest first.
pub fn layer_files(asked: &LayerOptions) -> Vec<PathBuf> {
    let wanted = |looked: &LayerCandidate| match looked.layer {
        "GLOACT_DATA" | "--data" => true,
        _ => looked.exists && !(looked.path.is_dir() && looked.path.ends_with("overrides")),
    };
    candidates(asked).into_iter().filter(wanted).map(|looked| looked.path).collect()
}

/// Whether files have so much in them together that reading it is worth a thread.
pub fn are_large(files: &[PathBuf]) -> bool {
    files.iter().filter_map(|file| file.metadata().ok()).map(|about| about.len()).sum::<u64>()
        >= MIN_BYTES_PER_THREAD as u64
}

/// The overrides of the host alone, whatever the environment says. A folder that does not open is a finding.
pub fn host_layers(largest: u64) -> Vec<Layer> {
    let folder = Path::new(HOST_DIR).join("overrides");
    match std::fs::read_dir(&folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => vec![Layer::read(&folder, largest)],
        _ => json_files(&folder).iter().map(|file| Layer::read(file, largest)).collect(),
    }
}

/// The user's own folder: `$XDG_CONFIG_HOME/gloact`, on macOS too, else where the system keeps settings.
pub fn config_dir() -> Option<PathBuf> {
    let xdg = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    Some(
        xdg.or_else(|| Some(directories::BaseDirs::new()?.config_dir().to_path_buf()))?
            .join("gloact"),
    )
}

/// Where the program keeps what it remembers: `$XDG_STATE_HOME/gloact`.
pub fn state_dir() -> Option<PathBuf> {
    let xdg = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let usual = || {
        let dirs = directories::BaseDirs::new()?;
        Some(dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_path_buf())
    };
    Some(xdg.or_else(usual)?.join("gloact"))
}

/// A folder of the person's own for as long as they are logged in, nobody else's: `$XDG_RUNTIME_DIR/gloact`, else one among
/// the temporary files.
///
/// # Errors
/// Where it is not safe: others can use it, or it is no folder.
pub fn runtime_dir() -> Result<PathBuf> {
    use std::os::unix::fs::{DirBuilderExt, MetadataExt};
    let own = rustix::process::geteuid().as_raw();
    let given = env::var_os("XDG_RUNTIME_DIR")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute() && path.is_dir());
    let folder = given.map_or_else(
        || env::temp_dir().join(format!("gloact-{own}")),
        |given| given.join("gloact"),
    );
    // one that is there already may be somebody's trap
    let _ = std::fs::DirBuilder::new().mode(0o700).create(&folder);
    let fault = match folder.symlink_metadata() {
        Err(e) => e.to_string(),
        Ok(about) if !about.is_dir() => "it is no folder".into(),
        Ok(about) if about.uid() != own => "it is somebody else's".into(),
        Ok(about) if about.mode() & 0o077 != 0 => "others can use it".into(),
        Ok(_) => return Ok(folder),
    };
    let sentence = format!(
        "{} cannot be used for what slides and notes tell one another: {fault}",
        sanitize(&folder.to_string_lossy())
    );
    Err(Error::new(ErrorKind::System, sentence)
        .with_hint("a folder of mode 0700, or another one in XDG_RUNTIME_DIR"))
}

/// `$XDG_CONFIG_DIRS`, the least important first.
fn system_config_dirs() -> Vec<PathBuf> {
    let dirs = env::var("XDG_CONFIG_DIRS")
        .ok()
        .filter(|dirs| !dirs.is_empty())
        .unwrap_or_else(|| "/etc/xdg".into());
    let mut all: Vec<PathBuf> = dirs
        .split(':')
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute())
        .map(|dir| dir.join("gloact"))
        .collect();
    all.reverse();
    all
}

/// The JSON files of a folder by name; of one that is not there none.
pub fn json_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    sort::distinct(files)
}
