//! Runs the dashboard in the event loop: events become messages of the app, its effects are
//! performed, and its files are watched.

use super::effect_handler::EffectHandler;
use super::event_loop::{EventLoop, LoopFlow, Screen};
use super::file_watcher::{self, RewatchRequest, WatchOptions};
use super::frontend::Frontend;
use super::loop_event::{ExitReason, LoopEvent};
use super::os::NotesServer;
use super::perform_effects::perform_effects;
use super::terminal_session::TerminalSession;
use super::{spawn_thread, system_error, terminal_writer, window_size};
use crate::app::{App, Effect};
use crate::error::Result;
use crate::ui::RenderOutput;
use crossterm::event::Event;
use ratatui::buffer::Buffer;
use std::time::Duration;

/// The terminal, the watched files and the pace of a dashboard.
#[derive(Default)]
pub struct DashboardOptions {
    /// A terminal that was already acquired.
    pub session: Option<Box<TerminalSession>>,
    /// The files to watch.
    pub watch: Option<WatchOptions>,
    /// The terminal is asked for its background, by which the theme is chosen.
    pub asks_background: bool,
    /// The time after which slides advance by themselves.
    pub autoplay_interval: Option<Duration>,
    /// The dashboard rests for this many times the time that it works, so that it can share the
    /// machine; 0 if it does not rest.
    pub rest_factor: u32,
}

struct Dashboard<'a, H> {
    app: &'a mut App,
    handler: &'a H,
    /// The files to watch, until the watcher starts.
    watch: Option<WatchOptions>,
    /// Makes the watcher look for its files again, once it has started.
    rewatch: Option<RewatchRequest>,
    notes: SpeakerNotes,
}

/// The state of the speaker notes while slides are shown.
enum SpeakerNotes {
    Closed,
    Open(NotesServer),
    /// They could not be opened for this presentation, and the status line said so.
    Failed,
}

/// Shows the dashboard until the user quits.
pub fn run_dashboard(
    mut app: App,
    options: DashboardOptions,
    handler: &impl EffectHandler,
) -> Result<ExitReason> {
    let mut session = match options.session {
        Some(session) => {
            // the progress of loading may be on the screen
            terminal_writer::invalidate();
            session
        }
        None => Box::new(TerminalSession::acquire()?),
    };
    if let Some(interval) = options.autoplay_interval {
        session.start_ticker(interval).map_err(|e| system_error("the slides cannot advance", e))?;
    }
    if options.asks_background {
        session.ask_background();
    }
    let mut dashboard = Dashboard {
        app: &mut app,
        handler,
        watch: options.watch,
        rewatch: None,
        notes: SpeakerNotes::Closed,
    };
    let reason =
        EventLoop::new(&mut session).with_rest_factor(options.rest_factor).run(&mut dashboard);
    if matches!(reason, Ok(ExitReason::Quit)) {
        session.await_reply();
    }
    handler.save_session(&app);
    // the program ends: it need not free each record of a large data set
    std::mem::forget(app);
    reason
}

