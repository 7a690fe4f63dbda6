//! Puts text into the terminal's clipboard: through tmux, or by an escape sequence (OSC 52).

use super::run_helper;
use crate::error::{Error, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::process::Command;
use std::time::Duration;

/// The longest text in base64 that xterm and tmux accept.
const MAX_ENCODED_BYTES: usize = 74_994;

/// Terminals do not report whether they accept a copy.
const IF_NOTHING_ARRIVES: &str = "; if nothing arrives: y, then Tab";

/// The longest part that is handed to screen at a time; its limit is 768 bytes.
const MAX_SCREEN_BYTES: usize = 700;

/// The longest time that tmux may take; the dashboard waits for it.
const TMUX_TIMEOUT: Duration = Duration::from_secs(1);

/// A program between this one and the terminal, which must be asked to pass a sequence on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Multiplexer {
    Tmux,
    Screen,
}

impl Multiplexer {
    /// Returns the multiplexer that the environment shows; `is_set` says which variables are set.
    pub fn detect(is_set: impl Fn(&str) -> bool) -> Option<Multiplexer> {
        if is_set("TMUX") {
            Some(Multiplexer::Tmux)
        } else if is_set("STY") {
            Some(Multiplexer::Screen)
        } else {
            None
        }
    }
}

/// Gives a text to tmux, which keeps it in its buffer and sends it to the terminal's clipboard,
/// also where its options let no sequence of a program pass. Returns the message to show, or `None`
/// if tmux is missing, older than 3.2, or does not answer in time.
pub fn copy_through_tmux(text: &str, size: &str) -> Option<String> {
    let mut command = Command::new("tmux");
    command.args(["load-buffer", "-w", "-"]);
    let output = run_helper(&mut command, text.as_bytes(), TMUX_TIMEOUT).ok()?;
    let message = format!("{size} sent to the clipboard by tmux{IF_NOTHING_ARRIVES}");
    output.status.success().then_some(message)
}

/// Returns the sequence for a text, and the message to show; `size` names the text, as in "3 rows".
///
/// # Errors
/// Fails if the text is longer than terminals accept.
pub fn copy_sequence(
    text: &str,
    size: &str,
    multiplexer: Option<Multiplexer>,
) -> Result<(String, String)> {
    let encoded = BASE64_STANDARD.encode(text);
    if encoded.len() > MAX_ENCODED_BYTES {
        let message = format!(
            "{size} are too much for the clipboard of a terminal: {} bytes, at most {}",
            encoded.len(),
            MAX_ENCODED_BYTES
        );
        return Err(Error::usage(message).with_hint("y, then Tab: to a file or on the screen"));
    }
    let sequence = format!("\x1b]52;c;{encoded}\x07");
    let (sequence, way) = match multiplexer {
        None => (sequence, ""),
        // tmux may use the sequence itself, or pass on the second, wrapped one
        Some(Multiplexer::Tmux) => {
            let escaped = sequence.replace('\x1b', "\x1b\x1b");
            (
                format!("{sequence}\x1bPtmux;{escaped}\x1b\\"),
                " through tmux, which may not pass it on",
            )
        }
        Some(Multiplexer::Screen) => {
            let parts = sequence.as_bytes().chunks(MAX_SCREEN_BYTES);
            let wrap = |part: &[u8]| format!("\x1bP{}\x1b\\", String::from_utf8_lossy(part));
            (parts.map(wrap).collect(), " through screen")
        }
    };
    Ok((sequence, format!("{size} sent to the clipboard{way}{IF_NOTHING_ARRIVES}")))
}
