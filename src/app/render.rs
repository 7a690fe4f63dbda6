//! The whole screen: panes, where one is, the content, the foot.

use super::{App, MIN_SCREEN_SIZE};
// slides name panes as the screen does
use crate::model::text::capitalize;
use crate::ui::header::PersistentStatus;
use crate::ui::theme::StyleRole;
use crate::ui::{DeferredRegion, RenderOutput, asciify_buffer, draw_rule, header, print_clipped};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl App {
    /// Draws the whole screen.
    pub fn draw(&self, buf: &mut Buffer) -> RenderOutput {
        let drawn = self.draw_parts(buf);
        if self.glyphs.is_ascii {
            asciify_buffer(buf);
        }
        drawn
    }

    fn draw_parts(&self, buf: &mut Buffer) -> RenderOutput {
        let area = self.size.intersection(buf.area);
        if area.width < MIN_SCREEN_SIZE.0 || area.height < MIN_SCREEN_SIZE.1 {
            let words = format!(
                "gloact needs {}x{}; this is {}x{}",
                MIN_SCREEN_SIZE.0, MIN_SCREEN_SIZE.1, area.width, area.height
            );
            print_clipped(
                buf,
                area.x,
                area.y,
                area.width,
                &words,
                self.theme.style(StyleRole::Text),
            );
            return RenderOutput { cursor: Some(area.as_position()), ..RenderOutput::default() };
        }
        if let Some(cursor) = self.draw_plain(buf) {
            return RenderOutput { cursor: Some(cursor), ..RenderOutput::default() };
        }
        if let Some(drawn) = self.pick.is_none().then(|| self.draw_slide(buf)).flatten() {
            return drawn;
        }
        let scene = self.context();
        let tab = &*self.panes[self.current];
        // people who look at slides are not shown panes
        let tabs = if self.on_slide().is_some() { &[][..] } else { &self.panes };
        let names: Vec<String> = tabs.iter().map(|tab| capitalize(tab.name())).collect();
        let mut drawn = header::tab_bar(&names, self.current, area, buf, &self.theme);
        let second = Rect { y: area.y + 1, height: 1, ..area };
        let dim = self.theme.style(StyleRole::Dim);
        draw_rule(buf, area, area.y + 2, &self.glyphs, dim);
        draw_rule(buf, area, area.bottom() - 2, &self.glyphs, dim);
        let over = self.draw_pick(second, buf).or_else(|| self.draw_why(second, buf));
        let content = over.unwrap_or_else(|| {
            let content = tab.draw(scene, buf);
            if self.prompt.is_none() {
                let chips = header::breadcrumb(
                    &capitalize(tab.name()),
                    &tab.chips(scene),
                    &tab.summary(scene),
                    second,
                    buf,
                    &self.theme,
                );
                drawn.link_areas.extend(chips.link_areas);
            }
            content
        });
        drawn.cursor = content.cursor.or(Some(Position::new(area.x, scene.area.y)));
        drawn.link_areas.extend(content.link_areas);
        // a list that lies over the pane has named itself
        drawn.deferred = content.deferred.map(|late| DeferredRegion {
            owner: if late.owner.is_empty() { tab.name() } else { late.owner },
            ..late
        });
        if let Some((input, _)) = &self.prompt {
            drawn.cursor = Some(self.draw_prompt(input, second, buf));
        }
        let foot = Rect { y: area.bottom() - 1, height: 1, ..area };
        if !self.profile.session_memory.seen {
            self.draw_first_run_hints(scene.area, buf);
        }
        drawn.cursor = self.draw_hints(buf).or(drawn.cursor);
        header::status_line(
            &self.key_hints(),
            self.message.as_deref(),
            &self.persistent_status(),
            foot,
            buf,
            &self.theme,
            &self.glyphs,
        );
        drawn
    }

    /// What one must know, the first time: over the last lines of the content, gone with the first key.
    fn draw_first_run_hints(&self, body: Rect, buf: &mut Buffer) {
        const SHORT: &[&str] =
            &["Arrows, Enter, Backspace; 1 to 8: panes", "C-k finds  / filters  ? keys  q leaves"];
        const LESSON: &[&str] = &[
            "Arrows move, Enter opens, Backspace leads back; 1 to 8 are the panes.",
            "/ filters as you type; f shows the values to choose from.",
            "C-k finds anything by name: laos, unicef, launch.",
            "w tells where a value comes from; , sets colours; ? keys; q leaves.",
        ];
        let lesson = if body.width < 72 || body.height < 16 { SHORT } else { LESSON };
        let lines = (lesson.len() as u16).min(body.height.saturating_sub(4));
        let top = body.bottom().saturating_sub(lines);
        for y in top.saturating_sub(1)..body.bottom() {
            print_clipped(
                buf,
                body.x,
                y,
                body.width,
                &" ".repeat(body.width as usize),
                self.theme.style(StyleRole::Text),
            );
        }
        draw_rule(
            buf,
            body,
            top.saturating_sub(1),
            &self.glyphs,
            self.theme.style(StyleRole::Accent),
        );
        for (y, line) in lesson.iter().take(lines as usize).enumerate() {
            print_clipped(
                buf,
                body.x + 1,
                top + y as u16,
                body.width.saturating_sub(2),
                line,
                self.theme.style(StyleRole::Strong),
            );
        }
    }

    fn key_hints(&self) -> Vec<(String, String)> {
        if self.pick.is_some() {
            return [
                ("Tab", "other"),
                ("C-u", "empty"),
                ("Up Down", "move"),
                ("Enter", "choose"),
                ("Esc", "close"),
            ]
            .map(|(key, word)| (key.into(), word.into()))
            .to_vec();
        }
        if !self.reports.is_empty() {
            return [
                ("Enter", "follow"),
                ("w", "why"),
                ("e", "edit"),
                ("Backspace", "back"),
                ("q", "close"),
            ]
            .map(|(key, word)| (key.into(), word.into()))
            .to_vec();
        }
        if self.prompt.is_some() {
            return [
                ("Enter", "keep"),
                ("Esc", "as it was"),
                ("Tab", "complete"),
                ("C-u", "empty"),
                ("", "nepal region:asia agency:iom,unicef -phase:ame"),
            ]
            .map(|(key, word)| (key.into(), word.into()))
            .to_vec();
        }
        if self.panes[self.current].tab_cycles_links() {
            return [
                ("Enter", "follow"),
                ("Tab", "next link"),
                ("w", "why"),
                ("e", "edit"),
                ("y", "copy"),
                ("o", "letters"),
                ("Backspace", "back"),
                ("q", "close"),
            ]
            .map(|(key, word)| (key.into(), word.into()))
            .to_vec();
        }
        let here = self.panes[self.current].name();
        let filters = self.panes[self.current].info().can_filter;
        let shown = |pane: &'static str| {
            self.commands.iter().filter(move |command| {
                !command.status_label.is_empty()
                    && command.pane == pane
                    && (filters || command.name != "ask-filter")
            })
        };
        // what the pane has of its own stands between opening and leaving
        let (first, last): (Vec<_>, Vec<_>) =
            shown("").partition(|command| !matches!(command.name, "help" | "quit"));
        let own = if here.is_empty() { Vec::new() } else { shown(here).collect() };
        let slide = self.presentation.is_some().then(|| ("p".to_string(), "slide".to_string()));
        let keys = first
            .into_iter()
            .chain(own)
            .chain(last)
            .filter(|command| !self.keymap.display_keys(command).is_empty())
            .map(|command| {
                (
                    self.keymap
                        .display_keys(command)
                        .split(' ')
                        .next()
                        .unwrap_or_default()
                        .to_string(),
                    command.status_label.to_string(),
                )
            });
        slide.into_iter().chain(keys).collect()
    }

    /// What the foot says at all times: whether something is wrong with the layers, whether they change the data, the data's own day.
    fn persistent_status(&self) -> PersistentStatus {
        let overrides = self.data.layers.iter().filter(|layer| layer.is_active_override()).count();
        let findings = self.data.problems().len();
        let count =
            |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
        let told = [(findings, "finding", ": press ! to read"), (overrides, "override", "")];
        let weighty: Vec<String> = told
            .iter()
            .filter(|(n, ..)| *n > 0)
            .map(|(n, one, more)| format!("{}{more}", count(*n, one)))
            .collect();
        let day = self.data.as_of_date();
        let mild = day.map(|when| format!("data of {}", when.display())).unwrap_or_default();
        PersistentStatus { important: weighty.join(&format!(" {} ", self.glyphs.dot)), minor: mild }
    }
}
