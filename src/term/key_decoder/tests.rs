//! Tests of the decoder: keys of many terminals, replies, halves of sequences, random bytes.

use super::*;

/// Decodes bytes up to the time-out and returns the events as text.
fn decode_text(bytes: &[u8]) -> String {
    let mut decoder = KeyDecoder::default();
    let mut all = decoder.feed(bytes);
    all.extend(decoder.flush());
    assert_eq!(decoder.timeout(), None);
    display(&all)
}

/// Returns events as text: keys as the screen shows them, pastes in quotation marks.
fn display(events: &[Event]) -> String {
    let display = |event: &Event| match event {
        Event::Key(key) => key::display(*key),
        Event::Paste(text) => format!("{text:?}"),
        Event::Mouse(mouse) => format!("{:?}({}, {})", mouse.kind, mouse.column, mouse.row),
        other => format!("{other:?}"),
    };
    events.iter().map(display).collect::<Vec<_>>().join(" ")
}

#[test]
fn keys_of_known_terminals_are_decoded() {
    for (bytes, keys) in [
        (&b"q"[..], "q"),
        (b"\x1b", "Esc"),
        (b"\x1b[A\x1b[1;2B\x1bOC\x1b[D", "Up Down Right Left"),
        (b"\x1b[H\x1b[4~\x1b[5~\x1b[6~\x1b[3~\x1bOF", "Home End PgUp PgDn Del End"),
        (b"\r\n\t\x1b[Z\x7f\x08", "Enter Enter Tab Shift-Tab Backspace C-h"),
        (b"\x03\x0b\x1f\x00", "C-c C-k C-_ C-Space"),
        ("é日ж".as_bytes(), "é 日 ж"),
        (b"\x1b[27u\x1b[107;5u\x1b[97u", "Esc C-k a"),
        (b"\x1bOM\x1bOq", "Enter 1"),
        (b"\x1b[<0;3;4M\x1b[<0;3;4m\x1b[<64;1;1M", "Down(Left)(2, 3) ScrollUp(0, 0)"),
        // the numeric keypad, in the form of kitty
        (b"\x1b[57400u\x1b[57414u\x1b[57419u", "1 Enter Up"),
        (b"\x1b[200~a\x1b[31m\x03\r\n\x1b[201~q", "\"a\\u{1b}[31m\\u{3}\\r\\n\" q"),
    ] {
        assert_eq!(decode_text(bytes), keys, "{bytes:?}");
    }
}

#[test]
fn a_modifier_never_becomes_another_key() {
    for (bytes, keys) in [
        // Alt with a key arrives as one piece; Esc and a key do not
        (&b"\x1bq\x1b\x7f\x1bb\x1b\r"[..], "Alt-q Alt-Backspace Alt-b Alt-Enter"),
        ("\x1bé".as_bytes(), "Alt-é"),
        (b"\x1b[1;3D\x1b\x1b[C\x1b\x1bOA", "Alt-Left Alt-Right Alt-Up"),
        (b"\x1b[1;5D\x1bOc\x1bO5D\x1bO2P", "C-Left C-Right C-Left"),
        (b"\x1b\x1b", "Esc Esc"),
        (b"\x1b\x1bq", "Esc Alt-q"),
        // xterm's modifyOtherKeys, and CSI u
        (b"\x1b[27;5;107~\x1b[27;3;113~\x1b[113;3u", "C-k Alt-q Alt-q"),
        (b"\x1b[101;2u\x1b[99;6u\x1b[49:33;2u", "E C-C !"),
        // Super, Hyper and Meta; a key that is let go
        (b"\x1b[101;9u\x1b[113;33u\x1b[1;9A", ""),
        (b"\x1b[113;1:1u\x1b[113;1:3u\x1b[1;1:3A", "q"),
        // reports of the mouse in three bytes
        (b"\x1b[M q%\x1b[M#eE", "Down(Left)(80, 4)"),
        // eight bits
        (b"\x9bD\x8fA", "Left Up"),
    ] {
        assert_eq!(decode_text(bytes), keys, "{bytes:?}");
    }
    for (first, second, keys) in [
        ("\x1b", "q", "Esc q"),
        ("\x1b", "[", "Esc ["),
        ("\x1b", "[A", "Up"),
        ("\x1b", "é", "Esc é"),
    ] {
        let mut decoder = KeyDecoder::default();
        let mut all = decoder.feed(first.as_bytes());
        all.extend(decoder.feed(second.as_bytes()));
        all.extend(decoder.flush());
        assert_eq!(display(&all), keys, "{first:?} {second:?}");
    }
    // a long sequence behind two ESC
    assert_eq!(decode_text(format!("\x1b\x1b[{}~q", "1;".repeat(500)).as_bytes()), "q");
}

