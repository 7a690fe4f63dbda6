//! Speaker notes on a second terminal: the current slide, the next one, the notes and the time.
//! Keys pressed here drive the slides.

use super::event_loop::{EventLoop, LoopFlow, Screen};
use super::frontend::Frontend;
use super::loop_event::{ExitReason, LoopEvent};
use super::os::SlidesConnection;
use super::terminal_session::TerminalSession;
use super::{system_error, terminal_writer};
use crate::app::SpeakerView;
use crate::command::key::{self, KeyCode, KeyEvent, KeyModifiers};
use crate::error::Result;
use crate::model::text::sanitize;
use crate::profile::directories::runtime_dir;
use crate::ui::capabilities::Background;
use crate::ui::glyphs::Glyphs;
use crate::ui::text_wrapping::wrap;
use crate::ui::theme::{StyleRole, Theme};
use crate::ui::{RenderOutput, asciify_buffer, draw_rule, print_clipped, truncate, width};
use crossterm::event::Event;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::time::{Duration, Instant};

/// From this width on the next slide stands beside the current one.
const MIN_TWO_COLUMN_WIDTH: u16 = 90;
/// The share of the left column.
const LEFT_COLUMN_PERCENT: u16 = 58;
const KEY_HINTS: &str = "→ next   ← back   number Enter   b blank   c contacts   q quit";

type StyledLine = (String, Style);

/// Shows the notes until the user quits; slides may come and go.
///
/// `theme_on` returns the theme for the background that the terminal reports; without it the
/// terminal is not asked.
pub fn run_notes(
    theme: Theme,
    glyphs: Glyphs,
    theme_on: Option<impl Fn(Background) -> Option<Theme>>,
) -> Result<ExitReason> {
    let mut session = TerminalSession::acquire()?;
    if theme_on.is_some() {
        session.ask_background();
    }
    let waker = session.waker().map_err(|e| system_error("slides cannot be followed", e))?;
    let slides = SlidesConnection::open(waker)?;
    session
        .start_ticker(Duration::from_secs(1))
        .map_err(|e| system_error("the clock cannot be shown", e))?;
    let folder = sanitize(&runtime_dir()?.to_string_lossy()).into_owned();
    let mut notes =
        NotesScreen { slides, folder, view: None, has_connected: false, theme, glyphs, theme_on };
    let reason = EventLoop::new(&mut session).run(&mut notes);
    if matches!(reason, Ok(ExitReason::Quit)) {
        session.await_reply();
    }
    reason
}

struct NotesScreen<F> {
    slides: SlidesConnection,
    /// The folder in which slides are looked for.
    folder: String,
    /// The slide, and when it came.
    view: Option<(SpeakerView, Instant)>,
    has_connected: bool,
    theme: Theme,
    glyphs: Glyphs,
    theme_on: Option<F>,
}

impl<F: Fn(Background) -> Option<Theme>> Screen for NotesScreen<F> {
    fn handle_event(
        &mut self,
        event: LoopEvent,
        session: &mut TerminalSession,
    ) -> Result<LoopFlow> {
        match event {
            // text is not for the slides
            LoopEvent::Input(Event::Key(_), membership) if membership.is_in_text() => {}
            LoopEvent::Input(Event::Key(key), _) => return self.handle_key(key, session),
            LoopEvent::SpeakerView(view) => {
                self.has_connected |= view.is_some();
                self.view = view.map(|view| (*view, Instant::now()));
            }
            LoopEvent::Background(background) => {
                let theme = self.theme_on.as_ref().and_then(|theme_on| theme_on(background));
                if let Some(theme) = theme {
                    self.theme = theme;
                }
            }
            _ => {}
        }
        Ok(LoopFlow::Continue)
    }

    fn draw(&mut self, buffer: &mut Buffer) -> RenderOutput {
        let area = buffer.area;
        match &self.view {
            None => self.draw_waiting(buffer),
            Some((view, since)) => {
                let elapsed = view.elapsed + since.elapsed().as_secs();
                self.draw_header(buffer, view, elapsed);
                self.draw_slide(buffer, view);
            }
        }
        if self.glyphs.is_ascii {
            asciify_buffer(buffer);
        }
        let cursor = Some(Position::new(area.x, area.bottom().saturating_sub(1)));
        RenderOutput { cursor, ..RenderOutput::default() }
    }
}

impl<F> NotesScreen<F> {
    /// Sends a key to the slides, unless it concerns the notes themselves.
    fn handle_key(&self, key: KeyEvent, session: &mut TerminalSession) -> Result<LoopFlow> {
        if key == KeyEvent::from(KeyCode::Char('q')) || key == key::ctrl('c') {
            return Ok(LoopFlow::Exit(ExitReason::Quit));
        }
        if key == key::ctrl('z') {
            session.suspend()?;
        } else if key == key::ctrl('l') {
            terminal_writer::invalidate();
        } else if key.code != KeyCode::Esc && !key.modifiers.contains(KeyModifiers::ALT) {
            self.slides.send_key(key::without_modifiers(key));
        }
        Ok(LoopFlow::Continue)
    }

    fn style(&self, role: StyleRole) -> Style {
        self.theme.style(role)
    }

    fn draw_waiting(&self, buffer: &mut Buffer) {
        let area = buffer.area;
        let text = if self.has_connected {
            "The slides have ended; waiting for others."
        } else {
            "Waiting for slides: gloact present, or p in the dashboard."
        };
        let line_width = area.width.saturating_sub(2);
        let lines: Vec<StyledLine> = vec![
            (text.to_string(), self.style(StyleRole::Text)),
            (format!("They are looked for in {}", self.folder), self.style(StyleRole::Dim)),
        ];
        let inner = Rect { x: area.x + 1, y: area.y + 1, width: line_width, ..area };
        draw_lines(buffer, inner, &lines);
        let y = area.bottom().saturating_sub(1);
        print_clipped(buffer, area.x + 1, y, area.width, "q quit", self.style(StyleRole::Dim));
    }

