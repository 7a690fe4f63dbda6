//! Replaces symbols by ASCII where only that is safe. Letters stay as they are.

use std::borrow::Cow;

/// Returns the replacement of a symbol. One on the screen has a width of one cell.
pub fn ascii_symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '…' => "~",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '·' => "-",
        '•' => "*",
        '→' | '›' => ">",
        '←' | '‹' => "<",
        '↑' => "^",
        '↓' => "v",
        '×' => "x",
        '≠' => "!",
        'Δ' => "%",
        '≤' => "<=",
        '≥' => ">=",
        '“' | '”' | '„' | '‟' | '«' | '»' => "\"",
        '‘' | '’' | '‚' | '‛' => "'",
        '█' => "#",
        '€' => "EUR",
        '\u{a0}' | '\u{2007}' | '\u{202f}' => " ",
        _ => return None,
    })
}

/// Replaces the symbols of a text.
pub fn asciify(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match ascii_symbol(c) {
            Some(ascii) => out.push_str(ascii),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_become_ascii_and_letters_stay() {
        for (text, ascii) in [
            ("plain", "plain"),
            ("2015–2019 · €11 million", "2015-2019 - EUR11 million"),
            ("“Côte d’Ivoire”…", "\"Côte d'Ivoire\"~"),
            ("日本語 ≠ Непал", "日本語 ! Непал"),
        ] {
            assert_eq!(asciify(text), ascii);
        }
    }
}
