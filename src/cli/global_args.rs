//! The flags that every verb takes, and the options of the dashboard that follow from them.

use super::flag_values::{parse_bytes, parse_day};
use super::profile_loading;
use super::stderr_messages::warn;
use super::stdout_style::{ColourChoice, stdout_capabilities};
use super::theme_files;
use crate::app::appearance::AppearanceInputs;
use crate::error::{Error, ErrorKind, Result};
use crate::import::iati::LanguageOrder;
use crate::model::text::sanitize;
use crate::profile::layer_options::LayerOptions;
use crate::profile::pipe_texts::PipeTexts;
use crate::profile::programme_source::{ProgrammeSource, distinct, programme_dirs};
use crate::profile::shown_programmes::ShownProgrammes;
use crate::store::layer::DEFAULT_MAX_BYTES;
use crate::ui::capabilities::{Capabilities, ColorDepth};
use crate::ui::glyphs::{ASCII, Glyphs, UNICODE};
use crate::ui::theme::Theme;
use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::env;
use std::fs;
use std::path::PathBuf;

/// The error about a terminal on which no screen can be drawn.
pub(super) const NO_CURSOR_ADDRESSING: &str = "the terminal cannot position the cursor (TERM=dumb)";

/// The theme where neither a flag nor the terminal chooses another.
pub(super) const DEFAULT_THEME: &str = "dark";

/// The file of the local time zone on Unix.
const LOCAL_TIME_ZONE: &str = "/etc/localtime";

/// Flags that stand before or after a verb.
#[derive(Args, Clone, Debug, Default, PartialEq)]
#[command(next_help_heading = "Global options")]
pub(super) struct GlobalArgs {
    /// Run a script first: 'go countries; filter nepal'
    #[arg(
        long = "do",
        id = "do",
        value_name = "SCRIPT",
        global = true,
        allow_hyphen_values = true
    )]
    pub(super) script: Option<String>,
    /// Show another programme: a folder, or a name from gloact programmes; repeat it for several
    #[arg(long, value_name = "PROGRAMME", global = true)]
    pub(super) programme: Vec<PathBuf>,
    /// Apply an override file on top of all others; may be repeated
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) data: Vec<PathBuf>,
    /// Maximum size of an override file, e.g. 64MB [default: 256MiB]
    #[arg(
        long,
        value_name = "SIZE",
        global = true,
        value_parser = parse_bytes,
        allow_negative_numbers = true
    )]
    pub(super) max_bytes: Option<u64>,
    /// The language of texts in files of IATI, e.g. fr [default: en]
    #[arg(long, value_name = "CODE", global = true)]
    pub(super) lang: Option<String>,
    /// Use this day as today
    #[arg(long, value_name = "YYYY-MM-DD", global = true)]
    pub(super) today: Option<String>,
    /// Use a theme: auto, dark, light, high-contrast, projector, or your own
    #[arg(long, value_name = "NAME", global = true)]
    pub(super) theme: Option<String>,
    /// When to use colour in output: auto, always, never
    #[arg(
        long,
        value_name = "WHEN",
        global = true,
        default_value = "auto",
        hide_possible_values = true
    )]
    pub(super) color: ColourChoice,
    /// Use ASCII characters only
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    #[arg(skip)]
    pub(super) pipes: PipeTexts,
    /// The programmes that are shown; see [`GlobalArgs::choose_programmes`].
    #[arg(skip)]
    pub(super) shown: ShownProgrammes,
}

/// Returns the local time zone. jiff lists all zones on the disk to find the name of the local one;
/// a day needs only its file.
fn local_time_zone() -> TimeZone {
    if env::var_os("TZ").is_none()
        && let Ok(zone) = fs::read(LOCAL_TIME_ZONE)
        && let Ok(zone) = TimeZone::tzif("", &zone)
    {
        return zone;
    }
    TimeZone::system()
}

impl GlobalArgs {
    /// Returns the day of `--today`, else the calendar day in the local time zone.
    pub(super) fn today(&self) -> Result<Date> {
        match &self.today {
            None => Ok(Timestamp::now().to_zoned_datetime(local_time_zone()).date()),
            Some(text) => parse_day("--today", text),
        }
    }

    pub(super) fn glyphs(&self) -> Glyphs {
        if self.ascii { ASCII } else { UNICODE }
    }

    /// Returns the theme of `--theme` with exact colours, as screenshots show it.
    pub(super) fn theme(&self) -> Result<Theme> {
        let name = self.theme.as_deref().unwrap_or(DEFAULT_THEME);
        // the user's own are read only if they are needed
        Theme::by_name(name).or_else(|_| theme_files::load_themes().by_name(name))
    }

