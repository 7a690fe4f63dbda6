//! Checks the settings of sshd for the account of the guests, and the program that it starts.

use super::run_program;
use crate::cli::doctor_check::DoctorCheck;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

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

const CONFIG_FILE: &str = "/etc/ssh/sshd_config";
const CONFIG_FOLDER: &str = "/etc/ssh/sshd_config.d";

/// Characters by which a shell does more than start one program.
const SHELL_SYNTAX: &[char] = &['$', '`', ';', '|', '&', '<', '>', '(', ')', '\\', '"', '\n'];

/// Checks the settings of sshd for the account. Returns the paths that sshd uses for it.
pub fn check(account: &str, results: &mut Vec<DoctorCheck>) -> Vec<PathBuf> {
    let user = format!("user={account},host=localhost,addr=127.0.0.1");
    let programs = ["sshd", "/usr/sbin/sshd", "/usr/local/sbin/sshd"];
    let settings = match run_program(&programs, &["-T", "-C", &user]) {
        Ok(settings) => settings,
        Err(message) => {
            let fix = "only root can ask sshd: sudo gloact doctor --kiosk";
            results.push(DoctorCheck::with_fix("sshd", message, fix));
            return Vec::new();
        }
    };
    let problems = setting_problems(&settings);
    if problems.is_empty() {
        let count = REQUIRED_SSHD_SETTINGS.len() + OTHER_SSHD_CHECKS;
        results.push(DoctorCheck::ok("sshd", format!("all {count} settings fit for {account}")));
    }
    results.extend(problems);
    let mut used_paths = vec![CONFIG_FILE.into(), CONFIG_FOLDER.into()];
    let snippets = std::fs::read_dir(CONFIG_FOLDER).into_iter().flatten().flatten();
    used_paths.extend(snippets.map(|entry| entry.path()));
    if let Some(program) = forced_program(&forced_command(&settings)) {
        results.push(check_forced_program(program));
        used_paths.push(program.into());
    }
    for file in key_files(&settings).unwrap_or_default() {
        let file = PathBuf::from(file.replace("%u", account));
        used_paths.extend(file.parent().map(Path::to_path_buf));
        used_paths.push(file);
    }
    used_paths
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

fn forced_command(settings: &str) -> String {
    setting_values(settings, "forcecommand").join(" ")
}

/// Returns the program of a forced command that starts the kiosk and nothing else.
fn forced_program(command: &str) -> Option<&str> {
    let (program, flags) = command.strip_prefix("exec ")?.split_once(' ')?;
    let is_kiosk = program.starts_with('/')
        && program.ends_with("/gloact")
        && flags.split(' ').any(|flag| flag == "--kiosk");
    // a script may stand in single quotes, in which a shell changes nothing
    let is_plain = command.split('\'').step_by(2).all(|part| !part.contains(SHELL_SYNTAX));
    (is_kiosk && is_plain).then_some(program)
}

/// Checks that the program exists and gains no rights when it starts.
fn check_forced_program(program: &str) -> DoctorCheck {
    let name = "forced program";
    let metadata = match Path::new(program).metadata() {
        Ok(metadata) => metadata,
        Err(_) => {
            let fix = format!("install -o root -g root -m 0755 gloact {program}");
            return DoctorCheck::with_fix(name, format!("{program} does not exist"), fix);
        }
    };
    if metadata.mode() & 0o6000 != 0 {
        let found = format!("{program} runs with the rights of another account");
        return DoctorCheck::with_fix(name, found, format!("chmod u-s,g-s {program}"));
    }
    if has_capabilities(program) {
        let found = format!("{program} has capabilities of root");
        return DoctorCheck::with_fix(name, found, format!("setcap -r {program}"));
    }
    DoctorCheck::ok(name, program)
}

#[cfg(target_os = "linux")]
fn has_capabilities(program: &str) -> bool {
    let mut value = [0_u8; 64];
    rustix::fs::getxattr(program, "security.capability", &mut value).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn has_capabilities(_: &str) -> bool {
    false
}

/// Returns a problem for each setting of sshd that differs from what the kiosk needs.
fn setting_problems(settings: &str) -> Vec<DoctorCheck> {
    let problem = |found: String, fix: &str| DoctorCheck::with_fix("sshd", found, fix);
    let mut problems = Vec::new();
    for (required, fix) in REQUIRED_SSHD_SETTINGS {
        let (key, value) = required.split_once(' ').unwrap_or((required, ""));
        let values = setting_values(settings, key);
        if values.len() != 1 || !values[0].eq_ignore_ascii_case(value) {
            problems.push(problem(format!("{key} {}", values.join(" ")), fix));
        }
    }
    let command = forced_command(settings);
    if forced_program(&command).is_none() {
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
