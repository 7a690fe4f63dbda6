//! `gloact config`: prints all settings, files, flags and environment variables with their
//! defaults.

use crate::app::settings::{SETTINGS, Setting, unquoted};
use crate::cli::documented_variables::VARIABLES;
use crate::cli::table_format_args::TableFormatArgs;
use crate::cli::{GlobalArgs, command, load_dataset, print, profile_loading};
use crate::command::key;
use crate::error::Result;
use crate::export::ExportFormat;
use crate::model::text::sanitize;
use crate::profile::documented_files::{PROFILE_FILES, ProfileFile};
use crate::query::{QueryContext, Table};
use crate::ui::theme::ThemeSet;
use clap::{Arg, Args};
use std::env;
use std::fmt::Write;

/// Print every setting, file, flag and variable with its default
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact config
  gloact config --format json")]
pub(in crate::cli) struct ConfigArgs {
    #[command(flatten)]
    output: TableFormatArgs,
}

impl ConfigArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        if self.output.format == Some(ExportFormat::Markdown) && self.output.file.is_none() {
            return print(&config_markdown());
        }
        let columns = [
            ("kind", "Kind"),
            ("name", "Name"),
            ("value", "Value"),
            ("default", "Default"),
            ("meaning", "Meaning"),
        ];
        let rows = setting_rows().chain(file_rows()).chain(variable_rows());
        let table = Table::from_texts(columns, rows.collect());
        let data = load_dataset(global);
        let context = QueryContext::new(&data, global.today()?);
        self.output.print_rows(global, context, "config", &table)
    }
}

/// Returns a row for each setting, with its value in the user's file.
fn setting_rows() -> impl Iterator<Item = [String; 5]> {
    let settings = profile_loading::load_settings();
    SETTINGS.iter().map(move |setting| {
        let value = sanitize(&unquoted(&settings.get(setting))).into_owned();
        let default = unquoted(&setting.default_value());
        ["setting".into(), setting.key.into(), value, default, setting.description.into()]
    })
}

/// Returns a row for each file, with its path.
fn file_rows() -> impl Iterator<Item = [String; 5]> {
    PROFILE_FILES.iter().map(|file| {
        let path = file.directory.path().map(|folder| folder.join(file.name));
        let path = path.map_or_else(String::new, |path| path.display().to_string());
        let path = sanitize(&path).into_owned();
        ["file".into(), file.name.into(), path, file.without.into(), file.contents.into()]
    })
}

/// Returns a row for each variable, with its value.
fn variable_rows() -> impl Iterator<Item = [String; 5]> {
    VARIABLES.iter().map(|variable| {
        let value = env::var_os(variable.name).unwrap_or_default();
        let value = sanitize(&value.to_string_lossy()).into_owned();
        let [name, default, meaning] = [variable.name, variable.default, variable.meaning];
        ["variable".into(), name.into(), value, default.into(), meaning.into()]
    })
}

/// Returns the tables of docs/config.md.
fn config_markdown() -> String {
    let mut out =
        String::from("### Files\n\n| file | contents | without it |\n| --- | --- | --- |\n");
    for file in PROFILE_FILES {
        let ProfileFile { contents, without, .. } = file;
        let _ = writeln!(out, "| `{}` | {contents} | {without} |", file.usual_path());
    }
    out.push_str("\n### Settings\n\n| setting | value | meaning |\n| --- | --- | --- |\n");
    SETTINGS.iter().for_each(|setting| add_setting(&mut out, setting));
    let names: Vec<String> = key::names().map(|name| format!("`{name}`")).collect();
    out.push_str("\n### Names of keys\n\nA character, also after `ctrl-`, `space`, ");
    let _ = writeln!(out, "{}. `+` joins keys to a sequence, as in `g+n`.", names.join(", "));
    out.push_str("\n### Flags\n\n| flag | meaning | default |\n| --- | --- | --- |\n");
    command().get_arguments().for_each(|flag| add_flag(&mut out, flag));
    out.push_str("\n### Variables\n\n| variable | meaning | default |\n| --- | --- | --- |\n");
    for variable in VARIABLES {
        let _ =
            writeln!(out, "| `{}` | {} | {} |", variable.name, variable.meaning, variable.default);
    }
    out
}

/// Adds a row for each value of a setting, the default first.
fn add_setting(out: &mut String, setting: &Setting) {
    for (index, (value, meaning)) in (setting.values)(&ThemeSet::default()).enumerate() {
        let key = if index == 0 { format!("`{}`", setting.key) } else { String::new() };
        let default = if index == 0 { " (default)" } else { "" };
        let _ = writeln!(out, "| {key} | `{}`{default} | {meaning} |", unquoted(&value));
    }
    if setting.key == "theme" {
        let _ = writeln!(out, "|  | the name of a file in `themes` | a theme of your own |");
    }
    if setting.takes_text {
        let _ = writeln!(out, "|  | any other text | {} |", setting.description);
    }
}

/// Adds the row of a flag.
fn add_flag(out: &mut String, flag: &Arg) {
    let Some(name) = flag.get_long() else { return };
    let values = flag.get_value_names().filter(|_| flag.get_action().takes_values());
    let value = values.map_or_else(String::new, |names| format!(" {}", names.join(" ")));
    let help = flag.get_help().map(ToString::to_string).unwrap_or_default();
    let (meaning, stated) = help.split_once(" [default: ").unwrap_or((&help, ""));
    let defaults = flag.get_default_values().iter().map(|value| value.to_string_lossy());
    let defaults: Vec<_> = defaults.filter(|_| flag.get_action().takes_values()).collect();
    let default = if stated.is_empty() { defaults.join(" ") } else { stated.replace(']', "") };
    let _ = writeln!(out, "| `--{name}{value}` | {meaning} | {default} |");
}