    /// Fails if the terminal cannot position the cursor, and names the alternative.
    pub(super) fn require_cursor_addressing(&self) -> Result<()> {
        if !stdout_capabilities().is_dumb {
            return Ok(());
        }
        Err(Error::new(ErrorKind::System, NO_CURSOR_ADDRESSING)
            .with_hint("gloact PANE --format text prints a pane as text"))
    }

    /// Returns true if text has only ASCII symbols: a flag, the settings, the locale or the
    /// terminal decide.
    pub(super) fn needs_ascii(&self) -> bool {
        let (terminal, ascii) = (stdout_capabilities(), self.ascii);
        AppearanceInputs { terminal, ascii, ..AppearanceInputs::default() }
            .needs_ascii(&profile_loading::load_settings())
    }

    /// Returns the inputs for the appearance of a dashboard on this terminal.
    pub(super) fn appearance_inputs(&self) -> AppearanceInputs {
        AppearanceInputs {
            terminal: stdout_capabilities(),
            theme: self.theme.clone(),
            ascii: self.ascii,
            themes: theme_files::load_themes(),
        }
    }

    /// Returns the inputs for the appearance of screenshots, which do not depend on this terminal.
    pub(super) fn picture_appearance_inputs(&self) -> AppearanceInputs {
        AppearanceInputs {
            terminal: Capabilities {
                colors: ColorDepth::True,
                has_braille: true,
                ..Capabilities::default()
            },
            theme: Some(self.theme.clone().unwrap_or_else(|| DEFAULT_THEME.into())),
            ascii: self.ascii,
            themes: theme_files::load_themes(),
        }
    }

    /// Chooses the programmes to show: those of flags, else of `GLOACT_PROGRAMME`, else of the
    /// settings, else the bundled one. A setting that leads nowhere is reported by the validator.
    ///
    /// # Errors
    /// Fails if a flag or the variable names no programme, or two of the same name.
    pub(super) fn choose_programmes(&self) -> Result<()> {
        let variable = env::var_os("GLOACT_PROGRAMME").unwrap_or_default();
        // a list of paths, as in KUBECONFIG
        let listed = env::split_paths(&variable).filter(|word| !word.as_os_str().is_empty());
        let listed: Vec<PathBuf> = listed.collect();
        let programmes = if !self.programme.is_empty() {
            named_programmes(&self.programme, "--programme")?
        } else if !listed.is_empty() {
            named_programmes(&listed, "GLOACT_PROGRAMME")?
        } else {
            profile_loading::programme_setting(&profile_loading::load_settings()).0
        };
        self.shown.set(programmes);
        Ok(())
    }

    /// Returns the languages of texts that a file has in several: that of the flag, then those of
    /// the setting.
    pub(super) fn languages(&self) -> LanguageOrder {
        let settings = profile_loading::load_settings().texts("language");
        LanguageOrder::new(self.lang.iter().chain(&settings).map(String::as_str))
    }

    /// Returns the maximum size of a file, in bytes.
    pub(super) fn max_bytes(&self) -> u64 {
        self.max_bytes.unwrap_or(DEFAULT_MAX_BYTES)
    }

    /// Returns the first of the programmes that are shown, whose bookmarks and overrides change.
    pub(super) fn first_programme(&self) -> ProgrammeSource {
        self.shown.first()
    }

    /// Returns which override files to read besides the usual ones, and how large they may be.
    pub(super) fn layer_options(&self) -> LayerOptions {
        LayerOptions {
            programmes: self.shown.get(),
            files: self.data.clone(),
            max_bytes: self.max_bytes(),
            pipes: self.pipes.clone(),
            languages: self.languages(),
        }
    }
}

/// Returns the programmes that flags or a variable name.
fn named_programmes(words: &[PathBuf], named_by: &'static str) -> Result<Vec<ProgrammeSource>> {
    let mut programmes = Vec::new();
    for word in words {
        let programme = ProgrammeSource::find(word, named_by)?;
        warn_shadowed(&programme);
        programmes.push(programme);
    }
    let (programmes, clash) = distinct(programmes);
    clash.map_or(Ok(programmes), Err)
}

/// Says which of two folders is shown if one here has the name of a programme elsewhere.
fn warn_shadowed(programme: &ProgrammeSource) {
    if let Some(other) = programme.shadowed_folder(&programme_dirs()) {
        let (name, other) = (&programme.name, sanitize(&other.display().to_string()).into_owned());
        warn(&format!("the folder {name} here is shown, not {other}: ./{name} names it alone"));
    }
}
