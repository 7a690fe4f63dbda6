//! The handout of a presentation: a page for each slide, as HTML or Markdown.

mod html;
mod markdown;

use crate::detail::PaneContent;

pub use html::{html, html_slide};
pub use markdown::{markdown_page, markdown_slide};

/// The handout page of a slide.
pub struct HandoutPage<'a> {
    /// The number of the slide, from 1.
    pub number: usize,
    pub title: String,
    pub text: String,
    /// The content of the view.
    pub content: Option<PaneContent<'a>>,
    /// Explains a sign in the cells of the content.
    pub legend: Option<&'static str>,
    /// The speaker's note.
    pub note: String,
    /// Values on which the sources contradict each other: path and claims.
    pub footnotes: Vec<(String, String)>,
    /// The sources: title and address.
    pub sources: Vec<(String, Option<String>)>,
    /// Pictures of the pages as SVG, on a dark and on a light background.
    pub pictures: Vec<[String; 2]>,
    /// The number of pages; the last ones may have no picture.
    pub page_count: usize,
}

/// Returns true for the address of a web page; other addresses might run scripts.
fn is_web_url(address: &str) -> bool {
    ["http://", "https://"].iter().any(|start| address.starts_with(start))
        && !address.contains(|c: char| c.is_whitespace() || "<>\"".contains(c))
}
