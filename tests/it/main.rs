//! Tests of the whole program: its structure, data, screens and behaviour. All are one binary, with
//! one file for each subject.

#![allow(clippy::unwrap_used, reason = "a test says that something is wrong by failing")]

mod allocation_counts;
mod architecture;
mod attributions;
mod borrowed_values;
mod bytes;
mod cli_matches_screen;
mod contradictions;
mod control_characters;
mod copied_text;
mod country_counts;
mod data;
mod decks;
mod doctor;
mod documents;
mod edit_drafts;
mod editor;
mod exit;
mod explore;
mod facets;
mod facts;
mod file_watcher;
mod formats;
mod frame_writer;
mod fuzz;
mod handout;
mod host_audit;
mod json_slips;
mod kiosk;
mod kiosk_environment;
mod kiosk_host;
mod kiosk_load;
mod kiosk_system_calls;
mod layers;
mod line_mode;
mod line_mode_exit;
mod locales;
mod named_files;
mod notes_folder;
mod official_texts;
mod other_datasets;
mod override_edits;
mod override_files;
mod overrides;
mod pictures;
mod pipes;
mod places;
mod present;
mod present_in_terminal;
mod presenter_remote;
mod printed_output;
mod printed_pages;
mod record_details;
mod reload;
mod roles;
mod save_faults;
mod saves;
mod schema;
mod screens;
mod scripts_round_trip;
mod settings;
mod shell_completions;
mod slow;
mod ssh;
mod ssh_guests;
mod startup;
mod support;
mod tab_key;
mod terminal;
mod terminal_size;
mod themes;
mod thread_limit;
mod tmux;
mod tmux_clipboard;
mod typed_text;
mod usage_errors;
mod user_files;
mod user_tasks;
mod verbs;

use support::dashboard::{
    Size, TODAY, bundled_app, cases, dashboard, draw, fixture_app, fixture_dataset,
};
use support::sandbox::{Output, PROGRAM, Sandbox, files_with_extension, root, tool};
