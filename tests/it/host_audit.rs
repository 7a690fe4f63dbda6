//! `gloact doctor --kiosk` finds what makes a host of guests unsafe: the forced program, links of
//! the overrides, Landlock, groups and the password of the account.

use crate::support::session::{Session, pane_name};
use crate::{Sandbox, tool};
use serde_json::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gloact");

/// The settings of sshd for the block in `docs/hosting.md`, but for the program.
const SSHD_SETTINGS: &str = "\
permituserenvironment no
permittty yes
disableforwarding yes
allowtcpforwarding no
allowstreamlocalforwarding no
allowagentforwarding no
x11forwarding no
permittunnel no
gatewayports no
permitopen none
permitlisten none
permituserrc no
acceptenv GLOACT_NONE
authenticationmethods publickey
authorizedkeysfile /etc/ssh/gloact-keys/%u
maxsessions 1
clientaliveinterval 30
";

/// A host whose sshd and accounts are scripts.
struct Host {
    sandbox: Sandbox,
    forced_command: String,
    shadow: &'static str,
    groups: &'static str,
}

/// A row of the audit.
#[derive(Debug)]
struct Row {
    name: String,
    found: String,
    fix: String,
}

impl Host {
    /// Returns a host as `docs/hosting.md` sets it up.
    fn new() -> Host {
        let sandbox = Sandbox::new();
        let home = sandbox.0.path().join("guest");
        fs::create_dir(&home).unwrap();
        fs::set_permissions(&home, Permissions::from_mode(0o555)).unwrap();
        fs::set_permissions(sandbox.0.path(), Permissions::from_mode(0o755)).unwrap();
        let forced_command = format!("exec {} --kiosk", sandbox.install_program().display());
        Host { sandbox, forced_command, shadow: "*", groups: "gloact-kiosk" }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.sandbox.0.path().join(name)
    }

    /// Installs the scripts and returns the audit of this host, run by `wrapper`.
    fn audit_command(&self, wrapper: &[&str]) -> Command {
        let home = self.path("guest");
        let settings = format!("{SSHD_SETTINGS}forcecommand {}\n", self.forced_command);
        let settings = self.sandbox.write("settings", settings);
        self.sandbox.install_script("bin/sshd", &format!("cat {settings}"));
        let entries = format!(
            "case $1 in\npasswd) echo 'gloact:x:1234:1234::{}:/bin/sh' ;;\n\
             shadow) echo 'gloact:{}:20000:0:99999:7:::' ;;\nesac",
            home.display(),
            self.shadow
        );
        self.sandbox.install_script("bin/getent", &entries);
        self.sandbox.install_script("bin/id", &format!("echo {}", self.groups));
        let args = ["doctor", "--kiosk", "gloact", "--format", "json"];
        let words = [wrapper, &[PROGRAM], &args].concat();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).current_dir(self.sandbox.0.path()).env_clear();
        command.env("HOME", self.sandbox.0.path());
        command.env("PATH", format!("{}:/usr/bin:/bin", self.path("bin").display()));
        command
    }

    fn audit(&self) -> (i32, Vec<Row>) {
        self.audit_within(&[])
    }

    fn audit_within(&self, wrapper: &[&str]) -> (i32, Vec<Row>) {
        let output = self.audit_command(wrapper).output().unwrap();
        let all: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"));
        let row = |row: &Value| {
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_string();
            Row { name: text("check"), found: text("result"), fix: text("fix") }
        };
        (output.status.code().unwrap(), all["rows"].as_array().unwrap().iter().map(row).collect())
    }

    /// Asserts that the audit finds a problem and says how to fix it.
    fn assert_problem(&self, name: &str, found: &str, fix: &str) {
        let audit = self.audit();
        assert_has_problem(&audit, name, found, fix);
    }
}

fn assert_has_problem((code, rows): &(i32, Vec<Row>), name: &str, found: &str, fix: &str) {
    let is_told = |row: &Row| row.name == name && row.found.contains(found);
    assert!(
        *code == 4 && rows.iter().any(|row| is_told(row) && row.fix.contains(fix)),
        "{name}, {found}, {fix}: {code} {rows:#?}"
    );
}

