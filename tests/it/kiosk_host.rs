//! `doctor --kiosk` audits the host of a kiosk: the program, the account and sshd.

use crate::{Sandbox, tool};
use serde_json::Value;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// Returns the exit code and the rows of `doctor --kiosk` for an account and a reply of sshd.
fn doctor_rows(account: &str, sshd: &str, change: impl Fn(&Sandbox)) -> (i32, Vec<[String; 3]>) {
    let sandbox = Sandbox::new();
    let path = |name: &str| sandbox.0.path().join(name);
    fs::create_dir(path("guest")).unwrap();
    fs::set_permissions(path("guest"), Permissions::from_mode(0o555)).unwrap();
    sandbox.write("answer", sshd);
    let account = account.replace("HOME", path("guest").to_str().unwrap());
    sandbox.install_script("bin/getent", &format!("echo '{account}'"));
    sandbox.install_script("bin/sshd", &format!("cat {}", path("answer").display()));
    change(&sandbox);
    let mut command: Command =
        sandbox.command(&["doctor", "--kiosk", "gloact", "--format", "json"]);
    let output =
        command.env("PATH", format!("{}:/usr/bin:/bin", path("bin").display())).output().unwrap();
    let all: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"));
    let row = |row: &Value| {
        ["check", "result", "fix"].map(|key| row[key].as_str().unwrap_or_default().to_string())
    };
    (output.status.code().unwrap(), all["rows"].as_array().unwrap().iter().map(row).collect())
}

/// Returns the reply of a real sshd for the block in docs/hosting.md.
fn sshd_answer() -> Option<String> {
    tool(&["test"], &["-x", "/usr/sbin/sshd"])?;
    let sandbox = Sandbox::new();
    let key = sandbox.0.path().join("host");
    assert!(
        Command::new("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(&key)
            .status()
            .unwrap()
            .success()
    );
    let block = crate::documents::code_block("docs/hosting.md", "sshd_config")
        .replace("Group gloact-kiosk", "User gloact");
    let config = sandbox.write("config", format!("HostKey {}\n{block}", key.display()));
    if rustix::process::geteuid().is_root() {
        fs::create_dir_all("/run/sshd").unwrap();
    }
    let mut sshd = Command::new("/usr/sbin/sshd");
    let answer = sshd
        .args(["-T", "-f", &config, "-C", "user=gloact,host=localhost,addr=127.0.0.1"])
        .output()
        .unwrap();
    assert!(answer.status.success(), "{answer:?}");
    Some(String::from_utf8(answer.stdout).unwrap())
}

/// An account that may be that of the guests.
const GUEST: &str = "gloact:x:1234:1234::HOME:/bin/sh";

/// Asserts that a check of doctor has a fix with these words.
fn assert_fix(account: &str, answer: &str, change: &dyn Fn(&Sandbox), what: &str, fix: &str) {
    let (code, rows) = doctor_rows(account, answer, change);
    assert_eq!(code, 4, "{rows:?}");
    assert!(
        rows.iter().any(|row| row[0] == what && row[2].contains(fix)),
        "{what}, {fix}: {rows:?}"
    );
}

#[test]
fn doctor_audits_a_kiosk_host() {
    let Some(answer) = sshd_answer() else { return };
    let (_, rows) = doctor_rows(GUEST, &answer, |_| {});
    let wrong = |rows: &[[String; 3]], what: &str| {
        rows.iter().filter(|row| row[0] == what && !row[2].is_empty()).count()
    };
    for what in ["account", "shell", "sshd"] {
        assert_eq!(wrong(&rows, what), 0, "{what}: {rows:?}");
    }
    // the test may run without root
    let root = rustix::process::geteuid().is_root();
    assert_eq!(wrong(&rows, "home"), usize::from(!root), "{rows:?}");
    assert_fix("", &answer, &|_| {}, "account", "useradd");
    assert_fix("root:x:0:0::HOME:/bin/sh", &answer, &|_| {}, "account", "without privileges");
    assert_fix(
        "gloact:x:1:1::HOME:/bin/bash",
        &answer,
        &|_| {},
        "shell",
        "usermod --shell /bin/sh gloact",
    );
    assert_fix("gloact:x:1:1::/nowhere/at/all:/bin/sh", &answer, &|_| {}, "home", "install -d");
    let loosen = |sandbox: &Sandbox| {
        fs::set_permissions(sandbox.0.path().join("guest"), Permissions::from_mode(0o777)).unwrap()
    };
    assert_fix(GUEST, &answer, &loosen, "home", "-m 0555");
    assert_fix(GUEST, &answer, &loosen, "writable", "chmod go-w");
    if root {
        assert_fix(
            GUEST,
            &answer,
            &|sandbox| drop(sandbox.write("guest/.bashrc", "")),
            "home",
            "an empty one",
        );
    }
    assert_fix(
        GUEST,
        &answer,
        &|sandbox| drop(sandbox.install_script("bin/sshd", "exit 1")),
        "sshd",
        "sudo gloact doctor",
    );
}

#[test]
fn each_line_of_the_sshd_block_is_checked() {
    let Some(answer) = sshd_answer() else { return };
    for (is, other, fix) in [
        ("permituserenvironment no", "permituserenvironment yes", "PermitUserEnvironment no"),
        ("disableforwarding yes", "disableforwarding no", "DisableForwarding yes"),
        ("allowtcpforwarding no", "allowtcpforwarding yes", "AllowTcpForwarding no"),
        ("permittunnel no", "permittunnel yes", "PermitTunnel no"),
        ("permitopen none", "permitopen any", "PermitOpen none"),
        ("permituserrc no", "permituserrc yes", "PermitUserRC no"),
        ("acceptenv GLOACT_NONE", "acceptenv LANG\nacceptenv LC_*", "AcceptEnv GLOACT_NONE"),
        (
            "forcecommand exec /usr/bin/gloact --kiosk",
            "forcecommand exec /usr/bin/gloact",
            "ForceCommand",
        ),
        ("forcecommand exec /usr/bin/gloact --kiosk", "forcecommand none", "ForceCommand"),
        (
            "authorizedkeysfile /etc/ssh/gloact-keys/%u",
            "authorizedkeysfile .ssh/authorized_keys",
            "AuthorizedKeysFile",
        ),
        ("maxsessions 1", "maxsessions 10", "MaxSessions 1"),
        ("clientaliveinterval 30", "clientaliveinterval 0", "ClientAliveInterval 30"),
    ] {
        assert!(answer.contains(&format!("{is}\n")), "{is}: {answer}");
        assert_fix(
            GUEST,
            &answer.replace(&format!("{is}\n"), &format!("{other}\n")),
            &|_| {},
            "sshd",
            fix,
        );
    }
}
