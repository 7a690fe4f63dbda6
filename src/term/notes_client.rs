//! The second terminal of whoever presents: what is shown, what comes next, the notes, the time. Keys here drive the slides.

use super::event_source::{EventSource, Waker};
use super::notes_server::{connect, sockets};
use super::tty_guard::{self, TtyGuard};
use super::{
    ExitReason, LoopEvent, exit_without_output, signals, size, spawn_ticker, system_error, writer,
};
use crate::app::{Effect, Msg, SpeakerView};
use crate::command::key::{Code, Key, Name};
use crate::error::Result;
use crate::profile::paths::runtime_dir;
use crate::ui::rich_text::wrap;
use crate::ui::theme::{Glyphs, StyleRole, Theme};
use crate::ui::{RenderOutput, asciify_buffer, draw_rule, print_clipped, truncate, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long until slides are looked for again.
const RECONNECT_INTERVAL: Duration = Duration::from_millis(300);
/// The longest line that slides tell, in bytes.
const MAX_LINE_BYTES: u64 = 1 << 20;

/// What is known of the slides, and since when.
struct NotesScreen {
    speaker: Option<(SpeakerView, Instant)>,
    /// Whether slides were seen before.
    has_connected: bool,
    theme: Theme,
    glyphs: Glyphs,
}

/// Shows the notes until they are left; slides may come and go meanwhile.
pub fn notes(theme: Theme, glyphs: Glyphs) -> Result<ExitReason> {
    runtime_dir()?;
    let (mut line, waker) =
        EventSource::open().map_err(|e| system_error("the keyboard cannot be read", e))?;
    signals::listen(&waker).map_err(|e| system_error("signals cannot be caught", e))?;
    let mut guard =
        TtyGuard::new(|| ()).map_err(|e| system_error("the terminal cannot be used", e))?;
    let to: Arc<Mutex<Option<UnixStream>>> = Arc::default();
    spawn_listener(&waker, Arc::clone(&to))
        .map_err(|e| system_error("slides cannot be listened to", e))?;
    spawn_ticker(&waker, Duration::from_secs(1))
        .map_err(|e| system_error("the time cannot be told", e))?;
    let mut notes = NotesScreen { speaker: None, has_connected: false, theme, glyphs };
    loop {
        let (width, height) = size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let drawn = notes.draw(&mut buffer);
        match writer::submit_frame(buffer, drawn) {
            Ok(()) => {}
            Err(_) if tty_guard::has_hung_up() => return Ok(exit_without_output(&mut guard)),
            Err(e) => return Err(system_error("the screen cannot be drawn", e)),
        }
        let wakes = match line.next_batch() {
            Ok(wakes) => wakes,
            Err(_) if tty_guard::has_hung_up() => return Ok(exit_without_output(&mut guard)),
            Err(e) => return Err(system_error("the keyboard cannot be read", e)),
        };
        for wake in wakes {
            match wake {
                LoopEvent::Message(Msg::Key(key)) => match notes.key(key, &to) {
                    Some(Effect::Quit) => return Ok(ExitReason::Quit),
                    Some(Effect::Suspend) => guard
                        .suspend()
                        .map_err(|e| system_error("the terminal cannot be taken again", e))?,
                    Some(_) => writer::invalidate(),
                    None => {}
                },
                LoopEvent::Notes(told) => {
                    notes.has_connected |= told.is_some();
                    notes.speaker = told.map(|told| (*told, Instant::now()));
                }
                LoopEvent::Signal(SIGTSTP) => guard
                    .suspend()
                    .map_err(|e| system_error("the terminal cannot be taken again", e))?,
                LoopEvent::Signal(SIGCONT) => {
                    guard
                        .reacquire()
                        .map_err(|e| system_error("the terminal cannot be taken again", e))?;
                    writer::invalidate();
                }
                LoopEvent::Signal(SIGWINCH)
                | LoopEvent::Tick
                | LoopEvent::PrefetchDone
                | LoopEvent::DroppedKeys(_)
                | LoopEvent::Message(_)
                | LoopEvent::Reloaded(_)
                | LoopEvent::RemoteKey(_) => {}
                LoopEvent::Gone => return Ok(exit_without_output(&mut guard)),
                LoopEvent::Signal(_) if tty_guard::has_hung_up() => {
                    return Ok(exit_without_output(&mut guard));
                }
                LoopEvent::Signal(signal) => return Ok(ExitReason::Signal(signal)),
            }
        }
    }
}

/// Looks for slides and listens to them, again and again.
fn spawn_listener(waker: &Waker, to: Arc<Mutex<Option<UnixStream>>>) -> std::io::Result<()> {
    let waker = waker.try_clone()?;
    std::thread::spawn(move || {
        // when slides end, others that were there before are somebody else's show: those begun later are waited for
        let mut after = None;
        loop {
            let newer = sockets()
                .into_iter()
                .filter(|(begun, _)| after.is_none_or(|after| *begun >= after));
            if let Some((begun, stream)) =
                newer.filter_map(|(begun, path)| Some((begun, connect(&path)?))).next()
            {
                after = Some(begun);
                *to.lock().unwrap_or_else(PoisonError::into_inner) = stream.try_clone().ok();
                let mut reader = BufReader::new(stream);
                let mut text = String::new();
                while reader
                    .by_ref()
                    .take(MAX_LINE_BYTES)
                    .read_line(&mut text)
                    .is_ok_and(|read| read > 0)
                {
                    if let Ok(told) = serde_json::from_str(&text)
                        && !waker.wake(LoopEvent::Notes(Some(Box::new(told))))
                    {
                        return;
                    }
                    text.clear();
                }
                *to.lock().unwrap_or_else(PoisonError::into_inner) = None;
                if !waker.wake(LoopEvent::Notes(None)) {
                    return;
                }
            }
            std::thread::sleep(RECONNECT_INTERVAL);
        }
    });
    Ok(())
}

impl NotesScreen {
    /// A key: it goes to the slides, unless it ends the notes.
    fn key(&self, key: Key, to: &Mutex<Option<UnixStream>>) -> Option<Effect> {
        match key {
            Key { code: Code::Char('c'), ctrl: true }
            | Key { code: Code::Char('q'), ctrl: false } => return Some(Effect::Quit),
            Key { code: Code::Char('z'), ctrl: true } => return Some(Effect::Suspend),
            Key { code: Code::Char('l'), ctrl: true } => return Some(Effect::Redraw),
            Key { code: Code::Named(Name::Esc), .. } => return None,
            _ => {}
        }
        let mut to = to.lock().unwrap_or_else(PoisonError::into_inner);
        if to.as_mut().is_some_and(|to| writeln!(to, "{}", key.display()).is_err()) {
            *to = None;
        }
        None
    }

    fn draw(&self, buf: &mut Buffer) -> RenderOutput {
        let area = buf.area;
        let [text, dim, strong, accent] =
            [StyleRole::Text, StyleRole::Dim, StyleRole::Strong, StyleRole::Accent]
                .map(|tone| self.theme.style(tone));
        let cursor = Some(Position::new(area.x, area.bottom().saturating_sub(1)));
        let Some((told, since)) = &self.speaker else {
            let words = if self.has_connected {
                "The slides are gone; waiting for others."
            } else {
                "Waiting for slides: gloact present, or p in the dashboard."
            };
            for (y, line) in wrap(words, area.width.saturating_sub(2), area.width.saturating_sub(2))
                .iter()
                .enumerate()
            {
                print_clipped(buf, area.x + 1, area.y + 1 + y as u16, area.width, line, text);
            }
            print_clipped(
                buf,
                area.x + 1,
                area.bottom().saturating_sub(1),
                area.width,
                "q leaves",
                dim,
            );
            return RenderOutput { cursor, ..RenderOutput::default() };
        };
        let elapsed = told.elapsed + since.elapsed().as_secs();
        let pages = if told.page.1 > 1 {
            format!(", page {} of {}", told.page.0, told.page.1)
        } else {
            String::new()
        };
        let head = format!("{}: {} of {}{pages}", told.deck, told.slide, told.slides);
        let cells =
            print_clipped(buf, area.x + 1, area.y, area.width.saturating_sub(2), &head, strong);
        let times = clock_text(told, elapsed);
        let room = area.width.saturating_sub(cells + 4);
        let times = truncate(&times, room);
        print_clipped(
            buf,
            area.right().saturating_sub(width(&times) + 1),
            area.y,
            room,
            &times,
            accent,
        );
        draw_rule(buf, area, area.y + 1, &self.glyphs, dim);
        let inner = Rect {
            x: area.x + 1,
            y: area.y + 2,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(4),
        };
        let mut now: Vec<(String, _)> = Vec::new();
        if !told.state.is_empty() {
            now.push((format!("({})", told.state), accent));
        }
        now.push((told.title.clone(), strong));
        now.extend(told.lines.iter().map(|line| (line.clone(), text)));
        let mut next: Vec<(String, _)> = Vec::new();
        if !told.next_step.is_empty() {
            next.push(("Next step".into(), dim));
            next.extend(told.next_step.iter().map(|line| (line.clone(), text)));
        }
        match &told.next_title {
            Some(title) => {
                next.push((format!("Then {}", told.slide + 1), dim));
                next.push((title.clone(), strong));
                next.extend(told.next_text.iter().map(|line| (line.clone(), dim)));
            }
            None => next.push(("This is the last slide".into(), dim)),
        }
        let note: Vec<(String, _)> = told.note.iter().map(|line| (line.clone(), text)).collect();
        // what is to be said comes first; what is seen is on the other screen too
        if inner.width >= 90 {
            let left = Rect { width: inner.width * 58 / 100, ..inner };
            let right = Rect { x: left.right() + 2, width: inner.width - left.width - 2, ..inner };
            let used = draw_block(buf, left, &note);
            draw_block(
                buf,
                Rect { y: left.y + used + 1, height: left.height.saturating_sub(used + 1), ..left },
                &now,
            );
            draw_block(buf, right, &next);
        } else {
            let used = draw_block(buf, inner, &note);
            let below = Rect {
                y: inner.y + used + 1,
                height: inner.height.saturating_sub(used + 1),
                ..inner
            };
            // what comes next keeps some lines
            let kept = (next.len() as u16).min(below.height / 2);
            let used = draw_block(
                buf,
                Rect { height: below.height.saturating_sub(kept + 1), ..below },
                &now,
            );
            draw_block(
                buf,
                Rect {
                    y: below.y + used + 1,
                    height: below.height.saturating_sub(used + 1),
                    ..below
                },
                &next,
            );
        }
        draw_rule(buf, area, area.bottom().saturating_sub(2), &self.glyphs, dim);
        let keys = "→ next   ← back   number Enter   b blank   . contacts   q leaves the notes";
        print_clipped(
            buf,
            area.x + 1,
            area.bottom().saturating_sub(1),
            area.width.saturating_sub(2),
            keys,
            dim,
        );
        if self.glyphs.is_ascii {
            asciify_buffer(buf);
        }
        RenderOutput { cursor, ..RenderOutput::default() }
    }
}

/// The time since the beginning, and what is left of what is planned.
fn clock_text(told: &SpeakerView, elapsed: u64) -> String {
    let clock = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    match told.planned {
        0 => clock(elapsed),
        planned if elapsed <= planned => {
            format!("{}   {} left", clock(elapsed), clock(planned - elapsed))
        }
        planned => format!("{}   {} over", clock(elapsed), clock(elapsed - planned)),
    }
}

/// Writes lines below one another, wrapped, as far as there is room; gives back how many it took. What has no room is told.
fn draw_block(buf: &mut Buffer, area: Rect, lines: &[(String, ratatui::style::Style)]) -> u16 {
    let all: Vec<(String, ratatui::style::Style)> = lines
        .iter()
        .flat_map(|(line, style)| {
            wrap(line, area.width, area.width).into_iter().map(|line| (line, *style))
        })
        .collect();
    for (y, (line, style)) in all.iter().take(area.height as usize).enumerate() {
        let last = y + 1 == area.height as usize && all.len() > area.height as usize;
        let line = if last { "…" } else { line };
        print_clipped(buf, area.x, area.y + y as u16, area.width, line, *style);
    }
    (all.len() as u16).min(area.height)
}
