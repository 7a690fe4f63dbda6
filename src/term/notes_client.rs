//! The second terminal of whoever presents: what is shown, what comes next, the notes, the time. Keys here drive the slides.

use super::event_source::{Line, Waker};
use super::notes_server::{connect, sockets};
use super::tty_guard::{self, Guard};
use super::{End, Wake, gone, machine, signals, size, tick, writer};
use crate::app::{Effect, Msg, Speaker};
use crate::command::key::{Code, Key, Name};
use crate::error::Result;
use crate::profile::paths::runtime_folder;
use crate::ui::rich_text::wrap;
use crate::ui::theme::{Glyphs, Theme, Tone};
use crate::ui::{Drawn, cut, plain, put, rule, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long until slides are looked for again.
const AGAIN: Duration = Duration::from_millis(300);
/// The longest line that slides tell, in bytes.
const LONGEST: u64 = 1 << 20;

/// What is known of the slides, and since when.
struct Notes {
    told: Option<(Speaker, Instant)>,
    /// Whether slides were seen before.
    seen: bool,
    theme: Theme,
    glyphs: Glyphs,
}

/// Shows the notes until they are left; slides may come and go meanwhile.
pub fn notes(theme: Theme, glyphs: Glyphs) -> Result<End> {
    runtime_folder()?;
    let (mut line, waker) = Line::open().map_err(|e| machine("the keyboard cannot be read", e))?;
    signals::listen(&waker).map_err(|e| machine("signals cannot be caught", e))?;
    let mut guard = Guard::new(|| ()).map_err(|e| machine("the terminal cannot be used", e))?;
    let to: Arc<Mutex<Option<UnixStream>>> = Arc::default();
    listen(&waker, Arc::clone(&to)).map_err(|e| machine("slides cannot be listened to", e))?;
    tick(&waker, Duration::from_secs(1)).map_err(|e| machine("the time cannot be told", e))?;
    let mut notes = Notes { told: None, seen: false, theme, glyphs };
    loop {
        let (width, height) = size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let drawn = notes.draw(&mut buffer);
        match writer::show(buffer, drawn) {
            Ok(()) => {}
            Err(_) if tty_guard::is_gone() => return Ok(gone(&mut guard)),
            Err(e) => return Err(machine("the screen cannot be drawn", e)),
        }
        let wakes = match line.next() {
            Ok(wakes) => wakes,
            Err(_) if tty_guard::is_gone() => return Ok(gone(&mut guard)),
            Err(e) => return Err(machine("the keyboard cannot be read", e)),
        };
        for wake in wakes {
            match wake {
                Wake::Msg(Msg::Key(key)) => match notes.key(key, &to) {
                    Some(Effect::Quit) => return Ok(End::Quit),
                    Some(Effect::Suspend) => guard.suspend().map_err(|e| machine("the terminal cannot be taken again", e))?,
                    Some(_) => writer::forget(),
                    None => {}
                },
                Wake::Told(told) => {
                    notes.seen |= told.is_some();
                    notes.told = told.map(|told| (*told, Instant::now()));
                }
                Wake::Signal(SIGTSTP) => guard.suspend().map_err(|e| machine("the terminal cannot be taken again", e))?,
                Wake::Signal(SIGCONT) => {
                    guard.again().map_err(|e| machine("the terminal cannot be taken again", e))?;
                    writer::forget();
                }
                Wake::Signal(SIGWINCH) | Wake::Tick | Wake::Warm | Wake::Flood(_) | Wake::Msg(_) | Wake::Data(_) | Wake::Far(_) => {}
                Wake::Gone => return Ok(gone(&mut guard)),
                Wake::Signal(_) if tty_guard::is_gone() => return Ok(gone(&mut guard)),
                Wake::Signal(signal) => return Ok(End::Signal(signal)),
            }
        }
    }
}

/// Looks for slides and listens to them, again and again.
fn listen(waker: &Waker, to: Arc<Mutex<Option<UnixStream>>>) -> std::io::Result<()> {
    let waker = waker.try_clone()?;
    std::thread::spawn(move || {
        // when slides end, others that were there before are somebody else's show: those begun later are waited for
        let mut after = None;
        loop {
            let newer = sockets().into_iter().filter(|(begun, _)| after.is_none_or(|after| *begun >= after));
            if let Some((begun, stream)) = newer.filter_map(|(begun, path)| Some((begun, connect(&path)?))).next() {
                after = Some(begun);
                *to.lock().unwrap_or_else(PoisonError::into_inner) = stream.try_clone().ok();
                let mut reader = BufReader::new(stream);
                let mut text = String::new();
                while reader.by_ref().take(LONGEST).read_line(&mut text).is_ok_and(|read| read > 0) {
                    if let Ok(told) = serde_json::from_str(&text)
                        && !waker.wake(Wake::Told(Some(Box::new(told))))
                    {
                        return;
                    }
                    text.clear();
                }
                *to.lock().unwrap_or_else(PoisonError::into_inner) = None;
                if !waker.wake(Wake::Told(None)) {
                    return;
                }
            }
            std::thread::sleep(AGAIN);
        }
    });
    Ok(())
}

impl Notes {
    /// A key: it goes to the slides, unless it ends the notes.
    fn key(&self, key: Key, to: &Mutex<Option<UnixStream>>) -> Option<Effect> {
        match key {
            Key { code: Code::Char('c'), ctrl: true } | Key { code: Code::Char('q'), ctrl: false } => return Some(Effect::Quit),
            Key { code: Code::Char('z'), ctrl: true } => return Some(Effect::Suspend),
            Key { code: Code::Char('l'), ctrl: true } => return Some(Effect::Redraw),
            Key { code: Code::Named(Name::Esc), .. } => return None,
            _ => {}
        }
        let mut to = to.lock().unwrap_or_else(PoisonError::into_inner);
        if to.as_mut().is_some_and(|to| writeln!(to, "{}", key.words()).is_err()) {
            *to = None;
        }
        None
    }

    fn draw(&self, buf: &mut Buffer) -> Drawn {
        let area = buf.area;
        let [text, dim, strong, accent] = [Tone::Text, Tone::Dim, Tone::Strong, Tone::Accent].map(|tone| self.theme.style(tone));
        let cursor = Some(Position::new(area.x, area.bottom().saturating_sub(1)));
        let Some((told, since)) = &self.told else {
            let words = if self.seen {
                "The slides are gone; waiting for others."
            } else {
                "Waiting for slides: gloact present, or p in the dashboard."
            };
            for (y, line) in wrap(words, area.width.saturating_sub(2), area.width.saturating_sub(2)).iter().enumerate() {
                put(buf, area.x + 1, area.y + 1 + y as u16, area.width, line, text);
            }
            put(buf, area.x + 1, area.bottom().saturating_sub(1), area.width, "q leaves", dim);
            return Drawn { cursor, ..Drawn::default() };
        };
        let elapsed = told.elapsed + since.elapsed().as_secs();
        let pages = if told.page.1 > 1 { format!(", page {} of {}", told.page.0, told.page.1) } else { String::new() };
        let head = format!("{}: {} of {}{pages}", told.deck, told.slide, told.slides);
        let cells = put(buf, area.x + 1, area.y, area.width.saturating_sub(2), &head, strong);
        let times = times(told, elapsed);
        let room = area.width.saturating_sub(cells + 4);
        let times = cut(&times, room);
        put(buf, area.right().saturating_sub(width(&times) + 1), area.y, room, &times, accent);
        rule(buf, area, area.y + 1, &self.glyphs, dim);
        let inner = Rect { x: area.x + 1, y: area.y + 2, width: area.width.saturating_sub(2), height: area.height.saturating_sub(4) };
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
            let used = block(buf, left, &note);
            block(buf, Rect { y: left.y + used + 1, height: left.height.saturating_sub(used + 1), ..left }, &now);
            block(buf, right, &next);
        } else {
            let used = block(buf, inner, &note);
            let below = Rect { y: inner.y + used + 1, height: inner.height.saturating_sub(used + 1), ..inner };
            // what comes next keeps some lines
            let kept = (next.len() as u16).min(below.height / 2);
            let used = block(buf, Rect { height: below.height.saturating_sub(kept + 1), ..below }, &now);
            block(buf, Rect { y: below.y + used + 1, height: below.height.saturating_sub(used + 1), ..below }, &next);
        }
        rule(buf, area, area.bottom().saturating_sub(2), &self.glyphs, dim);
        let keys = "→ next   ← back   number Enter   b blank   . contacts   q leaves the notes";
        put(buf, area.x + 1, area.bottom().saturating_sub(1), area.width.saturating_sub(2), keys, dim);
        if self.glyphs.ascii {
            plain(buf);
        }
        Drawn { cursor, ..Drawn::default() }
    }
}

/// The time since the beginning, and what is left of what is planned.
fn times(told: &Speaker, elapsed: u64) -> String {
    let clock = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    match told.planned {
        0 => clock(elapsed),
        planned if elapsed <= planned => format!("{}   {} left", clock(elapsed), clock(planned - elapsed)),
        planned => format!("{}   {} over", clock(elapsed), clock(elapsed - planned)),
    }
}

/// Writes lines below one another, wrapped, as far as there is room; gives back how many it took. What has no room is told.
fn block(buf: &mut Buffer, area: Rect, lines: &[(String, ratatui::style::Style)]) -> u16 {
    let all: Vec<(String, ratatui::style::Style)> =
        lines.iter().flat_map(|(line, style)| wrap(line, area.width, area.width).into_iter().map(|line| (line, *style))).collect();
    for (y, (line, style)) in all.iter().take(area.height as usize).enumerate() {
        let last = y + 1 == area.height as usize && all.len() > area.height as usize;
        let line = if last { "…" } else { line };
        put(buf, area.x, area.y + y as u16, area.width, line, *style);
    }
    (all.len() as u16).min(area.height)
}
