//! `gloact doctor --kiosk`: whether a host keeps guests where they belong, line by line: sshd, the account, who may write where.

use crate::cli::doctor::{CheckResult, check_result};
use crate::profile::paths::{self, HOST_DIR};
use std::env;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What sshd must answer for the account, in its own words, and the line that makes it so.
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

/// Looks at the host for an account of guests.
pub fn audit_host(account: &str) -> Vec<CheckResult> {
    let mut all = vec![check_program()];
    let (found, home) = self::check_account(account);
    all.extend(found);
    let keys = check_sshd(account, &mut all);
    let mut kept: Vec<PathBuf> = home.into_iter().chain(keys).collect();
    kept.extend(env::current_exe());
    kept.extend([HOST_DIR.into(), Path::new(HOST_DIR).join("overrides")]);
    kept.extend(paths::json_files(&Path::new(HOST_DIR).join("overrides")));
    all.push(check_overrides());
    all.push(check_writable(&kept));
    all
}

fn check_program() -> CheckResult {
    let path = env::current_exe().unwrap_or_default();
    check_result("program", format!("{} {}", path.display(), env!("CARGO_PKG_VERSION")), "")
}

/// What a program of the host prints; where it fails, what it says.
fn run_program(programs: &[&str], args: &[&str]) -> Result<String, String> {
    let mut said = format!("there is no {}", programs[0]);
    for program in programs {
        if let Ok(asked) = Command::new(program).args(args).stdin(Stdio::null()).output() {
            if asked.status.success() {
                return Ok(String::from_utf8_lossy(&asked.stdout).into_owned());
            }
            said = String::from_utf8_lossy(&asked.stderr)
                .lines()
                .next()
                .unwrap_or("it fails")
                .to_string();
            break;
        }
    }
    Err(said)
}

/// The account, its shell and its home.
fn check_account(name: &str) -> (Vec<CheckResult>, Option<PathBuf>) {
    let answer = run_program(&["getent"], &["passwd", name]).unwrap_or_default();
    let fields: Vec<&str> = answer.trim_end().split(':').collect();
    let [_, _, number, _, _, home, shell] = fields[..] else {
        return (
            vec![check_result(
                "account",
                format!("there is no account {name}"),
                "README, \"For a host of many\": useradd",
            )],
            None,
        );
    };
    let privileged = number == "0";
    let plain = shell.is_empty()
        || ["sh", "dash"].iter().any(|plain| shell.rsplit('/').next() == Some(plain));
    let mend = |wrong: bool, mend: String| if wrong { mend } else { String::new() };
    let path = PathBuf::from(home);
    let kept =
        |about: &Metadata| about.is_dir() && about.uid() == 0 && about.mode() & 0o7777 == 0o555;
    let told = match path.symlink_metadata() {
        Err(_) => format!("{home} is not there"),
        Ok(about) if !kept(&about) => {
            format!("{home} has mode {:04o} and belongs to {}", about.mode() & 0o7777, about.uid())
        }
        Ok(_) if std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some()) => {
            format!("{home} is not empty")
        }
        Ok(_) => String::new(),
    };
    let again = format!("an empty one: install -d -o root -g root -m 0555 {home}");
    let looks = vec![
        check_result(
            "account",
            format!("{name}, number {number}"),
            mend(privileged, "an account without privileges".into()),
        ),
        // bash reads ~/.bashrc before the forced command
        check_result("shell", shell, mend(!plain, format!("usermod --shell /bin/sh {name}"))),
        check_result(
            "home",
            if told.is_empty() { format!("{home}, empty, root's, 0555") } else { told.clone() },
            mend(!told.is_empty(), again),
        ),
    ];
    (looks, Some(path))
}

