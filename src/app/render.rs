//! Draws the whole screen: header, content, overlays, status line.

use super::overlay::Overlay;
use super::{App, MIN_SCREEN_SIZE};
// slides name panes as the screen does
use crate::model::text::capitalize;
use crate::ui::status_line::{self, PersistentStatus};
use crate::ui::{
    DeferrableRegion, RenderOutput, StyleRole, asciify_buffer, breadcrumb, draw_rule,
    print_clipped, tab_bar,
};
use ratatui::prelude::{Buffer, Position, Rect};
use ratatui::widgets::{Clear, Widget};

/// Keys that matter while a detail is read.
const DETAIL_KEY_HINTS: &[(&str, &str)] = &[
    ("Enter", "follow"),
    ("Tab", "next link"),
    ("/", "search"),
    ("w", "why"),
    ("e", "edit"),
    ("y", "copy"),
    ("o", "letters"),
    ("Backspace", "back"),
    ("q", "close"),
];

const FIRST_RUN_HINTS: &[&str] = &[
    "Arrows move, Enter opens, Backspace goes back; 1 to 8 are the panes.",
    "/ filters as you type; f shows the values to choose from.",
    "C-k finds anything by a part of its name: a country, an agency, an event.",
    "w shows where a value comes from; , changes colours; ? keys; q quits.",
];

const SHORT_FIRST_RUN_HINTS: &[&str] =
    &["Arrows, Enter, Backspace; 1 to 8: panes", "C-k finds  / filters  ? keys  q quits"];

impl App {
    /// Draws the whole screen.
    pub fn draw(&self, buf: &mut Buffer) -> RenderOutput {
        let output = self.draw_layers(buf);
        if self.glyphs().is_ascii {
            asciify_buffer(buf);
        }
        output
    }

    fn draw_layers(&self, buf: &mut Buffer) -> RenderOutput {
        let area = self.screen.size().intersection(buf.area);
        let (min_width, min_height) = MIN_SCREEN_SIZE;
        if area.width < min_width || area.height < min_height {
            let text = format!(
                "gloact needs {min_width}x{min_height}; this is {}x{}",
                area.width, area.height
            );
            let style = self.theme().style(StyleRole::Text);
            print_clipped(buf, area.x, area.y, area.width, &text, style);
            return RenderOutput { cursor: Some(area.as_position()), ..RenderOutput::default() };
        }
        let overlay = self.active_overlay();
        match self.mode.slide() {
            Some(presentation) if overlay.is_none() => self.draw_slide(presentation, buf),
            _ if overlay.is_some_and(Overlay::fills_screen) => {
                self.draw_content(overlay, None, area, buf)
            }
            _ => self.draw_dashboard(overlay, area, buf),
        }
    }

    /// Returns the topmost overlay. While a slide fills the screen, a report is content of the
    /// slide.
    pub(super) fn active_overlay(&self) -> Option<&Overlay> {
        let is_on_slide = self.mode.slide().is_some();
        self.overlays.top().filter(|top| !(is_on_slide && matches!(top, Overlay::Report(_))))
    }

    fn draw_dashboard(
        &self,
        overlay: Option<&Overlay>,
        area: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        let (pane, context) = self.current_pane();
        // an audience that looks at slides sees no panes
        let names: Vec<String> = match self.mode.slide() {
            Some(_) => Vec::new(),
            None => self.panes.names().map(capitalize).collect(),
        };
        let mut output =
            tab_bar::tab_bar(&names, self.panes.current_index(), area, buf, context.theme);
        let dim = context.theme.style(StyleRole::Dim);
        draw_rule(buf, area, area.y + 2, context.glyphs, dim);
        draw_rule(buf, area, area.bottom() - 2, context.glyphs, dim);
        let title_line = Rect { y: area.y + 1, height: 1, ..area };
        let below = self.overlays.below_top();
        let content = self.draw_content(overlay, below, title_line, buf);
        self.highlight_searched_words(&content, buf);
        output.cursor = content.cursor.or(Some(Position::new(area.x, context.area.y)));
        output.link_areas.extend(content.link_areas);
        // a picker has named itself as the owner
        output.deferred = content.deferred.map(|region| DeferrableRegion {
            owner: if region.owner.is_empty() { pane.name() } else { region.owner },
            ..region
        });
        if !self.profile.recent_choices.seen {
            self.draw_first_run_hints(context.area, buf);
        }
        status_line::draw(
            &self.key_hints(),
            self.status.as_deref(),
            &self.persistent_status(),
            Rect { y: area.bottom() - 1, height: 1, ..area },
            buf,
            context.theme,
            context.glyphs,
        );
        output
    }

