//! `gloact doctor --kiosk`: checks sshd, the guest account, the kernel, and who may write to the
//! files of the kiosk.

mod account;
mod sshd;
mod write_protection;

use super::confinement;
use crate::cli::doctor_check::DoctorCheck;
use crate::profile::directories::HOST_DIR;
use crate::profile::json_files::json_files;
use crate::profile::layer_candidates;
use crate::term::run_helper;
use account::GuestAccount;
use std::env;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use write_protection::check_write_protection;

/// Checks the host for an account of guests.
pub fn audit_host(name: &str) -> Vec<DoctorCheck> {
    let mut results = vec![check_program()];
    let account = GuestAccount::find(name, &mut results);
    let sshd_paths = sshd::check(name, &mut results);
    results.push(check_landlock());
    results.push(check_overrides());
    let overrides = Path::new(HOST_DIR).join("overrides");
    let mut used_paths: Vec<PathBuf> =
        account.into_iter().flat_map(GuestAccount::used_paths).collect();
    used_paths.extend(sshd_paths);
    used_paths.extend(env::current_exe());
    used_paths.extend(json_files(&overrides));
    used_paths.extend([HOST_DIR.into(), overrides]);
    let programmes = layer_candidates::host_programmes();
    for folder in programmes.into_iter().filter_map(|programme| programme.folder) {
        let overrides = folder.join("overrides");
        used_paths.extend([json_files(&folder), json_files(&overrides)].concat());
        used_paths.extend([folder, overrides]);
    }
    results.push(check_write_protection(used_paths));
    results
}

fn check_program() -> DoctorCheck {
    let path = env::current_exe().unwrap_or_default();
    DoctorCheck::ok("program", format!("{} {}", path.display(), env!("CARGO_PKG_VERSION")))
}

/// The longest time that a program may take, such as one that asks a directory of accounts.
const PROGRAM_TIMEOUT: Duration = Duration::from_secs(20);

/// The message for a program that failed and said nothing.
const NO_MESSAGE: &str = "it failed without a message";

/// Runs the first of the programs that exists and returns its output, or why it failed.
fn run_program(programs: &[&str], args: &[&str]) -> Result<String, String> {
    let mut outputs = programs
        .iter()
        .map(|program| run_helper(Command::new(program).args(args), b"", PROGRAM_TIMEOUT));
    let is_missing = |e: &io::Error| e.kind() == io::ErrorKind::NotFound;
    let output = match outputs.find(|output| !output.as_ref().is_err_and(is_missing)) {
        None => return Err(format!("{} not found", programs[0])),
        Some(output) => output.map_err(|e| format!("{}: {e}", programs[0]))?,
    };
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(message.lines().next().unwrap_or(NO_MESSAGE).to_string())
}

/// Checks what the kernel can confine the kiosk to.
fn check_landlock() -> DoctorCheck {
    let fix =
        "boot Linux 5.13 or newer with landlock in its list of lsm= (see /sys/kernel/security/lsm)";
    match confinement::landlock_scope() {
        None => DoctorCheck::with_fix("landlock", confinement::NO_LANDLOCK, fix),
        Some(scope) => DoctorCheck::ok("landlock", format!("confines the kiosk: {scope}")),
    }
}

/// Checks that the kiosk, and everybody else, can read the overrides of the host.
fn check_overrides() -> DoctorCheck {
    let folder = Path::new(HOST_DIR).join("overrides");
    let shown = folder.display();
    let Ok(metadata) = folder.metadata() else {
        return DoctorCheck::ok("overrides", format!("none in {shown}"));
    };
    let unreadable = |path: &Path, rights: &str| {
        let path = path.display();
        let found = format!("{path} is not readable for everybody");
        DoctorCheck::with_fix("overrides", found, format!("chmod {rights} {path}"))
    };
    if metadata.mode() & 0o005 != 0o005 {
        return unreadable(&folder, "a+rx");
    }
    let files = json_files(&folder);
    let is_readable =
        |path: &PathBuf| path.metadata().is_ok_and(|metadata| metadata.mode() & 0o004 != 0);
    if let Some(path) = files.iter().find(|path| !is_readable(path)) {
        return unreadable(path, "a+r");
    }
    // Landlock allows nothing outside of this folder
    let host_dir = Path::new(HOST_DIR).canonicalize().unwrap_or_default();
    let leads_outside =
        |path: &&PathBuf| path.canonicalize().is_ok_and(|target| !target.starts_with(&host_dir));
    if let Some(path) = files.iter().find(leads_outside) {
        let found = format!("{} leads out of {HOST_DIR}: the kiosk cannot read it", path.display());
        return DoctorCheck::with_fix("overrides", found, format!("copy the file into {shown}"));
    }
    DoctorCheck::ok("overrides", format!("{} in {shown}", files.len()))
}
