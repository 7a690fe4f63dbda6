//! Makes a report of lines of text: those that are not indented are headings.

use super::Detail;
use super::entry::TextFragment;

/// Returns the report. Blank lines are left out.
pub fn detail(title: &str, text: &str) -> Detail {
    let mut detail = Detail::new(title, "");
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with(' ') {
            detail.push_item(vec![TextFragment::plain(line.trim())]);
        } else {
            detail.push_heading(line);
        }
    }
    detail
}
