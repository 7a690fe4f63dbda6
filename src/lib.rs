//! gloact: the GLO.ACT programme in a terminal.
//!
//! The programme is data in layers; the program is four tables (kinds of record in [`store`], columns of a record in
//! [`query`], commands in [`command`], panes in [`tab`]) and small functions that read them.
//!
//! ```text
//!  model ◄─ store ◄─ query ◄─┬─ export ◄─────────┬──────────┐
//!        ◄─ command ◄────┐   └─ ui ◄─┬─ tab ◄─ app ◄─┬─ shot ◄─ cli ◄─ main
//!                        └───────────┘               └─ term ◄─┘
//! ```
//!
//! Each room uses only rooms to its left. `model`, `error`, `cores` and `sort` use nobody. Nothing left of `ui` knows ratatui; only
//! `store`, `cli` and `term` touch files, and only `cli` asks for the calendar day: `today` is handed in. `tests/it/house.rs` keeps it true.

pub mod app;
pub mod cli;
pub mod command;
pub mod cores;
pub mod error;
pub mod export;
pub mod model;
pub mod query;
pub mod shot;
pub mod sort;
pub mod store;
pub mod tab;
pub mod term;
pub mod ui;
