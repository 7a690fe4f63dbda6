//! Opens files of IATI that stand in place of a verb: `gloact FILE.xml`.

use crate::profile::iati_file_name::is_iati_file;
use std::ffi::OsString;
use std::path::Path;

/// Returns the arguments with `--programme` before each file of IATI at their beginning.
pub(super) fn name_programmes(args: Vec<OsString>) -> Vec<OsString> {
    let is_file = |arg: &&OsString| {
        let is_flag = arg.as_encoded_bytes().starts_with(b"-");
        !is_flag && is_iati_file(Path::new(arg))
    };
    let files = args.iter().skip(1).take_while(is_file).count();
    let mut named = Vec::with_capacity(args.len() + files);
    for (index, arg) in args.into_iter().enumerate() {
        if (1..=files).contains(&index) {
            named.push("--programme".into());
        }
        named.push(arg);
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_before_a_verb_are_programmes() {
        let args = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<OsString>>();
        for (line, named) in [
            ("gloact a.xml", "gloact --programme a.xml"),
            ("gloact a.xml b.XML list", "gloact --programme a.xml --programme b.XML list"),
            ("gloact check a.xml", "gloact check a.xml"),
            ("gloact --ascii a.xml", "gloact --ascii a.xml"),
            ("gloact", "gloact"),
        ] {
            assert_eq!(name_programmes(args(line)), args(named));
        }
    }
}
