//! Joins the labels of a cell, and counts those that have no room.

use super::{truncate, width};

/// Joins labels. Those that have no room are left out, and their number stands at the end: "IOM
/// +2".
pub(super) fn fit_labels(labels: &[&str], max_width: u16) -> String {
    let separator = separator(labels);
    let all = labels.join(separator);
    if labels.len() < 2 || width(&all) <= max_width {
        return all;
    }
    let with_rest = |shown: usize| {
        let text = format!("{} +{}", labels[..shown].join(separator), labels.len() - shown);
        (width(&text) <= max_width).then_some(text)
    };
    (1..labels.len()).rev().find_map(with_rest).unwrap_or_else(|| {
        let rest = format!(" +{}", labels.len() - 1);
        format!("{}{rest}", truncate(labels[0], max_width.saturating_sub(width(&rest))))
    })
}

/// Returns the cells of all labels.
pub(super) fn labels_width(labels: &[&str]) -> u16 {
    width(&labels.join(separator(labels)))
}

/// Returns the text between labels: a comma where a label is of several words.
fn separator(labels: &[&str]) -> &'static str {
    if labels.iter().any(|label| label.contains(' ')) { ", " } else { " " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_without_room_are_counted() {
        for (labels, max_width, expected) in [
            (&["UNODC", "IOM", "UNICEF"][..], 16, "UNODC IOM UNICEF"),
            (&["UNODC", "IOM", "UNICEF"], 15, "UNODC IOM +1"),
            (&["UNODC", "IOM", "UNICEF"], 9, "UNODC +2"),
            (&["UNODC", "IOM", "UNICEF"], 7, "UNO… +2"),
            (&["UN Women", "IOM"], 13, "UN Women, IOM"),
            (&["UN Women", "IOM"], 11, "UN Women +1"),
            (&["Ministry of Justice"], 12, "Ministry of Justice"),
        ] {
            assert_eq!(fit_labels(labels, max_width), expected, "{max_width}");
        }
    }
}
