//! `gloact doctor --kiosk`: checks sshd, the guest account, and who may write to its files.

use crate::cli::check_result::CheckResult;
use crate::profile::paths::{self, HOST_DIR};
use std::env;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The settings that `sshd -T` must print for the account, and the line of its configuration that
/// sets each.
const REQUIRED_SSHD_SETTINGS: &[(&str, &str)] = &[
    ("permituserenvironment no", "PermitUserEnvironment no"),
    ("permittty yes", "PermitTTY yes"),
    ("disableforwarding yes", "DisableForwarding yes"),
    ("allowtcpforwarding no", "AllowTcpForwarding no"),
    ("allowstreamlocalforwarding no", "AllowStreamLocalForwarding no"),
    ("allowagentforwarding no", "AllowAgentForwarding no"),
    ("x11forwarding no", "X11Forwarding no"),
    ("permittunnel no", "PermitTunnel no"),
    ("gatewayports no", "GatewayPorts no"),
    ("permitopen none", "PermitOpen none"),
    ("permitlisten none", "PermitListen none"),
    ("permituserrc no", "PermitUserRC no"),
    ("acceptenv gloact_none", "AcceptEnv GLOACT_NONE"),
    ("authenticationmethods publickey", "AuthenticationMethods publickey"),
    ("maxsessions 1", "MaxSessions 1"),
];

/// Checks of sshd that are not in [`REQUIRED_SSHD_SETTINGS`].
const OTHER_SSHD_CHECKS: usize = 3;

/// The mode of the guests' home directory: nobody may write to it.
const HOME_MODE: u32 = 0o555;

/// Shells that read no file before the forced command. Bash reads `~/.bashrc`.
const PLAIN_SHELLS: &[&str] = &["sh", "dash"];

/// Checks the host for an account of guests.
pub fn audit_host(account: &str) -> Vec<CheckResult> {
    let mut results = vec![check_program()];
    let home = check_account(account, &mut results);
    let keys = check_sshd(account, &mut results);
    results.push(check_overrides());
    let overrides = Path::new(HOST_DIR).join("overrides");
    let mut used_paths: Vec<PathBuf> = home.into_iter().chain(keys).collect();
    used_paths.extend(env::current_exe());
    used_paths.extend(paths::json_files(&overrides));
    used_paths.extend([HOST_DIR.into(), overrides]);
    results.push(check_writable(&used_paths));
    results
}

fn check_program() -> CheckResult {
    let path = env::current_exe().unwrap_or_default();
    CheckResult::ok("program", format!("{} {}", path.display(), env!("CARGO_PKG_VERSION")))
}

/// Runs the first of the programs that exists and returns its output, or why it failed.
fn run_program(programs: &[&str], args: &[&str]) -> Result<String, String> {
    let output = programs
        .iter()
        .find_map(|program| Command::new(program).args(args).stdin(Stdio::null()).output().ok());
    let Some(output) = output else {
        return Err(format!("{} not found", programs[0]));
    };
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(message.lines().next().unwrap_or("it failed without a message").to_string())
}

/// Checks the account, its shell and its home directory, and returns the home directory.
fn check_account(name: &str, results: &mut Vec<CheckResult>) -> Option<PathBuf> {
    let entry = run_program(&["getent"], &["passwd", name]).unwrap_or_default();
    let fields: Vec<&str> = entry.trim_end().split(':').collect();
    let [_, _, uid, _, _, home, shell] = fields[..] else {
        results.push(CheckResult::with_fix(
            "account",
            format!("no account \"{name}\""),
            "create it with useradd, as docs/hosting.md shows",
        ));
        return None;
    };
    let found = format!("{name}, uid {uid}");
    results.push(if uid == "0" {
        CheckResult::with_fix("account", found, "use an account without privileges")
    } else {
        CheckResult::ok("account", found)
    });
    let shell_name = shell.rsplit('/').next().unwrap_or_default();
    results.push(if shell.is_empty() || PLAIN_SHELLS.contains(&shell_name) {
        CheckResult::ok("shell", shell)
    } else {
        CheckResult::with_fix("shell", shell, format!("usermod --shell /bin/sh {name}"))
    });
    results.push(check_home(home));
    Some(home.into())
}

/// Checks that the home directory is empty and that only root owns it.
fn check_home(home: &str) -> CheckResult {
    let is_empty = || std::fs::read_dir(home).is_ok_and(|mut entries| entries.next().is_none());
    let problem = match Path::new(home).symlink_metadata() {
        Err(_) => format!("{home} does not exist"),
        Ok(metadata) if !is_locked(&metadata) => {
            let mode = metadata.mode() & 0o7777;
            format!("{home} has mode {mode:04o} and owner {}", metadata.uid())
        }
        Ok(_) if !is_empty() => format!("{home} is not empty"),
        Ok(_) => {
            return CheckResult::ok("home", format!("{home}, empty, owned by root, mode 0555"));
        }
    };
    let fix = format!("create an empty one: install -d -o root -g root -m 0555 {home}");
    CheckResult::with_fix("home", problem, fix)
}

/// Returns true for a directory of root that nobody may write to.
fn is_locked(metadata: &Metadata) -> bool {
    metadata.is_dir() && metadata.uid() == 0 && metadata.mode() & 0o7777 == HOME_MODE
}