/// Returns the problems that do not come from the machine of the test.
fn problems(rows: &[Row]) -> Vec<&Row> {
    rows.iter().filter(|row| !row.fix.is_empty() && row.name != "landlock").collect()
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Creates an executable file in a folder of its own.
fn install_other_program(host: &mut Host) -> PathBuf {
    let program = host.sandbox.install_copy(PROGRAM, "gloact-copy");
    let folder = host.path("srv");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    let path = folder.join("gloact");
    fs::rename(program, &path).unwrap();
    host.forced_command = format!("exec {} --kiosk", path.display());
    path
}

#[test]
fn safe_host_has_no_problem() {
    // without root the home directory belongs to another account
    if !is_root() {
        return;
    }
    let (_, rows) = Host::new().audit();
    assert!(problems(&rows).is_empty(), "{rows:#?}");
}

#[test]
fn forced_program_must_be_safe() {
    let mut host = Host::new();
    let program = install_other_program(&mut host);
    let set_mode = |path: &Path, mode| {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    };
    set_mode(&program, 0o777);
    host.assert_problem("writable", program.to_str().unwrap(), "chmod go-w");
    set_mode(&program, 0o755);
    let folder = program.parent().unwrap();
    set_mode(folder, 0o777);
    host.assert_problem("writable", folder.to_str().unwrap(), "chmod go-w");
    set_mode(folder, 0o755);
    for mode in [0o4755, 0o2755] {
        set_mode(&program, mode);
        host.assert_problem("forced program", "rights of another account", "chmod u-s,g-s");
    }
    fs::remove_file(&program).unwrap();
    host.assert_problem("forced program", "does not exist", "install");
    // the folder of the target counts, not only that of the link
    let open = host.path("open");
    fs::create_dir(&open).unwrap();
    fs::copy(PROGRAM, open.join("gloact")).unwrap();
    set_mode(&open, 0o777);
    symlink(open.join("gloact"), &program).unwrap();
    host.assert_problem("writable", open.to_str().unwrap(), "chmod go-w");
}

#[test]
fn forced_command_must_be_one_program() {
    let mut host = Host::new();
    for command in [
        "exec gloact --kiosk",
        "exec srv/gloact --kiosk",
        "exec /usr/bin/gloact --kiosk || sh",
        "exec /usr/bin/gloact --kiosk --do $SSH_ORIGINAL_COMMAND",
        "exec /usr/bin/gloact --kiosk `cat /tmp/x`",
        "/usr/bin/gloact --kiosk",
    ] {
        host.forced_command = command.into();
        host.assert_problem("sshd", command, "ForceCommand exec /usr/bin/gloact --kiosk");
    }
    let program = host.path("gloact");
    host.forced_command =
        format!("exec {} --kiosk --do 'go map; set theme mono'", program.display());
    let (_, rows) = host.audit();
    assert!(!rows.iter().any(|row| row.name == "sshd" && !row.fix.is_empty()), "{rows:#?}");
}

#[test]
fn account_has_no_privileged_group_and_no_password() {
    let mut host = Host::new();
    for group in ["sudo", "wheel", "admin", "docker", "root", "lxd", "disk", "shadow"] {
        host.groups = Box::leak(format!("gloact-kiosk {group} users").into_boxed_str());
        let fix = format!("gpasswd --delete gloact {group}");
        host.assert_problem("groups", group, &fix);
    }
    host.groups = "gloact-kiosk";
    for shadow in ["$y$j9T$salt$hash", "", "rounds"] {
        host.shadow = shadow;
        host.assert_problem("password", "password", "usermod --password '*' gloact");
    }
    for shadow in ["*", "!", "!!", "!$y$j9T$salt$hash", "*LK*"] {
        host.shadow = shadow;
        let (_, rows) = host.audit();
        assert!(rows.iter().any(|row| row.name == "password" && row.fix.is_empty()), "{rows:#?}");
    }
}

#[test]
fn unknown_groups_and_passwords_are_problems() {
    let host = Host::new();
    let mut command = host.audit_command(&[]);
    host.sandbox.install_script("bin/id", "echo 'no such user' >&2; exit 1");
    let entry = format!("gloact:x:1234:1234::{}:/bin/sh", host.path("guest").display());
    let script = format!("[ $1 = passwd ] && echo '{entry}' || exit 2");
    host.sandbox.install_script("bin/getent", &script);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (name, fix) in [("groups", "id -Gn gloact"), ("password", "sudo gloact doctor --kiosk")] {
        let has_fix = |row: &Value| row["check"] == name && row["fix"].to_string().contains(fix);
        assert!(all["rows"].as_array().unwrap().iter().any(has_fix), "{name}: {all:#}");
    }
}

#[test]
fn account_that_cannot_be_looked_up_is_not_called_missing() {
    let host = Host::new();
    let mut command = host.audit_command(&[]);
    host.sandbox.install_script("bin/getent", "echo 'the directory does not answer' >&2; exit 1");
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("cannot be looked up: the directory does not answer"), "{text}");
}

