//! The Latin letters in the places of Cyrillic and Greek ones on a keyboard.

use super::key::KeyCode;

/// The keys of each row of a keyboard: Latin letters, then Cyrillic and Greek ones.
const KEYBOARD_ROWS: &[(&str, &[&str])] = &[
    ("qwertyuiop[]", &["йцукенгшщзхъ", ";ςερτυθιοπ[]"]),
    ("asdfghjkl;'", &["фывапролджэ", "ασδφγηξκλ΄'"]),
    ("zxcvbnm,./", &["ячсмитьбю.", "ζχψωβνμ,./"]),
    ("QWERTYUIOP{}", &["ЙЦУКЕНГШЩЗХЪ", ":΅ΕΡΤΥΘΙΟΠ{}"]),
    ("ASDFGHJKL:\"", &["ФЫВАПРОЛДЖЭ", "ΑΣΔΦΓΗΞΚΛ¨\""]),
    ("ZXCVBNM<>?", &["ЯЧСМИТЬБЮ,", "ΖΧΨΩΒΝΜ<>?"]),
];

/// Returns the Latin letter in the place of a Cyrillic or Greek one; other keys stay.
pub(super) fn latin_equivalent(code: KeyCode) -> KeyCode {
    let KeyCode::Char(c) = code else { return code };
    if c.is_ascii() {
        return code;
    }
    let latin = KEYBOARD_ROWS.iter().find_map(|(latin, rows)| {
        let index = rows.iter().find_map(|row| row.chars().position(|other| other == c))?;
        latin.chars().nth(index)
    });
    KeyCode::Char(latin.unwrap_or(c))
}
