//! Settings and keys that change on disk apply in a running dashboard.

use crate::support::session::{Session, pane_name, shows};
use crate::{PROGRAM, Sandbox};
use std::fs;

#[test]
fn settings_and_keys_apply_when_their_files_are_saved() {
    let sandbox = Sandbox::new();
    let settings = sandbox.write(".config/gloact/settings.json", "{}");
    let keys = sandbox.write(".config/gloact/keys.json", "{}");
    let mut session = Session::start_in(sandbox, PROGRAM, &[]);
    session.wait("the first pane", |screen| pane_name(screen) == "Overview");
    if !session.has_inotify() {
        return;
    }
    fs::write(&settings, r#"{"ascii": "always"}"#).unwrap();
    session.wait("the message", shows("settings.json has changed: ascii always"));
    session.wait("other characters", |screen| !shows("\u{2500}")(screen));
    fs::write(&keys, r#"{"Z": "go countries"}"#).unwrap();
    session.wait("the other message", shows("keys.json has changed"));
    session.press("Z");
    session.wait("its pane", |screen| pane_name(screen) == "Countries");
    // a broken file keeps what holds, and says why
    fs::write(&settings, r#"{"ascii": "allways"}"#).unwrap();
    session.wait("the reason", shows("the settings stay as they were: settings.json"));
    assert!(session.inspect(|seen| !shows("\u{2500}")(seen.terminal.screen())));
    fs::write(&keys, r#"{"Z": "go countries""#).unwrap();
    session.wait("the other reason", shows("the keys stay as they were: keys.json:1:"));
    session.press("1");
    session.wait("another pane", |screen| pane_name(screen) == "Overview");
    session.press("Z");
    session.wait("the key that still holds", |screen| pane_name(screen) == "Countries");
    // mended, and back to the default
    fs::write(&settings, "{}").unwrap();
    session.wait("the default", shows("settings.json has changed: ascii auto"));
    session.press("\x03");
    assert_eq!(session.wait_for_exit(), 0);
}
