//! The panes in order. Each is one file that says what it shows; what it is asked for comes as an [`Action`].

mod list;
mod map;
mod matrix;
mod narration;
mod overview;
mod page;
mod phases;
mod scroll_state;
mod split;
mod timeline;

use crate::command::{Action, Command};
use crate::detail::Detail;
use crate::model::Place;
use crate::query::filter::Filter;
use crate::query::lists::{countries, documents, sources};
use crate::query::{self, Content, List, Rows, Scope, Sort, Table};
use crate::store::RecordRef;
use crate::ui::Drawn;
use crate::ui::header::Chip;
use crate::ui::theme::{Glyphs, Theme};
use list::ListTab;
use page::SheetTab;
pub use page::WHOLE;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
pub use scroll_state::Reader;
pub use split::WIDE;
use std::borrow::Cow;

/// What a pane is shown in: the data and the day, the room it has, how things look.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What is asked.
    pub scope: Scope<'a>,
    /// The room of the pane.
    pub body: Rect,
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'a Glyphs,
}

/// What there is to say of it when it is done, or why it could not be done: shown in the foot.
pub type Done = Result<Option<String>, Cow<'static, str>>;

/// What a pane is called and what is its own.
#[derive(Clone, Copy)]
pub struct Card {
    /// The word in `go NAME`, `gloact NAME`, `screenshots/NAME.svg`.
    pub name: &'static str,
    /// What it shows, in one line.
    pub about: &'static str,
    /// The kinds of record that have their home here.
    pub kinds: &'static [&'static str],
    /// Commands of its own.
    pub commands: &'static [Command],
    /// Whether it shows less when it is filtered; one that always shows the whole has no filter.
    pub filters: bool,
}

/// What a pane asks of a list, and what it shows of it.
pub struct Asked<'a> {
    /// The list.
    pub list: &'static List,
    /// Its filter.
    pub filter: &'a Filter,
    /// Whether rows are among it that are usually left out.
    pub all: bool,
    /// The rows in order.
    pub rows: &'a [RecordRef],
    /// Whether it shows them under columns, which can be sorted by, hidden and shown.
    pub has_columns: bool,
    /// How they are sorted.
    pub sort: Option<Sort>,
    /// The columns that were asked for by their keys; none for the usual ones.
    pub columns: &'a [&'static str],
    /// Rows that are marked.
    pub marked: &'a [RecordRef],
    /// The index of the selected row.
    pub selected: Option<usize>,
}

impl<'a> Asked<'a> {
    /// What a pane asks that shows its rows in a form of its own, not under columns.
    fn of(list: &'static List, filter: &'a Filter, rows: &'a [RecordRef]) -> Asked<'a> {
        Asked { list, filter, all: false, rows, has_columns: false, sort: None, columns: &[], marked: &[], selected: None }
    }

    /// Rows of the list under the columns that were asked for.
    pub fn rows_of<'b>(&self, scene: Scene<'b>, rows: &'b [RecordRef]) -> Rows<'b> {
        let all = self.list.rows_of(scene.scope, rows);
        if self.columns.is_empty() { all } else { all.of(self.list, self.columns) }
    }
}

/// A pane.
pub trait Tab {
    /// What it is called and what is its own.
    fn card(&self) -> Card;

    /// The word in `go NAME`, `gloact NAME`, `screenshots/NAME.svg`.
    fn name(&self) -> &'static str {
        self.card().name
    }

    /// Back to how it was at the start.
    fn reset(&mut self, scene: Scene);

    /// Does what is wished, or says why not.
    fn update(&mut self, action: &Action, scene: Scene) -> Done;

    /// Draws; changes nothing.
    fn draw(&self, scene: Scene, buf: &mut Buffer) -> Drawn;

    /// The script that leads back here.
    fn link(&self, scene: Scene) -> String;

    /// Where the focused link leads; none when no link is focused.
    fn target(&self, scene: Scene) -> Option<Place>;

    /// The place of the value where one is: what `w` tells the story of.
    fn about(&self, scene: Scene) -> Option<Place>;

    /// Whether Tab walks from link to link here, and not from pane to pane.
    fn walks(&self) -> bool {
        false
    }

    /// The same content as rows, for whoever reads without a screen.
    fn table<'a>(&'a self, scene: Scene<'a>) -> Table<'a>;

    /// What it says, to be laid out at any size.
    fn content<'a>(&'a self, scene: Scene<'a>) -> Content<'a> {
        Content::Rows(self.table(scene), Vec::new())
    }

    /// The records that it shows: what stands behind a slide of it.
    fn rests_on(&self, scene: Scene) -> Vec<Place> {
        let record = self.about(scene).filter(|_| self.walks()).and_then(|place| scene.scope.data.row_of(&place));
        let rows = match record {
            Some(row) => vec![row],
            None => self.asked().map(|asked| asked.rows.to_vec()).unwrap_or_default(),
        };
        rows.into_iter().map(|row| scene.scope.data.place(row)).collect()
    }

    /// Draws what is a picture of its content, and nothing else; gives back whether there was room for it.
    fn picture(&self, _: Scene, _: &mut Buffer) -> bool {
        false
    }

    /// The same in sentences, for whoever reads it line by line: what is open, else what the pane shows.
    fn told(&self, scene: Scene) -> Detail {
        if let Content::Record(detail) = self.content(scene) {
            return detail;
        }
        let mut detail = Detail { heading: narration::heading(self.name(), &self.words(scene)), ..Detail::default() };
        self.tell(scene, &mut detail);
        detail
    }

    /// Tells what the pane shows while nothing is open: a line for each row.
    fn tell(&self, scene: Scene, detail: &mut Detail) {
        narration::rows(detail, scene, &self.table(scene));
    }

    /// The text of the filter as it would be typed again.
    fn filter(&self) -> String;

    /// How the pane is set, and the conditions of its filter.
    fn chips(&self, scene: Scene) -> Vec<Chip>;

    /// What the pane asks of which list, where it shows one.
    fn asked(&self) -> Option<Asked<'_>> {
        None
    }

    /// What is shown, as a sentence.
    fn words(&self, scene: Scene) -> String;
}

/// The panes in the order of the bar.
pub fn all() -> Vec<Box<dyn Tab>> {
    vec![
        Box::new(
            SheetTab::new("overview", "The programme at a glance", overview::sheet, &query::lists::overview::LIST)
                .whole()
                .telling(overview::told),
        ),
        Box::new(
            SheetTab::new("phases", "The phases: years, budgets, donors, countries, results", phases::sheet, &query::lists::phases::LIST)
                .telling(phases::told),
        ),
        Box::new(matrix::MatrixTab::default()),
        Box::new(ListTab::new("countries", "Countries: phases, agencies, activities, events", &countries::LIST)),
        Box::new(timeline::TimelineTab::new()),
        Box::new(ListTab::new("documents", "Publications, legal instruments, contacts", &documents::LIST)),
        Box::new(ListTab::new("sources", "Who says what, and where they disagree", &sources::LIST)),
        Box::new(map::MapTab::default()),
    ]
}
