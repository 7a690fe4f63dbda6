//! gloact: the GLO.ACT programme in a terminal.
//!
//! The programme is data in layers; the program is four tables (kinds of record in [`store`], columns of a record in
//! [`query`], commands in [`command`], panes in [`pane`]) and small functions that read them.
//!
//! ```text
//!  model ◄─ store ◄─┬─ query ◄─ detail ◄─┬─ export ◄─┬─ app ◄─┬─ term ◄─ cli ◄─ main
//!                   ├─ profile           └─ ui ◄─ pane        └─ cli
//!           command ┘
//! ```
//!
//! Each folder uses only folders to its left. `error`, `suggest` and `parallel` use nobody. Nothing left of `ui` knows
//! ratatui; only `store`, `profile`, `term` and `cli` touch files, and only `cli` asks for the calendar day: `today` is handed in.
//! `tests/it/architecture.rs` keeps it true.

pub mod app;
pub mod cli;
pub mod command;
pub mod detail;
pub mod error;
pub mod export;
pub mod model;
pub mod pane;
pub mod parallel;
pub mod profile;
pub mod query;
pub mod store;
pub mod suggest;
pub mod term;
pub mod ui;
