//! Calculates the first visible row of a list, so that the selected one is visible.

/// Returns the first visible row so that `selected` is among the `height` rows from it: `top` if
/// possible, else a page up or down. Pure, so that drawing keeps no state.
pub fn scroll_to_show(top: usize, selected: usize, height: usize, len: usize) -> usize {
    let height = height.max(1);
    let top = if selected < top {
        (selected + 1).saturating_sub(height)
    } else if selected >= top + height {
        selected
    } else {
        top
    };
    top.min(len.saturating_sub(height)).min(selected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selected_row_is_always_visible() {
        for height in 0..6usize {
            for len in 1..20 {
                for selected in 0..len {
                    for top in 0..25 {
                        let first = scroll_to_show(top, selected, height, len);
                        let visible = first..first + height.max(1);
                        assert!(visible.contains(&selected), "{top} {selected} {height} {len}");
                    }
                }
            }
        }
    }
}
