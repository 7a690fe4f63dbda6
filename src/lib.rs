//! Explores a programme in a terminal.
//!
//! The data are layers: bundled files, with override files on top. The program is four tables and
//! small functions that read them: record kinds in [`model`], columns in [`query`], commands in
//! [`command`] and panes in [`pane`].
//!
//! ```text
//! model ◄─ store ◄─┬─ query ◄─ detail ◄─┬─ export ◄─ import ◄─ profile ◄─┬─ app ◄─ term ◄─ cli
//!          command ┘                    └─ ui ◄─ pane ───────────────────┘
//! ```
//!
//! - [`model`]: records and their values: texts, dates, money, paths, citations
//! - [`store`]: the data set: layers, merging, checks, and the layer that set each field
//! - [`profile`]: the user's own files: overrides, bookmarks, keys, settings, decks
//! - [`query`]: lists: columns, filters, sorting, search, the matrix and the timeline
//! - [`detail`]: one record in full: its fields, links, claims and provenance
//! - [`command`]: commands, keys and scripts
//! - [`export`]: tables and slides as CSV, HTML, ICS, JSON, Markdown and TSV
//! - [`import`]: spreadsheets as records, with questions and the override; files of IATI
//! - [`ui`]: widgets and themes
//! - [`pane`]: the eight panes of the dashboard
//! - [`app`]: the state of the dashboard; it takes events and requests side effects
//! - [`term`]: the terminal: the event loop, the keyboard, the renderer
//! - [`cli`]: commands and flags of the shell, and the side effects
//!
//! Each folder uses only folders to its left; `error`, `suggest` and `parallel` use none.
//! Nothing left of `ui` uses ratatui. Only `store`, `profile`, `term` and `cli` touch files. Only
//! `cli` reads the calendar day and passes it on as `today`. A test checks all of this:
//! `tests/it/architecture.rs`.
//!
//! The library exists for the program and its tests; it is not a public interface.

pub mod app;
pub mod cli;
pub mod command;
pub mod detail;
pub mod error;
pub mod export;
pub mod import;
pub mod model;
pub mod pane;
pub mod parallel;
pub mod profile;
pub mod query;
pub mod store;
pub mod suggest;
pub mod term;
pub mod ui;