/// What sshd answers for the account, a line for each answer that is another than wanted. Gives back where its keys are.
fn check_sshd(account: &str, all: &mut Vec<CheckResult>) -> Vec<PathBuf> {
    let whom = format!("user={account},host=localhost,addr=127.0.0.1");
    let answer = match run_program(
        &["sshd", "/usr/sbin/sshd", "/usr/local/sbin/sshd"],
        &["-T", "-C", &whom],
    ) {
        Ok(answer) => answer,
        Err(said) => {
            all.push(check_result(
                "sshd",
                said,
                "where it is installed only root can ask it: sudo gloact doctor --kiosk",
            ));
            return Vec::new();
        }
    };
    let said = |key: &str| -> Vec<&str> {
        answer
            .lines()
            .filter_map(|line| line.split_once(' '))
            .filter(|(of, _)| of.eq_ignore_ascii_case(key))
            .map(|(_, value)| value)
            .collect()
    };
    let before = all.len();
    for (wanted, line) in REQUIRED_SSHD_SETTINGS {
        let (key, value) = wanted.split_once(' ').unwrap_or((wanted, ""));
        let said = said(key);
        if said.len() != 1 || !said[0].eq_ignore_ascii_case(value) {
            all.push(check_result("sshd", format!("{key} {}", said.join(" ")), *line));
        }
    }
    let forced = said("forcecommand").join(" ");
    let (program, flags) =
        forced.strip_prefix("exec ").unwrap_or("").split_once(' ').unwrap_or_default();
    if !program.ends_with("/gloact") || !flags.split(' ').any(|flag| flag == "--kiosk") {
        all.push(check_result(
            "sshd",
            format!("forcecommand {forced}"),
            "ForceCommand exec /usr/bin/gloact --kiosk",
        ));
    }
    let keys = said("authorizedkeysfile").join(" ");
    let outside = keys.split(' ').all(|file| file.starts_with('/') && !file.contains("%h"));
    if !outside {
        all.push(check_result(
            "sshd",
            format!("authorizedkeysfile {keys}"),
            "AuthorizedKeysFile /etc/ssh/gloact-keys/%u",
        ));
    }
    if said("clientaliveinterval").concat() == "0" {
        all.push(check_result("sshd", "clientaliveinterval 0", "ClientAliveInterval 30"));
    }
    if all.len() == before {
        all.push(check_result(
            "sshd",
            format!("{} answers as wanted for {account}", REQUIRED_SSHD_SETTINGS.len() + 3),
            "",
        ));
    }
    let files =
        keys.split(' ').filter(|_| outside).map(|file| PathBuf::from(file.replace("%u", account)));
    files
        .flat_map(|file| [file.parent().map(Path::to_path_buf), Some(file.clone())])
        .flatten()
        .collect()
}

/// The overrides of the host: everybody can read them, or there are none.
fn check_overrides() -> CheckResult {
    let folder = Path::new(HOST_DIR).join("overrides");
    let Ok(about) = folder.metadata() else {
        return check_result("overrides", format!("none in {}", folder.display()), "");
    };
    let files = paths::json_files(&folder);
    let open = |path: &PathBuf| path.metadata().is_ok_and(|about| about.mode() & 0o004 != 0);
    match files.iter().find(|path| !open(path)) {
        _ if about.mode() & 0o005 != 0o005 => check_result(
            "overrides",
            format!("not everybody can read {}", folder.display()),
            format!("chmod a+rx {}", folder.display()),
        ),
        Some(path) => check_result(
            "overrides",
            format!("not everybody can read {}", path.display()),
            format!("chmod a+r {}", path.display()),
        ),
        None => check_result("overrides", format!("{} in {}", files.len(), folder.display()), ""),
    }
}

/// Nobody but root may write to any of these, nor put another in its place; what is not there cannot be written to.
fn check_writable(paths: &[PathBuf]) -> CheckResult {
    // in a folder such as /tmp each may touch what is its own
    let free = |about: &Metadata| {
        about.mode() & 0o022 != 0 && !(about.is_dir() && about.mode() & 0o1000 != 0)
    };
    let open = |path: &&Path| path.metadata().is_ok_and(|about| about.uid() != 0 || free(&about));
    match paths.iter().flat_map(|path| path.ancestors()).find(open) {
        Some(path) => {
            let path = path.display();
            check_result(
                "writable",
                format!("others than root can write to {path}"),
                format!("chown root {path}; chmod go-w {path}"),
            )
        }
        None => check_result("writable", "nothing that the kiosk uses", ""),
    }
}
