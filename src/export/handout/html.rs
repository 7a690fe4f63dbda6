//! Prints handouts as one HTML file without scripts, with one slide a printed page.

use super::{HandoutPage, is_web_url};
use crate::detail::{Detail, DetailEntry, DetailEntryKind, PaneContent};
use crate::query::{CellValue, Table};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// With more footnotes, the picture on a printed page is smaller.
const MAX_FOOTNOTES_AT_FULL_SIZE: usize = 5;

const STYLE: &str = include_str!("../deck.css");

/// Returns the HTML file: the title of the deck, a line about its data, and the slides, each with
/// its title.
pub fn html(title: &str, about: &str, slides: &[(String, String)]) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (title) }
                    p { (about) }
                    nav aria-label="Slides" {
                        ol {
                            @for (number, (title, _)) in slides.iter().enumerate() {
                                li { a href={ "#slide-" (number + 1) } { (title) } }
                            }
                        }
                    }
                }
                main { @for (_, slide) in slides { (PreEscaped(slide)) } }
            }
        }
    };
    page.into_string()
}

/// Returns one slide of the HTML file.
pub fn html_slide(page: &HandoutPage) -> String {
    let id = format!("slide-{}", page.number);
    // where there are many footnotes, a printed page has a smaller picture
    let many = (page.footnotes.len() > MAX_FOOTNOTES_AT_FULL_SIZE).then_some("many");
    let section = html! {
        section id=(id) aria-labelledby={ (id) "-title" } class=[many] {
            h2 id={ (id) "-title" } { (page.title) }
            @for [dark, light] in &page.pictures {
                // the words of a picture follow as words
                div class="picture" aria-hidden="true" {
                    div class="dark" { (PreEscaped(dark)) }
                    div class="light" { (PreEscaped(light)) }
                }
            }
            @if page.page_count > page.pictures.len() {
                p class="low" {
                    (page.pictures.len()) " of " (page.page_count)
                    " pages are pictures; all of them follow as text."
                }
            }
            div class="words" {
                (paragraphs_html(&page.text))
                @match &page.content {
                    Some(PaneContent::Rows(table, below)) => {
                        (table_html(table, page))
                        @for line in below { p class="low" { (line) } }
                    }
                    Some(PaneContent::Picture(table)) => (table_html(table, page)),
                    Some(PaneContent::Record(detail)) => (record_html(detail, page)),
                    None => {}
                }
                @if let Some(legend) = page.legend { p class="low" { (legend) } }
            }
            @if !page.footnotes.is_empty() {
                ol class="footnotes" aria-label="Contradictions between sources" {
                    @for (number, (_, words)) in page.footnotes.iter().enumerate() {
                        li id={ (id) "-note-" (number + 1) } { (words) }
                    }
                }
            }
            @if !page.note.is_empty() { aside aria-label="Notes" { (paragraphs_html(&page.note)) } }
            @if !page.sources.is_empty() {
                div class="sources" {
                    h3 { "Sources" }
                    ul {
                        @for (title, address) in &page.sources {
                            li {
                                @match address.as_deref().filter(|address| is_web_url(address)) {
                                    Some(address) => a href=(address) { (title) },
                                    None => (title),
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    section.into_string()
}

fn paragraphs_html(text: &str) -> Markup {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    html! {
        @for group in lines.chunk_by(|a, b| a.starts_with("- ") && b.starts_with("- ")) {
            @if group[0].starts_with("- ") {
                ul { @for line in group { li { (line.trim_start_matches("- ")) } } }
            } @else {
                @for line in group { p { (line) } }
            }
        }
    }
}

/// Returns the footnotes on a record or on a value in it, as links.
fn footnote_links(page: &HandoutPage, place: &str) -> Markup {
    let of = |(at, (of, _)): (usize, &(String, String))| {
        let inside =
            of.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        (inside && !place.is_empty()).then_some(at + 1)
    };
    let numbers: Vec<usize> = page.footnotes.iter().enumerate().filter_map(of).collect();
    html! {
        @if !numbers.is_empty() {
            sup {
                "≠"
                @for number in numbers {
                    " " a href={ "#slide-" (page.number) "-note-" (number) } { (number) }
                }
            }
        }
    }
}

/// Returns the footnotes on the record of a row, as links.
fn row_footnotes(page: &HandoutPage, table: &Table, row: usize) -> Markup {
    let record = table.headers.iter().position(|head| head.key == "record");
    let path = record.map(|column| (table.cell)(row, column).display()).unwrap_or_default();
    footnote_links(page, path.trim_start_matches("citations/"))
}

fn table_html(table: &Table, page: &HandoutPage) -> Markup {
    let shown = crate::export::visible_columns(table);
    let class =
        |value: &CellValue| if matches!(value, CellValue::Number(_)) { "number" } else { "" };
    html! {
        div class="wide" tabindex="0" {
            table {
                caption class="unseen" { (page.title) }
                thead { tr { @for at in &shown { th scope="col" { (table.headers[*at].title) } } } }
                tbody {
                    @for row in 0..table.len {
                        tr {
                            @for (number, at) in shown.iter().enumerate() {
                                @let value = (table.cell)(row, *at);
                                td class=[Some(class(&value)).filter(|class| !class.is_empty())] {
                                    (value.display())
                                    @if number == 0 { (row_footnotes(page, table, row)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn record_html(detail: &Detail, page: &HandoutPage) -> Markup {
    let words = |part: &DetailEntry| {
        part.fragments.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(", ")
    };
    let note = |part: &DetailEntry| {
        part.path
            .as_ref()
            .filter(|_| part.flags.disputed)
            .map(|place| footnote_links(page, place.as_str()))
    };
    // fields with the items below them stand in one list of descriptions, what names the record in
    // lists of its own
    let starts = |_: &DetailEntry, next: &DetailEntry| next.kind != DetailEntryKind::Heading;
    html! {
        p { strong { (detail.heading) } " " (detail.subtitle) }
        @for group in detail.entries.chunk_by(starts) {
            @if group[0].kind == DetailEntryKind::Heading {
                h3 { (group[0].title) }
                ul {
                    @for part in &group[1..] {
                        li {
                            @if !part.title.is_empty() { (part.title) ": " }
                            (words(part)) (note(part).unwrap_or_default())
                        }
                    }
                }
            } @else {
                dl {
                    @for field in group.chunk_by(|_, next| next.title.is_empty()) {
                        dt { (if field[0].title.is_empty() { "Value" } else { &field[0].title }) }
                        @for part in field { dd { (words(part)) (note(part).unwrap_or_default()) } }
                    }
                }
            }
        }
    }
}
