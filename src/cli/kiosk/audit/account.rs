//! Checks the account of the guests: its shell, home directory, groups and password.

use super::{NO_MESSAGE, run_program};
use crate::cli::doctor_check::DoctorCheck;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The mode of the guests' home directory: nobody may write to it.
const HOME_MODE: u32 = 0o555;

/// Shells that read no file before the forced command. Bash reads `~/.bashrc`.
const PLAIN_SHELLS: &[&str] = &["sh", "dash"];

/// Groups whose members can become root or read the files of others.
const PRIVILEGED_GROUPS: &[&str] = &[
    "root",
    "sudo",
    "wheel",
    "admin",
    "adm",
    "docker",
    "lxd",
    "incus",
    "incus-admin",
    "libvirt",
    "disk",
    "shadow",
    "kmem",
];

/// The entry of an account in the list of accounts.
pub struct GuestAccount {
    home: PathBuf,
    shell: PathBuf,
}

impl GuestAccount {
    /// Looks an account up and checks it. Returns `None` if it does not exist.
    pub fn find(name: &str, results: &mut Vec<DoctorCheck>) -> Option<GuestAccount> {
        let entry = match run_program(&["getent"], &["passwd", name]) {
            // it says nothing about an account that does not exist
            Err(message) if message != NO_MESSAGE => {
                let found = format!("cannot be looked up: {message}");
                let fix = format!("getent passwd {name} must print the account");
                results.push(DoctorCheck::with_fix("account", found, fix));
                return None;
            }
            entry => entry.unwrap_or_default(),
        };
        let fields: Vec<&str> = entry.trim_end().split(':').collect();
        let [_, password, uid, _, _, home, shell] = fields[..] else {
            results.push(DoctorCheck::with_fix(
                "account",
                format!("no account \"{name}\""),
                "create it with useradd, as docs/hosting.md shows",
            ));
            return None;
        };
        results.push(check_uid(name, uid));
        results.push(check_groups(name));
        results.push(check_password(name, password));
        results.push(check_shell(name, shell));
        results.push(check_home(home));
        Some(GuestAccount { home: home.into(), shell: shell.into() })
    }

    /// Returns the paths that sshd uses before it starts the kiosk.
    pub fn used_paths(self) -> [PathBuf; 2] {
        [self.home, self.shell]
    }
}

fn check_uid(name: &str, uid: &str) -> DoctorCheck {
    let found = format!("{name}, uid {uid}");
    if uid == "0" {
        return DoctorCheck::with_fix("account", found, "use an account without privileges");
    }
    DoctorCheck::ok("account", found)
}

fn check_groups(name: &str) -> DoctorCheck {
    let groups = match run_program(&["id"], &["-Gn", name]) {
        Ok(groups) => groups,
        Err(message) => {
            let fix = format!("look at the output of id -Gn {name}");
            return DoctorCheck::with_fix("groups", format!("unknown: {message}"), fix);
        }
    };
    let groups = groups.trim();
    match groups.split_whitespace().find(|group| PRIVILEGED_GROUPS.contains(group)) {
        Some(group) => {
            let found =
                format!("{groups}: members of {group} have rights that guests must not have");
            let fix = format!("gpasswd --delete {name} {group}, or use another primary group");
            DoctorCheck::with_fix("groups", found, fix)
        }
        None => DoctorCheck::ok("groups", groups),
    }
}

/// Checks that nobody can log in with a password. `password` is the field of the account list;
/// usually it says that the hash is in the list that only root can read.
fn check_password(name: &str, password: &str) -> DoctorCheck {
    let shadow = if password == "x" {
        run_program(&["getent"], &["shadow", name])
    } else {
        Ok(format!("{name}:{password}"))
    };
    let Some(hash) = shadow.as_deref().ok().and_then(|entry| entry.trim_end().split(':').nth(1))
    else {
        let fix = "only root can see it: sudo gloact doctor --kiosk";
        return DoctorCheck::with_fix("password", "unknown", fix);
    };
    // no hash begins with one of these
    if hash.starts_with(['*', '!']) {
        return DoctorCheck::ok("password", "none");
    }
    let found = if hash.is_empty() { "an empty password" } else { "the account has a password" };
    DoctorCheck::with_fix("password", found, format!("usermod --password '*' {name}"))
}

fn check_shell(name: &str, shell: &str) -> DoctorCheck {
    let shell_name = shell.rsplit('/').next().unwrap_or_default();
    if shell.is_empty() || PLAIN_SHELLS.contains(&shell_name) {
        DoctorCheck::ok("shell", shell)
    } else {
        DoctorCheck::with_fix("shell", shell, format!("usermod --shell /bin/sh {name}"))
    }
}

/// Checks that the home directory is empty and that only root owns it.
fn check_home(home: &str) -> DoctorCheck {
    let is_empty = || std::fs::read_dir(home).is_ok_and(|mut entries| entries.next().is_none());
    let problem = match Path::new(home).symlink_metadata() {
        Err(_) => format!("{home} does not exist"),
        Ok(metadata) if !is_locked(&metadata) => {
            let mode = metadata.mode() & 0o7777;
            format!("{home} has mode {mode:04o} and owner {}", metadata.uid())
        }
        Ok(_) if !is_empty() => format!("{home} is not empty"),
        Ok(_) => {
            return DoctorCheck::ok("home", format!("{home}, empty, owned by root, mode 0555"));
        }
    };
    let fix = format!("create an empty one: install -d -o root -g root -m 0555 {home}");
    DoctorCheck::with_fix("home", problem, fix)
}

/// Returns true for a directory of root that nobody may write to.
fn is_locked(metadata: &Metadata) -> bool {
    metadata.is_dir() && metadata.uid() == 0 && metadata.mode() & 0o7777 == HOME_MODE
}
