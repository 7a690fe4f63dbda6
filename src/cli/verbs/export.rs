//! `gloact export iati`: publishes the programme in a format of the field.

use crate::cli::{GlobalArgs, load_for_output, print, warn};
use crate::error::{Error, Result};
use crate::export::iati::{IatiExportOptions, ReportingOrg, iati_file};
use crate::model::iati_codes::ORGANISATION_TYPE;
use crate::model::text::sanitize;
use crate::profile::atomic_file::replace_file;
use crate::store::Dataset;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use std::env;
use std::path::PathBuf;

/// Publish the programme as a file of another standard
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact export iati -o programme.xml
  gloact export iati --split-objectives --reporting-org XM-DAC-41128 --reporting-name UNODC")]
pub(in crate::cli) struct ExportArgs {
    /// The standard: that of the International Aid Transparency Initiative, version 2.03
    standard: Standard,
    /// Publish each objective as an activity, not as a description of its phase
    #[arg(long)]
    split_objectives: bool,
    /// The identifier of the publisher, as registered with IATI
    #[arg(long, value_name = "REF", value_parser = parse_reference)]
    reporting_org: Option<String>,
    /// The name of the publisher
    #[arg(long, value_name = "NAME")]
    reporting_name: Option<String>,
    /// The type of the publisher: a code of the list OrganisationType, such as 40 for multilateral
    #[arg(long, value_name = "CODE", value_parser = parse_organisation_type)]
    reporting_type: Option<String>,
    /// The sector of records that state none: a purpose code of the OECD DAC
    #[arg(long, value_name = "CODE", value_parser = parse_sector)]
    sector: Option<String>,
    /// The language of the texts
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = parse_language)]
    language: String,
    /// Write to this file
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    file: Option<PathBuf>,
}

/// A standard of the field.
#[derive(Clone, Copy, ValueEnum)]
enum Standard {
    Iati,
}

impl ExportArgs {
    pub(super) fn run(&self, global: &GlobalArgs) -> Result<u8> {
        match self.standard {
            Standard::Iati => self.export_iati(global),
        }
    }

    fn export_iati(&self, global: &GlobalArgs) -> Result<u8> {
        let data = load_for_output(global)?;
        let today = global.today()?;
        let options = IatiExportOptions {
            reporting_org: self.reporting_org(&data),
            splits_objectives: self.split_objectives,
            sector: self.sector.clone(),
            language: self.language.clone(),
            today,
            generated: generated_time(today)?,
        };
        let file = iati_file(&data, &options)?;
        match &self.file {
            Some(path) => {
                replace_file(path, file.text.as_bytes())?;
                let noun = if file.activity_count == 1 { "activity" } else { "activities" };
                let name = path.display().to_string();
                print(&format!("{} {noun} written to {}\n", file.activity_count, sanitize(&name)))?;
            }
            None => {
                print(&file.text)?;
            }
        }
        if !file.omissions.is_empty() {
            warn("the elements of IATI cannot state all:");
        }
        for omission in &file.omissions {
            warn(&format!("  {omission}"));
        }
        Ok(0)
    }

    /// Returns the publisher of the flags, else the agency that answers for the programme.
    fn reporting_org(&self, data: &Dataset) -> ReportingOrg {
        let (mut org, is_registered) = ReportingOrg::of_data(data);
        if let Some(reference) = &self.reporting_org {
            org.reference.clone_from(reference);
        } else if !is_registered {
            warn(&format!("{}; --reporting-org REF --reporting-name NAME names one", org.remark()));
        }
        if let Some(name) = self.reporting_name.as_ref().filter(|name| !name.trim().is_empty()) {
            org.name.clone_from(name);
        }
        if let Some(org_type) = &self.reporting_type {
            org.org_type.clone_from(org_type);
        }
        org
    }
}

/// Returns the time of the file: that of the variable by which others repeat a build, else the
/// start of today.
fn generated_time(today: Date) -> Result<String> {
    let Some(seconds) = env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(format!("{today}T00:00:00Z"));
    };
    let seconds = seconds.to_string_lossy();
    let time = seconds.trim().parse().ok().and_then(|it| Timestamp::from_second(it).ok());
    let invalid = || {
        let value = sanitize(&seconds).into_owned();
        Error::usage(format!("invalid value \"{value}\" of SOURCE_DATE_EPOCH"))
            .with_hint("expected seconds since 1970, such as 1764500000")
    };
    time.map(|time| time.to_string()).ok_or_else(invalid)
}

fn parse_reference(text: &str) -> Result<String, String> {
    let is_forbidden = |c: char| c.is_whitespace() || c.is_control() || "/&|?".contains(c);
    if text.is_empty() || text.contains(is_forbidden) {
        return Err(
            "expected an identifier such as XM-DAC-41128, without blanks, /, &, | and ?".into()
        );
    }
    Ok(text.into())
}

fn parse_organisation_type(text: &str) -> Result<String, String> {
    if ORGANISATION_TYPE.has(text) {
        return Ok(text.into());
    }
    let codes = ORGANISATION_TYPE.entries().iter().map(|(code, word)| format!("{code} {word}"));
    Err(format!("expected one of {}", codes.collect::<Vec<_>>().join(", ")))
}

fn parse_sector(text: &str) -> Result<String, String> {
    let is_code = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| text.into()).ok_or_else(|| "expected five digits, such as 15190".into())
}

fn parse_language(text: &str) -> Result<String, String> {
    let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code.then(|| text.into()).ok_or_else(|| "expected two letters, such as en".into())
}