impl<H: EffectHandler> Dashboard<'_, H> {
    fn perform_effects(&mut self, session: &mut TerminalSession) -> Result<LoopFlow> {
        let programme = self.app.programme().to_string();
        let flow = perform_effects(self.app, self.handler, session)?;
        if programme != self.app.programme()
            && let Some(rewatch) = &self.rewatch
        {
            rewatch.request();
        }
        Ok(if flow.is_break() { LoopFlow::Exit(ExitReason::Quit) } else { LoopFlow::Continue })
    }

    /// Tells the app the size of the terminal, on which messages and the layout depend.
    fn update_size(&mut self) {
        let (width, height) = window_size();
        self.app.update(Event::Resize(width, height));
    }

    /// Applies the user's themes, settings and keys as their files have them now.
    fn update_profile(&mut self) {
        if let Some(themes) = self.handler.themes() {
            self.app.set_themes(themes);
        }
        if let Some(files) = self.handler.profile_files() {
            self.app.reload_profile(files);
        }
    }

    /// Starts the prefetch that the app wants, on a thread.
    fn start_prefetch(&mut self, session: &TerminalSession) {
        let Some(job) = self.app.prefetch_job() else { return };
        let Ok(waker) = session.waker() else { return };
        let run = move || {
            job();
            waker.wake(LoopEvent::PrefetchDone);
        };
        if spawn_thread(run).is_err() {
            self.app.prefetch_failed();
        }
    }

    /// Lets speaker notes follow the slides when a presentation begins.
    fn open_notes(&mut self, session: &TerminalSession) {
        let is_closed = matches!(self.notes, SpeakerNotes::Closed);
        if !is_closed || !self.handler.publishes_notes() || self.app.speaker_view().is_none() {
            return;
        }
        let waker = session.waker().map_err(|e| system_error("no speaker notes", e));
        self.notes = match waker.and_then(|waker| NotesServer::open(&waker)) {
            Ok(server) => SpeakerNotes::Open(server),
            Err(error) => {
                self.app.show_outcome(Err(error));
                SpeakerNotes::Failed
            }
        };
    }

    /// Publishes the slide to speaker notes, as long as there is a presentation.
    fn publish_notes(&mut self) {
        if matches!(self.notes, SpeakerNotes::Closed) {
            return;
        }
        match (self.app.speaker_view(), &mut self.notes) {
            (None, notes) => *notes = SpeakerNotes::Closed,
            (Some(view), SpeakerNotes::Open(server)) => server.publish(view),
            (Some(_), _) => {}
        }
    }
}

impl<H: EffectHandler> Screen for Dashboard<'_, H> {
    fn handle_event(
        &mut self,
        event: LoopEvent,
        session: &mut TerminalSession,
    ) -> Result<LoopFlow> {
        match event {
            LoopEvent::Input(event, membership) => self.app.update_in_batch(event, membership),
            // the programme may have changed while the data were read
            LoopEvent::Reloaded(data) if !self.handler.is_shown(&data) => {}
            LoopEvent::Reloaded(data) => {
                self.app.reload(*data);
                self.update_profile();
            }
            LoopEvent::SpeakerKey(key) => self.app.speaker_key(key),
            LoopEvent::Tick => self.app.autoplay_tick(),
            LoopEvent::Background(background) => self.app.set_background(background),
            LoopEvent::PrefetchDone => self.app.prefetch_done(),
            LoopEvent::DroppedKeys(keys) => {
                self.app.show_outcome(Ok(format!("{keys} keys in the queue were dropped")));
            }
            LoopEvent::ImportDone(progress, outcome) => {
                self.app.finish_import(&progress, *outcome);
            }
            LoopEvent::ImportProgress
            | LoopEvent::LoadProgress
            | LoopEvent::SpeakerView(_)
            | LoopEvent::Signal(_)
            | LoopEvent::HungUp => {}
        }
        self.perform_effects(session)
    }

    fn handle_suspend(&mut self, session: &mut TerminalSession) -> Result<LoopFlow> {
        self.app.push_effect(Effect::Suspend);
        self.perform_effects(session)
    }

    fn handle_continue(&mut self, session: &mut TerminalSession) -> Result<LoopFlow> {
        // files may have changed while the program was stopped
        session.request_reload();
        Ok(LoopFlow::Continue)
    }

    fn before_frame(&mut self, session: &mut TerminalSession) -> Result<LoopFlow> {
        self.app.finish_batch();
        self.update_size();
        // at first those of the start script
        if let LoopFlow::Exit(reason) = self.perform_effects(session)? {
            return Ok(LoopFlow::Exit(reason));
        }
        if session.take_reload_request() {
            self.app.reload(self.handler.load());
            self.update_profile();
            terminal_writer::invalidate();
        }
        self.start_prefetch(session);
        // an editor may have run meanwhile
        self.update_size();
        self.open_notes(session);
        Ok(LoopFlow::Continue)
    }

    fn draw(&mut self, buffer: &mut Buffer) -> RenderOutput {
        self.app.draw(buffer)
    }

    fn after_frame(&mut self, session: &mut TerminalSession) -> Result<()> {
        self.publish_notes();
        // watched only now: the first frame comes first
        if let Some(watch) = self.watch.take() {
            let waker =
                session.waker().map_err(|e| system_error("the files cannot be watched", e))?;
            let send = move |data| waker.wake(LoopEvent::Reloaded(Box::new(data)));
            self.rewatch = Some(file_watcher::watch(watch, send));
        }
        Ok(())
    }
}
