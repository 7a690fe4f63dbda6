//! Writes the slides of a presentation as a Markdown handout and an HTML file with pictures.

use crate::app::App;
use crate::cli::print;
use crate::error::{Error, ErrorKind, Result};
use crate::export::handout::{html, html_slide, markdown_slide};
use crate::profile::atomic_file::replace_files;
use crate::ui::svg;
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::path::Path;

/// Columns and rows of the pictures.
pub(super) const PICTURE_SIZE: (u16, u16) = (120, 36);

/// Each slide has a picture in these themes; the browser shows the one that suits its background.
const PICTURE_THEMES: [&str; 2] = ["dark", "light"];

/// More pages of a slide have no pictures: the text below them has all rows.
const MAX_PICTURES: usize = 12;

/// The pictures of a slide: one in each theme for each of its pages.
type SlidePictures = Vec<[String; PICTURE_THEMES.len()]>;

/// Returns all slides as a Markdown handout.
pub(super) fn to_markdown(app: &mut App) -> String {
    let title = app.presentation_title();
    let mut text = format!("# {title}\n\n{}\n\n", data_note(app));
    for slide in 0..app.slide_count() {
        app.goto_slide(slide, 0);
        if let Some(page) = app.handout_page() {
            text.push_str(&markdown_slide(&page));
        }
    }
    text
}

/// Returns the sentence about the date of the data, the override files and the mark `≠`.
fn data_note(app: &App) -> String {
    let data = app.data();
    let date = data.programme_record().and_then(|programme| programme.data_of.as_ref());
    let date = match date {
        Some(date) => format!("Data of {}", date.display()),
        None => "The day of the data is unknown".into(),
    };
    let files: Vec<&str> = data
        .layers()
        .iter()
        .filter(|layer| layer.is_active_override())
        .map(|layer| layer.name.rsplit('/').next().unwrap_or_default())
        .collect();
    let changes = if files.is_empty() {
        String::new()
    } else {
        format!(", with changes from {}", files.join(", "))
    };
    let has_contradictions = data.disputed().next().is_some();
    let mark = " ≠ marks a value on which the sources contradict each other.";
    format!("{date}{changes}.{}", if has_contradictions { mark } else { "" })
}

/// Writes the HTML file and the Markdown handout into a folder, and prints their paths.
pub(super) fn export(mut app: App, folder: &Path, replace: bool) -> Result<u8> {
    let name = app.presentation_name();
    let title = app.presentation_title();
    let base = name.replace(|c: char| !c.is_alphanumeric() && c != '-', "-");
    let files = ["html", "md"].map(|extension| folder.join(format!("{base}.{extension}")));
    // before the first file is written, so that an error leaves both as they were
    if !replace && let Some(file) = files.iter().find(|file| file.symlink_metadata().is_ok()) {
        let message = format!("{} already exists", file.display());
        return Err(Error::new(ErrorKind::System, message).with_hint("--replace overwrites it"));
    }
    let markdown = to_markdown(&mut app);
    let page = to_html(&mut app, &title)?;
    let names: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
    let texts: Vec<_> = files.into_iter().zip([page, markdown]).collect();
    replace_files(&texts)?;
    print(&names)
}

/// Returns all slides as an HTML page with their pictures.
fn to_html(app: &mut App, title: &str) -> Result<String> {
    let pictures = draw_pictures(app)?;
    let mut slides = Vec::new();
    for (slide, pictures) in pictures.into_iter().enumerate() {
        app.goto_slide(slide, 0);
        if let Some(mut page) = app.handout_page() {
            page.pictures = pictures;
            page.page_count = app.page_steps().len();
            slides.push((page.title.clone(), html_slide(&page)));
        }
    }
    Ok(html(title, &data_note(app), &slides))
}

/// Draws every page of every slide in each theme.
fn draw_pictures(app: &mut App) -> Result<Vec<SlidePictures>> {
    let mut slides: Vec<SlidePictures> = vec![Vec::new(); app.slide_count()];
    for (theme_index, theme) in PICTURE_THEMES.iter().enumerate() {
        let theme = Theme::by_name(theme)?;
        app.set_theme(theme.clone());
        for (slide, pages) in slides.iter_mut().enumerate() {
            app.goto_slide(slide, 0);
            for (page, step) in app.page_steps().into_iter().take(MAX_PICTURES).enumerate() {
                app.goto_slide(slide, step);
                let picture = draw_picture(app, &theme);
                if pages.len() <= page {
                    pages.push(Default::default());
                }
                pages[page][theme_index] = picture;
            }
        }
    }
    Ok(slides)
}

fn draw_picture(app: &App, theme: &Theme) -> String {
    let (width, height) = PICTURE_SIZE;
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    app.draw(&mut buffer);
    svg::to_svg(&buffer, theme, &app.slide_fit().title)
}
