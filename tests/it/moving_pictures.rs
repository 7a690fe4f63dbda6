//! A moving picture shows each screen, exactly and in its time.

use crate::{Sandbox, root};

const SIZE: &str = "100x30";
const SCRIPTS: [&str; 5] =
    ["go countries", "filter region:north", "open", "go matrix", "go countries"];

fn screenshot(scripts: &[&str], more: &[&str]) -> String {
    let fixture = root().join("tests/fixtures/programme").display().to_string();
    let options = ["--size", SIZE, "--programme", &fixture, "--today", "2026-11-22"];
    let output = Sandbox::new().run(&[&["screenshot"], scripts, &options[..], more].concat());
    assert_eq!((output.code, output.err.as_str()), (0, ""));
    output.out
}

/// Returns the texts and areas of a still picture, sorted.
fn elements(picture: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = picture.lines().filter(|line| is_element(line)).collect();
    lines.sort_unstable();
    lines
}

fn is_element(line: &str) -> bool {
    line.starts_with("<text ") || line.starts_with("<rect x=")
}

/// Returns the elements that a moving picture shows at a time, in percent of its length, sorted.
fn elements_at(picture: &str, percent: f64) -> Vec<&str> {
    let mut shown = Vec::new();
    let mut is_visible = true;
    for line in picture.lines() {
        if let Some(class) = line.strip_prefix("<g class=\"").and_then(|s| s.strip_suffix("\">")) {
            is_visible = is_class_visible(picture, class, percent);
        } else if line.starts_with("<g") {
            is_visible = true;
        } else if is_element(line) && is_visible {
            shown.push(line);
        }
    }
    shown.sort_unstable();
    shown
}

/// Reads the keyframes of a class: `@keyframes NAME{0.00%{visibility:hidden}…}`.
fn is_class_visible(picture: &str, class: &str, percent: f64) -> bool {
    let frames = picture.split_once(&format!("@keyframes {class}{{")).unwrap().1;
    let frames = frames.lines().next().unwrap().split('}').rev();
    let mut frames = frames.filter_map(|frame| frame.split_once("%{visibility:"));
    let is_begun = |frame: &(&str, &str)| frame.0.parse::<f64>().unwrap() <= percent;
    frames.find(is_begun).unwrap().1 == "visible"
}

#[test]
fn each_frame_is_the_screen_after_its_script() {
    let moving = screenshot(&SCRIPTS, &["--seconds", "2"]);
    assert!(moving.contains(" 10s step-end infinite"));
    for number in 0..SCRIPTS.len() {
        let still = screenshot(&[&SCRIPTS[..=number].join("; ")], &[]);
        let time = (number as f64 + 0.5) * 100.0 / SCRIPTS.len() as f64;
        let mut shown = elements_at(&moving, time);
        // the line below the screen is the script
        let caption = format!(">{}/5\u{a0}\u{a0}{}</text>", number + 1, SCRIPTS[number]);
        let place = shown.iter().position(|line| line.ends_with(&caption)).unwrap();
        shown.remove(place);
        assert_eq!(shown, elements(&still), "{}", SCRIPTS[number]);
    }
}

#[test]
fn texts_of_several_frames_are_written_once() {
    let moving = screenshot(&SCRIPTS, &[]);
    let mut texts: Vec<&str> = moving.lines().filter(|line| line.starts_with("<text ")).collect();
    texts.sort_unstable();
    let length = texts.len();
    texts.dedup();
    assert_eq!(texts.len(), length);
}

#[test]
fn a_viewer_without_animations_shows_the_first_frame() {
    let moving = screenshot(&SCRIPTS, &[]);
    assert!(moving.contains("@media (prefers-reduced-motion:reduce){g{animation:none!important}}"));
    for rule in moving.split("\n.f").skip(1) {
        let (class, rest) = rule.split_once("{visibility:").unwrap();
        let is_first = is_class_visible(&moving, &format!("f{class}"), 0.0);
        assert_eq!(rest.starts_with("visible"), is_first, "f{class}");
    }
}

#[test]
fn a_text_shows_one_screen() {
    let output = Sandbox::new().run(&["screenshot", "go map", "open", "--format", "text"]);
    assert_eq!(output.code, 2);
    assert!(output.err.contains("does not move") && output.err.contains("--format svg"));
    let output = Sandbox::new().run(&["screenshot", "go map", "open", "--seconds", "0"]);
    assert_eq!(output.code, 2, "{}", output.all_output());
}

#[test]
fn the_tour_of_the_readme_is_small() {
    let picture = root().join("screenshots/tour.svg");
    let bytes = std::fs::metadata(picture).unwrap().len();
    assert!(bytes <= 1_000_000, "{bytes} bytes");
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("](screenshots/tour.svg)"));
}
