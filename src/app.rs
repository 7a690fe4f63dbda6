//! The dashboard as a value: messages change its state and queue side effects; drawing changes
//! nothing.

mod action_origin;
pub mod appearance;
mod apply_settings;
mod bookmarks;
mod cache_prefetch;
mod copied_view;
mod copy;
mod dispatch;
mod effects;
mod handled;
mod history;
mod import_session;
mod import_task;
mod input;
mod key_resolver;
mod keys_table;
mod line_mode_steps;
mod loaded_data;
mod mouse;
mod navigation;
mod overlay;
mod pane_set;
mod pane_undo;
mod present;
mod profile_reload;
mod programme_set;
mod programme_switch;
mod reload;
mod render;
mod repeated_actions;
mod screen_mode;
mod screen_properties;
mod script_check;
mod script_runner;
mod setting_change;
pub mod settings;
mod spoken_lines;
mod text_search;
mod user_profile;

use crate::command::Command;
use crate::command::key_burst::BurstMembership;
use crate::pane::{self, Pane, PaneContext};
use crate::profile::remembered_state::RememberedState;
use crate::store::Dataset;
use crate::ui::glyphs::Glyphs;
use crate::ui::theme::Theme;
pub(crate) use action_origin::ActionOrigin;
pub use effects::Effect;
use effects::EffectQueue;
pub(crate) use handled::Handled;
use history::History;
pub use import_task::{
    FileEntry, ImportOutcome, ImportPreview, ImportProgress, ImportRequest, ImportTask, ImportWork,
    ReplacedOverride,
};
use jiff::civil::Date;
use key_resolver::KeyResolver;
use loaded_data::LoadedData;
use overlay::stack::OverlayStack;
use pane_set::PaneSet;
use pane_undo::PaneUndoStack;
pub use present::decks::RESERVED_DECK_NAMES;
pub use present::speaker_view::SpeakerView;
pub use profile_reload::ProfileFiles;
pub use programme_set::ProgrammeEntry;
pub use programme_switch::LoadedProgramme;
use repeated_actions::RepeatedActions;
use screen_mode::ScreenMode;
pub use screen_properties::MIN_SCREEN_SIZE;
use screen_properties::ScreenProperties;
pub use spoken_lines::SpokenLine;
pub use user_profile::UserProfile;

/// The dashboard.
pub struct App {
    loaded: LoadedData,
    screen: ScreenProperties,
    panes: PaneSet,
    keys: KeyResolver,
    profile: UserProfile,
    mode: ScreenMode,
    overlays: OverlayStack,
    history: History,
    undo_stack: PaneUndoStack,
    effects: EffectQueue,
    /// The message in the status line.
    status: Option<String>,
    repeated: RepeatedActions,
    /// Number of presentations of this session.
    presentation_count: usize,
    /// The burst of the event that is being handled.
    membership: BurstMembership,
}

impl App {
    /// Returns a dashboard over `data`, on the first pane.
    pub fn new(data: Dataset, today: Date, theme: Theme, glyphs: Glyphs, size: (u16, u16)) -> App {
        let panes = PaneSet::new(pane::all());
        // no profile: skip the first-run hints
        let recent_choices = RememberedState { seen: true, ..RememberedState::default() };
        let mut app = App {
            loaded: LoadedData::new(data, today),
            screen: ScreenProperties::new(theme, glyphs, size),
            keys: KeyResolver::new(panes.all(), &[]),
            panes,
            profile: UserProfile { recent_choices, ..UserProfile::default() },
            mode: ScreenMode::default(),
            overlays: OverlayStack::default(),
            history: History::default(),
            undo_stack: PaneUndoStack::default(),
            effects: EffectQueue::default(),
            status: None,
            repeated: RepeatedActions::default(),
            presentation_count: 0,
            membership: BurstMembership::default(),
        };
        app.activate_pane(0);
        app
    }

    /// Applies the user's profile. Keys that cannot be bound are skipped: `gloact check` reports
    /// them.
    pub fn with_profile(mut self, profile: UserProfile) -> App {
        self.profile = profile;
        self.bind_keys();
        self.apply_settings();
        self
    }

    /// Binds the keys of the shown panes and of the user.
    fn bind_keys(&mut self) {
        self.keys =
            KeyResolver::new(self.panes.all(), &self.profile.keys).refusing(self.keys.refused());
    }

    pub fn set_theme(&mut self, theme: Theme) {
        self.screen.theme = theme;
    }

    /// Returns what is saved for the next session.
    pub fn remembered_state(&self) -> &RememberedState {
        &self.profile.recent_choices
    }

    /// Returns the panes in order.
    pub fn panes(&self) -> impl Iterator<Item = &dyn Pane> {
        self.panes.iter()
    }

    /// Returns all commands: of every pane, of single panes, of slides.
    pub fn commands(&self) -> &[&'static Command] {
        self.keys.commands()
    }

    /// Offers no command of these names in help, the palette and the status line, because the host
    /// refuses them.
    #[must_use]
    pub fn with_refused_commands(mut self, names: &'static [&'static str]) -> App {
        self.keys = self.keys.refusing(names);
        self
    }

    /// Returns the current pane and the context that it is drawn in.
    pub fn current_pane(&self) -> (&dyn Pane, PaneContext<'_>) {
        (self.panes.current(), self.context())
    }

    /// Returns the script that leads back to the current view.
    pub fn script(&self) -> String {
        self.panes.current().script(self.context())
    }

    /// Returns the data set that is shown.
    pub fn data(&self) -> &Dataset {
        self.loaded.dataset()
    }

    fn theme(&self) -> &Theme {
        &self.screen.theme
    }

    fn glyphs(&self) -> &Glyphs {
        &self.screen.glyphs
    }

    fn set_status(&mut self, message: impl Into<String>) {
        self.status = Some(message.into());
    }

    fn context(&self) -> PaneContext<'_> {
        render_context(&self.loaded, &self.screen)
    }

    /// Changes a pane in the context that it is drawn in.
    fn update_in_pane<T>(
        &mut self,
        index: usize,
        change: impl FnOnce(&mut dyn Pane, PaneContext) -> T,
    ) -> T {
        self.panes.update(index, render_context(&self.loaded, &self.screen), change)
    }

    /// Makes a pane the current one.
    fn activate_pane(&mut self, index: usize) {
        self.panes.activate(index, render_context(&self.loaded, &self.screen));
    }
}

fn render_context<'a>(loaded: &'a LoadedData, screen: &'a ScreenProperties) -> PaneContext<'a> {
    PaneContext {
        query: loaded.query(),
        area: screen.content_area(),
        theme: &screen.theme,
        glyphs: &screen.glyphs,
    }
}
