//! Colours in a real tmux: 256 of them under its default name, by the background that it tells.

use crate::support::session::{TIMEOUT, poll_until};
use crate::tmux::Tmux;
use crate::{PROGRAM, Sandbox, root, tool};

#[test]
fn tmux_shows_256_colours_on_the_background_that_it_tells() {
    if tool(&["tmux"], &["-V"]).is_none() {
        return;
    }
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    // the accent of the themes for an unknown, a light and a dark background
    for (style, accent) in [("default", 63), ("bg=#fdf6e3", 23), ("bg=#12161c", 80)] {
        let tmux = Tmux(Sandbox::new());
        let program = format!("{PROGRAM} --programme {fixture} --do 'go countries'");
        let size = ["-x", "80", "-y", "24"];
        for args in [
            &["new-session", "-d", "-s", "first", "cat"][..],
            &["set-option", "-g", "window-style", style],
            &[&["new-session", "-d", "-s", "it"], &size[..], &[&program]].concat(),
        ] {
            let output = tmux.run(args).unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let screen = || {
            let output = tmux.run(&["capture-pane", "-e", "-p", "-t", "it"]).unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        let is_shown = || screen().contains(&format!("38;5;{accent}m")).then_some(());
        assert!(poll_until(TIMEOUT, is_shown).is_some(), "{style}:\n{}", screen());
    }
}
