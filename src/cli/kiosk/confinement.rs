//! Gives up for good what the kiosk does not need: new privileges, core dumps and written files; on
//! Linux kernels with Landlock also programs, the network, and all files but the host's overrides.

use rustix::process::{Resource, Rlimit, setrlimit};
use std::io;

/// Says that the kernel does not confine the kiosk.
pub const NO_LANDLOCK: &str = "the kernel has no Landlock: only the program itself keeps \
                               guests from programs and files";

/// A limit of zero that cannot be raised again.
const ZERO_LIMIT: Rlimit = Rlimit { current: Some(0), maximum: Some(0) };

/// Confines the process, but lets it write until `drop_file_writes`. Returns whether the kernel
/// confines the process.
pub fn confine() -> io::Result<bool> {
    setrlimit(Resource::Core, ZERO_LIMIT)?;
    #[cfg(target_os = "linux")]
    {
        rustix::thread::set_no_new_privs(true)?;
        // an older kernel enforces the rules it knows, or none: the kiosk runs all the same
        Ok(linux::restrict().unwrap_or(false))
    }
    #[cfg(not(target_os = "linux"))]
    Ok(false)
}

/// Gives up writing, also to files that are open already.
pub fn drop_file_writes() -> io::Result<()> {
    Ok(setrlimit(Resource::Fsize, ZERO_LIMIT)?)
}

/// Returns what this kernel can confine with Landlock, or `None` if it does not have it.
pub fn landlock_scope() -> Option<&'static str> {
    #[cfg(target_os = "linux")]
    return linux::scope();
    #[cfg(not(target_os = "linux"))]
    None
}

#[cfg(target_os = "linux")]
mod linux {
    use crate::profile::directories::HOST_DIR;
    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr,
        RulesetCreatedAttr, RulesetError, RulesetStatus, Scope, path_beneath_rules,
    };

    /// Restricts the process with all rules that the kernel knows. Returns whether it knows any.
    pub fn restrict() -> Result<bool, RulesetError> {
        let abi = ABI::V6;
        let ruleset = Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?;
        // the parent of the overrides folder, which a deployment may replace
        let readable = path_beneath_rules([HOST_DIR], AccessFs::ReadFile | AccessFs::ReadDir);
        let status = ruleset.add_rules(readable)?.restrict_self()?;
        Ok(status.ruleset != RulesetStatus::NotEnforced)
    }

    /// Asks the kernel for rules, but does not apply them.
    pub fn scope() -> Option<&'static str> {
        let strict = || Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
        let has_files =
            strict().handle_access(AccessFs::from_all(ABI::V1)).and_then(Ruleset::create).is_ok();
        let has_network =
            strict().handle_access(AccessNet::from_all(ABI::V4)).and_then(Ruleset::create).is_ok();
        match (has_files, has_network) {
            (false, _) => None,
            (true, false) => Some("files and programs, and from Linux 6.7 on the network"),
            (true, true) => Some("files, programs and the network"),
        }
    }
}