/// Checks the settings of sshd for the account, and returns the paths of its authorised keys.
fn check_sshd(account: &str, results: &mut Vec<CheckResult>) -> Vec<PathBuf> {
    let user = format!("user={account},host=localhost,addr=127.0.0.1");
    let programs = ["sshd", "/usr/sbin/sshd", "/usr/local/sbin/sshd"];
    let settings = match run_program(&programs, &["-T", "-C", &user]) {
        Ok(settings) => settings,
        Err(message) => {
            let fix = "only root can ask sshd: sudo gloact doctor --kiosk";
            results.push(CheckResult::with_fix("sshd", message, fix));
            return Vec::new();
        }
    };
    let problems = sshd_problems(&settings);
    if problems.is_empty() {
        let count = REQUIRED_SSHD_SETTINGS.len() + OTHER_SSHD_CHECKS;
        results.push(CheckResult::ok("sshd", format!("all {count} settings fit for {account}")));
    }
    results.extend(problems);
    let mut paths = Vec::new();
    for file in key_files(&settings).unwrap_or_default() {
        let file = PathBuf::from(file.replace("%u", account));
        paths.extend(file.parent().map(Path::to_path_buf));
        paths.push(file);
    }
    paths
}

/// Returns all values of a setting in the output of `sshd -T`.
fn setting_values<'a>(settings: &'a str, key: &str) -> Vec<&'a str> {
    settings
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(name, _)| name.eq_ignore_ascii_case(key))
        .map(|(_, value)| value)
        .collect()
}

/// Returns a problem for each setting of sshd that differs from what the kiosk needs.
fn sshd_problems(settings: &str) -> Vec<CheckResult> {
    let problem = |found: String, fix: &str| CheckResult::with_fix("sshd", found, fix);
    let mut problems = Vec::new();
    for (required, fix) in REQUIRED_SSHD_SETTINGS {
        let (key, value) = required.split_once(' ').unwrap_or((required, ""));
        let values = setting_values(settings, key);
        if values.len() != 1 || !values[0].eq_ignore_ascii_case(value) {
            problems.push(problem(format!("{key} {}", values.join(" ")), fix));
        }
    }
    let command = setting_values(settings, "forcecommand").join(" ");
    let (program, flags) =
        command.strip_prefix("exec ").unwrap_or("").split_once(' ').unwrap_or_default();
    if !program.ends_with("/gloact") || !flags.split(' ').any(|flag| flag == "--kiosk") {
        let fix = "ForceCommand exec /usr/bin/gloact --kiosk";
        problems.push(problem(format!("forcecommand {command}"), fix));
    }
    if key_files(settings).is_none() {
        let files = setting_values(settings, "authorizedkeysfile").join(" ");
        let fix = "AuthorizedKeysFile /etc/ssh/gloact-keys/%u";
        problems.push(problem(format!("authorizedkeysfile {files}"), fix));
    }
    if setting_values(settings, "clientaliveinterval").concat() == "0" {
        problems.push(problem("clientaliveinterval 0".into(), "ClientAliveInterval 30"));
    }
    problems
}

/// Returns the files of authorised keys, or `None` if one of them may lie in the home directory.
fn key_files(settings: &str) -> Option<Vec<&str>> {
    let files: Vec<&str> = setting_values(settings, "authorizedkeysfile")
        .into_iter()
        .flat_map(|value| value.split(' '))
        .collect();
    let is_outside_home = |file: &&str| file.starts_with('/') && !file.contains("%h");
    let all_are_outside = !files.is_empty() && files.iter().all(is_outside_home);
    all_are_outside.then_some(files)
}

/// Checks that everybody can read the overrides of the host.
fn check_overrides() -> CheckResult {
    let folder = Path::new(HOST_DIR).join("overrides");
    let shown = folder.display();
    let Ok(metadata) = folder.metadata() else {
        return CheckResult::ok("overrides", format!("none in {shown}"));
    };
    let unreadable = |path: &Path, rights: &str| {
        let path = path.display();
        let found = format!("{path} is not readable for everybody");
        CheckResult::with_fix("overrides", found, format!("chmod {rights} {path}"))
    };
    if metadata.mode() & 0o005 != 0o005 {
        return unreadable(&folder, "a+rx");
    }
    let files = paths::json_files(&folder);
    let is_readable =
        |path: &PathBuf| path.metadata().is_ok_and(|metadata| metadata.mode() & 0o004 != 0);
    match files.iter().find(|path| !is_readable(path)) {
        Some(path) => unreadable(path, "a+r"),
        None => CheckResult::ok("overrides", format!("{} in {shown}", files.len())),
    }
}

/// Checks that only root can write to or replace any of these paths. Missing paths are ignored.
fn check_writable(paths: &[PathBuf]) -> CheckResult {
    let is_open = |path: &&Path| {
        path.metadata().is_ok_and(|metadata| metadata.uid() != 0 || is_writable(&metadata))
    };
    match paths.iter().flat_map(|path| path.ancestors()).find(is_open) {
        Some(path) => {
            let path = path.display();
            CheckResult::with_fix(
                "writable",
                format!("users other than root can write to {path}"),
                format!("chown root {path}; chmod go-w {path}"),
            )
        }
        None => CheckResult::ok("writable", "no file of the kiosk"),
    }
}

/// Returns true if group or others can write. In a sticky folder such as `/tmp` they cannot replace
/// the files of root.
fn is_writable(metadata: &Metadata) -> bool {
    let is_sticky_folder = metadata.is_dir() && metadata.mode() & 0o1000 != 0;
    metadata.mode() & 0o022 != 0 && !is_sticky_folder
}
