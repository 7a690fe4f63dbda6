//! The form of a text for searching: lower case, without accents, with the signs of a keyboard.

use super::is_invisible;
use std::iter;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns the sign of a keyboard that a character stands for; other characters stay.
pub fn plain_sign(c: char) -> char {
    match c {
        ' '..='~' => c,
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '〝' | '〞'
        | '〟' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' => '\'',
        // hyphens, dashes and the minus sign
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '、' | '،' => ',',
        // wide forms of ASCII
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// Returns a text in lower case, without accents and invisible characters, and with the signs of a
/// keyboard, so that "cote" finds "Côte" and "2015-2017" finds "2015–2017".
pub fn normalize_for_search(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c) && !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .flat_map(plain_letters)
        .collect()
}

/// Returns the letters of a keyboard for one that Unicode does not decompose, or its plain sign.
fn plain_letters(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ı' => ('i', None),
        'ł' => ('l', None),
        'ŧ' => ('t', None),
        // the end of a Greek word, which has no capital of its own
        'ς' => ('σ', None),
        c => (plain_sign(c), None),
    };
    iter::once(first).chain(second)
}