    /// Draws an overlay, or the pane where there is none.
    pub(super) fn draw_content(
        &self,
        overlay: Option<&Overlay>,
        below: Option<&Overlay>,
        title_line: Rect,
        buf: &mut Buffer,
    ) -> RenderOutput {
        match overlay {
            Some(overlay) => overlay.render(self, below, title_line, buf),
            None => self.draw_pane(title_line, buf),
        }
    }

    /// Draws the current pane, and its settings and filter in the line above.
    pub(super) fn draw_pane(&self, title_line: Rect, buf: &mut Buffer) -> RenderOutput {
        let (pane, context) = self.current_pane();
        let content = pane.draw(context, buf);
        let mut output = breadcrumb::breadcrumb(
            &capitalize(pane.name()),
            &pane.chips(context),
            &pane.summary(context),
            title_line,
            buf,
            context.theme,
        );
        output.link_areas.extend(content.link_areas);
        RenderOutput { link_areas: output.link_areas, ..content }
    }

    /// Draws what a new user must know over the last lines of the content; the first key removes
    /// it.
    fn draw_first_run_hints(&self, area: Rect, buf: &mut Buffer) {
        let theme = self.theme();
        let is_small = area.width < 72 || area.height < 16;
        let hints = if is_small { SHORT_FIRST_RUN_HINTS } else { FIRST_RUN_HINTS };
        let lines = (hints.len() as u16).min(area.height.saturating_sub(4));
        let top = area.bottom().saturating_sub(lines);
        let rule_y = top.saturating_sub(1);
        // printing blanks would leave the colours of the pane below
        Clear.render(Rect { y: rule_y, height: area.bottom().saturating_sub(rule_y), ..area }, buf);
        draw_rule(buf, area, rule_y, self.glyphs(), theme.style(StyleRole::Accent));
        let (x, room) = (area.x + 1, area.width.saturating_sub(2));
        for (y, hint) in (top..).zip(hints.iter().take(lines as usize)) {
            print_clipped(buf, x, y, room, hint, theme.style(StyleRole::Strong));
        }
    }

    /// Returns the keys for the status line: of the topmost overlay that has some, else of the
    /// pane.
    fn key_hints(&self) -> Vec<(String, String)> {
        let fixed = self
            .overlays
            .iter()
            .find_map(|overlay| overlay.key_hints(self))
            .or_else(|| self.panes.current().tab_cycles_links().then_some(DETAIL_KEY_HINTS));
        match fixed {
            Some(hints) => {
                let offered = hints.iter().filter(|(key, _)| self.keys.is_offered(key));
                offered.map(|(key, label)| (key.to_string(), label.to_string())).collect()
            }
            None => self.pane_key_hints(),
        }
    }

    fn pane_key_hints(&self) -> Vec<(String, String)> {
        let keymap = self.keys.keymap();
        let pane = self.panes.current();
        let can_filter = pane.info().can_filter;
        let labelled = |of: &'static str| {
            self.keys.offered_commands().filter(move |command| {
                !command.status_label.is_empty()
                    && command.pane == of
                    && (can_filter || command.name != "edit-filter")
            })
        };
        // the pane's own keys stand between opening and leaving
        let (first, last): (Vec<_>, Vec<_>) =
            labelled("").partition(|command| !matches!(command.name, "help" | "quit"));
        let own = labelled(pane.name());
        let mut hints: Vec<(String, String)> = Vec::new();
        if self.mode.presentation().is_some() {
            hints.push(("p".into(), "slide".into()));
        }
        for command in first.into_iter().chain(own).chain(last) {
            let keys = keymap.display_keys(command);
            if let Some(key) = keys.split(' ').next().filter(|key| !key.is_empty()) {
                hints.push((key.into(), command.status_label.into()));
            }
        }
        hints
    }

    /// Returns what the status line always shows: problems, overrides, the date of the data.
    fn persistent_status(&self) -> PersistentStatus {
        let data = self.data();
        let mut important = Vec::new();
        match data.problem_count() {
            0 => {}
            1 => important.push("1 problem: press ! to read".to_string()),
            count => important.push(format!("{count} problems: press ! to read")),
        }
        match data.layers().iter().filter(|layer| layer.is_active_override()).count() {
            0 => {}
            1 => important.push("1 override".to_string()),
            count => important.push(format!("{count} overrides")),
        }
        let date = data.as_of_date().map(|date| format!("data as of {}", date.display()));
        PersistentStatus {
            important: important.join(&format!(" {} ", self.glyphs().dot)),
            minor: date.unwrap_or_default(),
        }
    }
}
