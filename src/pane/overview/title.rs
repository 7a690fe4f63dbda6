//! The title of the programme on the overview, and its aim.

use super::{CHANGED_BETWEEN_PHASES, LEFT_MARGIN, OverviewLayout};
use crate::detail::{StyleRole, TextFragment};
use crate::model::{DifferenceGrade, KindId, Programme, RecordPath, ValueClaims};

impl OverviewLayout<'_> {
    pub(super) fn push_title(&mut self, has_aim: bool) {
        let data = self.ctx.query.data;
        if data.programme().len() > 1 {
            return self.push_programmes();
        }
        let Some((id, programme)) = data.programme().first() else { return };
        let path = RecordPath::for_record(KindId::Programme, id);
        let x = match &programme.short {
            Some(short) => self.push(LEFT_MARGIN, short, StyleRole::Accent, Some(&path)) + 2,
            None => LEFT_MARGIN,
        };
        let columns = (x, x, self.width());
        let title =
            TextFragment { role: StyleRole::Strong, ..TextFragment::plain(&*programme.title) };
        let title = [Some(title), self.sign(&path.join("title"))].into_iter().flatten();
        let credits = self.credits();
        let top = self.y;
        if has_aim {
            let aim = self.aim(&path, programme);
            if aim.len() > 1 {
                self.legends.push(format!("{} {CHANGED_BETWEEN_PHASES}", self.ctx.glyphs.changed));
            }
            for line in [title.collect(), credits, aim] {
                if !line.is_empty() {
                    self.y = self.text.push_wrapped(self.y, columns, &line);
                }
            }
        } else {
            let line: Vec<TextFragment> = title.chain(credits).collect();
            self.y = self.text.push_wrapped(self.y, columns, &line);
        }
        let glyphs = self.ctx.glyphs;
        self.text.style_marker(top..self.y, glyphs.disputed, StyleRole::Disputed);
        self.text.style_marker(top..self.y, glyphs.overridden, StyleRole::Changed);
    }

    /// Returns the marker of a value as a fragment, if it has one.
    fn sign(&self, path: &RecordPath) -> Option<TextFragment> {
        let (marker, role) = self.marker_with_role(path);
        let sign = TextFragment { text: marker.into(), link: Some(path.clone()), role };
        (!marker.is_empty()).then_some(sign)
    }

    /// Returns the aim of the programme, with the sign of a phase that has another one.
    fn aim(&self, path: &RecordPath, programme: &Programme) -> Vec<TextFragment> {
        let path = path.join("aim");
        let citation = self.ctx.query.data.citation(&path);
        let difference = citation.and_then(ValueClaims::difference);
        let sign = TextFragment {
            text: self.ctx.glyphs.changed.into(),
            link: Some(path),
            role: StyleRole::Changed,
        };
        let sign = (difference == Some(DifferenceGrade::Development)).then_some(sign);
        programme.aim.as_deref().map(TextFragment::dim).into_iter().chain(sign).collect()
    }
}