    /// Draws the deck and the number of the slide, with the clock at the right.
    fn draw_header(&self, buffer: &mut Buffer, view: &SpeakerView, elapsed: u64) {
        let area = buffer.area;
        let (page, pages) = view.page;
        let page = if pages > 1 { format!(", page {page} of {pages}") } else { String::new() };
        let title = format!("{}: {} of {}{page}", view.deck, view.slide, view.slides);
        let strong = self.style(StyleRole::Strong);
        let title_width = area.width.saturating_sub(2);
        let cells = print_clipped(buffer, area.x + 1, area.y, title_width, &title, strong);
        let clock_width = area.width.saturating_sub(cells + 4);
        let clock = clock_text(view.planned, elapsed);
        let clock = truncate(&clock, clock_width);
        let x = area.right().saturating_sub(width(&clock) + 1);
        print_clipped(buffer, x, area.y, clock_width, &clock, self.style(StyleRole::Accent));
    }

    /// Draws the notes first, then what is on the other screen, then what comes next.
    fn draw_slide(&self, buffer: &mut Buffer, view: &SpeakerView) {
        let area = buffer.area;
        let dim = self.style(StyleRole::Dim);
        draw_rule(buffer, area, area.y + 1, &self.glyphs, dim);
        let inner = Rect {
            x: area.x + 1,
            y: area.y + 2,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(4),
        };
        let text = self.style(StyleRole::Text);
        let notes: Vec<StyledLine> = view.note.iter().map(|line| (line.clone(), text)).collect();
        let current = self.current_lines(view);
        let next = self.next_lines(view);
        if inner.width >= MIN_TWO_COLUMN_WIDTH {
            let left = Rect { width: inner.width * LEFT_COLUMN_PERCENT / 100, ..inner };
            let right = Rect { x: left.right() + 2, width: inner.width - left.width - 2, ..inner };
            let used = draw_lines(buffer, left, &notes);
            draw_lines(buffer, below(left, used + 1), &current);
            draw_lines(buffer, right, &next);
        } else {
            let used = draw_lines(buffer, inner, &notes);
            let rest = below(inner, used + 1);
            // the next slide keeps some lines
            let reserved = (next.len() as u16).min(rest.height / 2);
            let height = rest.height.saturating_sub(reserved + 1);
            let used = draw_lines(buffer, Rect { height, ..rest }, &current);
            draw_lines(buffer, below(rest, used + 1), &next);
        }
        draw_rule(buffer, area, area.bottom().saturating_sub(2), &self.glyphs, dim);
        let y = area.bottom().saturating_sub(1);
        print_clipped(buffer, inner.x, y, inner.width, KEY_HINTS, dim);
    }

    fn current_lines(&self, view: &SpeakerView) -> Vec<StyledLine> {
        let mut lines = Vec::new();
        if !view.state.is_empty() {
            lines.push((format!("({})", view.state), self.style(StyleRole::Accent)));
        }
        lines.push((view.title.clone(), self.style(StyleRole::Strong)));
        let text = self.style(StyleRole::Text);
        lines.extend(view.lines.iter().map(|line| (line.clone(), text)));
        lines
    }

    fn next_lines(&self, view: &SpeakerView) -> Vec<StyledLine> {
        let text = self.style(StyleRole::Text);
        let dim = self.style(StyleRole::Dim);
        let mut lines = Vec::new();
        if !view.next_step.is_empty() {
            lines.push(("Next step".into(), dim));
            lines.extend(view.next_step.iter().map(|line| (line.clone(), text)));
        }
        match &view.next_title {
            None => lines.push(("This is the last slide".into(), dim)),
            Some(title) => {
                lines.push((format!("Then {}", view.slide + 1), dim));
                lines.push((title.clone(), self.style(StyleRole::Strong)));
                lines.extend(view.next_text.iter().map(|line| (line.clone(), dim)));
            }
        }
        lines
    }
}

/// Returns the part of an area below its first lines.
fn below(area: Rect, lines: u16) -> Rect {
    Rect { y: area.y + lines, height: area.height.saturating_sub(lines), ..area }
}

/// Returns the elapsed time, and what is left of the planned one; both in seconds.
fn clock_text(planned: u64, elapsed: u64) -> String {
    let clock = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    if planned == 0 {
        clock(elapsed)
    } else if elapsed <= planned {
        format!("{}   {} left", clock(elapsed), clock(planned - elapsed))
    } else {
        format!("{}   {} over", clock(elapsed), clock(elapsed - planned))
    }
}

/// Draws wrapped lines as far as there is room; an ellipsis stands for the rest. Returns the height
/// it took.
fn draw_lines(buffer: &mut Buffer, area: Rect, lines: &[StyledLine]) -> u16 {
    let wrapped: Vec<StyledLine> = lines
        .iter()
        .flat_map(|(line, style)| {
            wrap(line, area.width, area.width).into_iter().map(|line| (line, *style))
        })
        .collect();
    let height = usize::from(area.height);
    for (index, (line, style)) in wrapped.iter().take(height).enumerate() {
        let is_cut = index + 1 == height && wrapped.len() > height;
        let line = if is_cut { "…" } else { line };
        print_clipped(buffer, area.x, area.y + index as u16, area.width, line, *style);
    }
    wrapped.len().min(height) as u16
}
