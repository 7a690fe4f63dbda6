//! Replaces the kiosk on systems other than Unix, where privileges cannot be dropped.

use crate::cli::doctor_check::DoctorCheck;
use crate::error::{Error, ErrorKind, Result};
use std::ffi::OsString;

const MESSAGE: &str = "the kiosk needs Unix";

/// Fails: the kiosk does not run here.
pub(super) fn run(_: &[OsString]) -> Result<u8> {
    Err(Error::new(ErrorKind::System, MESSAGE))
}

/// Returns one problem: the kiosk does not run here.
pub(super) fn audit_host(_account: &str) -> Vec<DoctorCheck> {
    vec![DoctorCheck::with_fix("kiosk", MESSAGE, "host the kiosk on Linux or another Unix")]
}
