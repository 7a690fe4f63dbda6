//! A sector or region as the data state it: a name with a code and a share in percent.

/// The sum of shares, and how far from it a sum of decimals may be.
const WHOLE: f64 = 100.0;
const TOLERANCE: f64 = 1e-6;

/// The parts of a text such as "South Asia (679), 40%".
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ShareLabel<'a> {
    pub(super) name: &'a str,
    pub(super) code: Option<&'a str>,
    pub(super) share: Option<&'a str>,
}

impl<'a> ShareLabel<'a> {
    pub(super) fn parse(text: &'a str) -> ShareLabel<'a> {
        let text = text.trim();
        let with_share = text.rsplit_once(", ").and_then(|(head, tail)| {
            let share = tail.strip_suffix('%')?;
            share_value(share).map(|_| (head, share))
        });
        let (label, share) = with_share.map_or((text, None), |(head, share)| (head, Some(share)));
        let with_code = label.strip_suffix(')').and_then(|label| label.rsplit_once('('));
        let is_code =
            |code: &&str| !code.is_empty() && code.bytes().all(|it| it.is_ascii_alphanumeric());
        match with_code.filter(|(_, code)| is_code(code)) {
            Some((name, code)) => ShareLabel { name: name.trim(), code: Some(code), share },
            None => ShareLabel { name: label, code: None, share },
        }
    }

    /// Returns the text again, as an import of the elements makes it.
    pub(super) fn to_text(self) -> String {
        let code = match (self.name, self.code) {
            ("", Some(code)) => code.to_string(),
            (name, Some(code)) => format!("{name} ({code})"),
            (name, None) => name.to_string(),
        };
        self.share.map_or(code.clone(), |share| format!("{code}, {share}%"))
    }

    /// Returns whether it stands for the whole: it has no share, or all.
    pub(super) fn is_whole(self) -> bool {
        is_whole(self.share)
    }
}

/// Returns whether a share is not stated, or is all.
pub(super) fn is_whole(share: Option<&str>) -> bool {
    share.and_then(share_value).is_none_or(|share| share == WHOLE)
}

/// Returns whether all shares are stated and add up to 100.
pub(super) fn add_up<'a>(shares: impl IntoIterator<Item = Option<&'a str>>) -> bool {
    let mut sum = 0.0;
    for share in shares {
        match share.and_then(share_value) {
            Some(share) => sum += share,
            None => return false,
        }
    }
    (sum - WHOLE).abs() < TOLERANCE
}

/// Returns a share in percent, written as XML Schema writes decimals.
fn share_value(share: &str) -> Option<f64> {
    let is_decimal = share.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    share.parse::<f64>().ok().filter(|value| is_decimal && (0.0..=WHOLE).contains(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_a_code_and_a_share() {
        for (text, name, code, share) in [
            ("South Asia (679), 40%", "South Asia", Some("679"), Some("40")),
            ("Water, rivers (14010)", "Water, rivers", Some("14010"), None),
            ("Water, 12.5%", "Water", None, Some("12.5")),
            ("Water (of rivers)", "Water (of rivers)", None, None),
            ("Water, 120%", "Water, 120%", None, None),
            ("(14010)", "", Some("14010"), None),
        ] {
            let label = ShareLabel::parse(text);
            assert_eq!(label, ShareLabel { name, code, share });
            assert_eq!(label.to_text() == text, text != "(14010)", "{text}");
        }
        assert!(add_up([Some("60.5"), Some("39.5")]) && !add_up([Some("60"), None]));
        assert!(!add_up([Some("33.3"), Some("33.3"), Some("33.3")]));
    }
}