#[test]
fn after_a_reply_or_half_a_sequence_the_next_key_is_heard() {
    let halves = [
        "\x1b[",
        "\x1b[?",
        "\x1b[<",
        "\x1b[<0;0;0",
        "\x1b[1;",
        "\x1bO",
        "\x1bP",
        "\x1b]11;rgb:",
        "\x1b_",
        "\x1b[?2026;2$",
        "\x1b[[",
        "\x1b[M",
        "\x1b[M !",
        "\x1bO5",
        "\x1b\x1b[",
        "\x1b[200~abc",
    ];
    for half in halves {
        let mut decoder = KeyDecoder::default();
        decoder.feed(half.as_bytes());
        assert!(decoder.timeout().is_some(), "{half:?}");
        decoder.flush();
        assert_eq!(display(&decoder.feed(b"q")), "q", "{half:?}");
        // at once it may be taken for the end of the sequence; Ctrl-C is not
        let mut decoder = KeyDecoder::default();
        decoder.feed(half.as_bytes());
        if !half.contains("200~") {
            assert!(display(&decoder.feed(b"\x03")).ends_with("C-c"), "{half:?}");
        }
    }
    for reply in [
        "\x1b[?2026;2$y",
        "\x1b[?62;22c",
        "\x1b[12;40R",
        "\x1b]11;rgb:0/0/0\x07",
        "\x1bP1$r0m\x1b\\",
        "\x1b[<0;0;0M",
        "\x1b[<35;10;20m",
        "\x1b[I",
        "\x1b[99999999999999999999999999999999~",
        "\x1b[[A",
        "\x1b[15~",
    ] {
        assert_eq!(decode_text(format!("{reply}q").as_bytes()), "q", "{reply:?}");
    }
    let long = format!("\x1b[{}~q", "1;".repeat(5000));
    assert_eq!(decode_text(long.as_bytes()), "q");
    let long = format!("\x1b]52;c;{}\x07q", "x".repeat(100_000));
    assert_eq!(decode_text(long.as_bytes()), "q");
    assert_eq!(decode_text(b"\xff\xc3(\xe2\x82q"), "( q");
}

#[test]
fn a_long_paste_is_cut_to_the_limit() {
    let text = format!("\x1b[200~{}\x1b[201~q", "é".repeat(100_000));
    let mut decoder = KeyDecoder::default();
    let all = decoder.feed(text.as_bytes());
    assert!(
        matches!(&all[..], [Event::Paste(text), Event::Key(_)] if text.len() <= MAX_PASTE_BYTES + 6),
        "{}",
        all.len()
    );
}

#[test]
fn after_any_bytes_the_next_key_is_heard() {
    bolero::check!().with_iterations(2000).with_max_len(300).for_each(|bytes: &[u8]| {
        let mut decoder = KeyDecoder::default();
        for byte in bytes {
            decoder.feed(&[*byte]);
            assert!(decoder.pending.len() <= MAX_SEQUENCE_BYTES);
        }
        decoder.flush();
        assert_eq!(decoder.timeout(), None);
        assert_eq!(display(&decoder.feed(b"q")), "q");
    });
}

proptest::proptest! {
    #[test]
    fn the_size_of_reads_does_not_matter(
        keys in "(\u{1b}\\[[ABZ]|\u{1b}\\[5~|[a-z]|é|\u{1b}\\[200~[a-z]{0,5}\u{1b}\\[201~){0,20}",
        size in 1usize..7,
    ) {
        let (mut whole, mut cut) = (KeyDecoder::default(), KeyDecoder::default());
        let pieces = keys.as_bytes().chunks(size);
        let pieces: Vec<Event> = pieces.flat_map(|piece| cut.feed(piece)).collect();
        proptest::prop_assert_eq!(whole.feed(keys.as_bytes()), pieces);
    }
}

/// The answers to the question for the background, as a terminal sends them.
const ANSWERS: &[u8] = b"\x1b]11;rgb:1212/1616/1c1c\x1b\\\x1b[?62;22c";

#[test]
fn a_reply_is_taken_and_never_becomes_keys() {
    let replies = [TerminalReply::Background([18, 22, 28]), TerminalReply::Attributes];
    for split in 0..=ANSWERS.len() {
        let (first, second) = ANSWERS.split_at(split);
        let mut decoder = KeyDecoder::default();
        let events = [decoder.feed(first), decoder.feed(second), decoder.feed(b"q")].concat();
        assert_eq!(display(&events), "q", "{split}");
        assert_eq!(decoder.take_replies(), replies, "{split}");
        assert_eq!(decoder.take_replies(), []);
    }
    let mut decoder = KeyDecoder::default();
    let events: Vec<Event> = ANSWERS.iter().flat_map(|byte| decoder.feed(&[*byte])).collect();
    assert_eq!(display(&events), "");
    assert_eq!(decoder.take_replies(), replies);
}

#[test]
fn the_rest_of_a_reply_that_comes_too_late_is_no_key() {
    for split in 0..=ANSWERS.len() {
        let (first, second) = ANSWERS.split_at(split);
        let mut decoder = KeyDecoder::default();
        let mut events = decoder.feed(first);
        // the time-out is over
        events.extend(decoder.flush());
        events.extend(decoder.feed(second));
        events.extend(decoder.feed(b"q"));
        let keys = display(&events);
        // a lone ESC is the key Esc; the first byte of a sequence with a letter is Alt
        let keys = keys.trim_start_matches("Esc ").trim_start_matches("Alt-] ");
        assert_eq!(keys.trim_start_matches("Alt-[ "), "q", "{split}");
        assert_eq!(decoder.take_replies().len(), 2, "{split}");
    }
}
