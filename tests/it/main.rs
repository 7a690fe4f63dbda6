//! Tests of the whole program: its structure, data, screens and behaviour. All are one binary, with
//! one file for each subject.

#![allow(clippy::unwrap_used, reason = "a test says that something is wrong by failing")]

mod allocation_counts;
mod architecture;
mod bytes;
mod cli_matches_screen;
mod data;
mod doctor;
mod documents;
mod explore;
mod facts;
mod fault_injection;
mod fuzz;
mod kiosk;
mod layers;
mod line_mode;
mod other_datasets;
mod overrides;
mod pictures;
mod present;
mod schema;
mod screens;
mod scripts_round_trip;
mod shell_completions;
mod slow;
mod ssh;
mod support;
mod terminal;
mod themes_and_env;
mod tmux;
mod user_tasks;
mod verbs;

use support::dashboard::{Size, TODAY, bundled_app, dashboard, draw, fixture_app, fixture_dataset};
use support::sandbox::{Output, Sandbox, files_with_extension, root, tool};