/// Returns the audit of a host with this folder as `/etc/xdg`, or `None` where that needs rights.
fn audit_with_overrides(host: &Host, system: &Path) -> Option<(i32, Vec<Row>)> {
    tool(&["unshare"], &["-m", "mount", "-t", "tmpfs", "none", "/etc/xdg"])?;
    let script = format!("mount --bind {} /etc/xdg && exec \"$@\"", system.display());
    Some(host.audit_within(&["unshare", "-m", "sh", "-c", &script, "sh"]))
}

#[test]
fn targets_of_override_links_are_checked() {
    let host = Host::new();
    let system = host.path("system");
    let overrides = system.join("gloact/overrides");
    fs::create_dir_all(&overrides).unwrap();
    let open = host.path("open");
    fs::create_dir(&open).unwrap();
    fs::set_permissions(&open, Permissions::from_mode(0o777)).unwrap();
    fs::write(open.join("a.json"), "{}").unwrap();
    // a file is a link, by way of another one
    symlink(open.join("a.json"), system.join("way")).unwrap();
    symlink("../../way", overrides.join("a.json")).unwrap();
    let Some(audit) = audit_with_overrides(&host, &system) else { return };
    assert_has_problem(&audit, "writable", open.to_str().unwrap(), "chmod go-w");
    assert_has_problem(&audit, "overrides", "a.json", "copy the file");
    // the folder is a link
    fs::remove_dir_all(&overrides).unwrap();
    symlink(&open, &overrides).unwrap();
    let audit = audit_with_overrides(&host, &system).unwrap();
    assert_has_problem(&audit, "writable", open.to_str().unwrap(), "chmod go-w");
}

#[test]
fn sticky_folder_of_overrides_is_a_problem() {
    let host = Host::new();
    let system = host.path("system");
    let overrides = system.join("gloact/overrides");
    fs::create_dir_all(&overrides).unwrap();
    fs::set_permissions(&overrides, Permissions::from_mode(0o1777)).unwrap();
    let Some(audit) = audit_with_overrides(&host, &system) else { return };
    // anybody can add a file to it
    assert_has_problem(&audit, "writable", "/etc/xdg/gloact/overrides", "chmod go-w");
}

/// The words that run a program on a kernel without Landlock.
const WITHOUT_LANDLOCK: &[&str] =
    &["-f", "-qq", "-o", "/dev/null", "-e", "inject=landlock_create_ruleset:error=EOPNOTSUPP"];

#[test]
fn missing_landlock_is_a_problem() {
    if tool(&["strace"], &[WITHOUT_LANDLOCK, &["true"]].concat()).is_none() {
        return;
    }
    let host = Host::new();
    let audit = host.audit_within(&[&["strace"], WITHOUT_LANDLOCK].concat());
    assert_has_problem(&audit, "landlock", "no Landlock", "Linux 5.13");
}

#[test]
fn kiosk_says_that_landlock_is_missing() {
    if tool(&["strace"], &[WITHOUT_LANDLOCK, &["true"]].concat()).is_none() {
        return;
    }
    let words = [WITHOUT_LANDLOCK, &[PROGRAM, "--kiosk", "--today", "2026-11-22"]].concat();
    let mut session = Session::start("/usr/bin/strace", &words);
    session.foreign_output = true;
    session.wait("the first screen", |screen| pane_name(screen) == "Overview");
    session.press("q");
    assert_eq!(session.wait_for_exit(), 0);
    // it stays on the screen of the shell
    let text = session.inspect(|seen| seen.terminal.screen().contents());
    assert!(text.contains("gloact: the kernel has no Landlock"), "{text}");
}
