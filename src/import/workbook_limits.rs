//! Refuses archives that unpack to far more than they are: zip bombs, and sheets without end.

use super::delimited_text::MAX_CELLS;
use crate::error::{Error, ErrorKind, Result};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// The most bytes of all parts together.
const MAX_UNPACKED_BYTES: u64 = 1 << 30;
/// The most bytes that a byte of the archive unpacks to.
const MAX_RATIO: u64 = 200;
/// Smaller parts are not held to the ratio.
const MIN_BOMB_BYTES: u64 = 1 << 20;
/// The most parts of an archive.
const MAX_PARTS: usize = 10_000;

/// Unpacks each part once, and counts: the sizes that the archive states may be wrong.
///
/// # Errors
/// Fails if the parts are larger than the limits, or cannot be unpacked.
pub(super) fn check_archive(bytes: &[u8]) -> Result<()> {
    let damaged = |e: &dyn std::fmt::Display| {
        Error::new(ErrorKind::InvalidData, format!("the workbook cannot be unpacked: {e}"))
            .with_hint("open it and save it anew")
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    if archive.len() > MAX_PARTS {
        return Err(too_large(&format!("it has {} parts", archive.len())));
    }
    let mut total = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|e| damaged(&e))?;
        // pictures and other parts that are not read
        let name = part.name().map_err(|e| damaged(&e))?.to_string();
        let is_read = [".xml", ".bin", ".rels"].iter().any(|end| name.ends_with(end));
        if !is_read {
            continue;
        }
        let limit = part.compressed_size().saturating_mul(MAX_RATIO).max(MIN_BOMB_BYTES);
        let limit = limit.min(MAX_UNPACKED_BYTES - total);
        let mut limited = part.take(limit + 1);
        let count = match name == "content.xml" {
            true => count_repeated_cells(&mut limited, limit)?,
            false => io::copy(&mut limited, &mut io::sink()).map_err(|e| damaged(&e))?,
        };
        if count > limit {
            return Err(too_large(&format!("{name} unpacks to more than {limit} bytes")));
        }
        total += count;
    }
    Ok(())
}

fn too_large(reason: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("the workbook is refused: {reason}"))
        .with_hint("save the sheet as csv")
}

/// The most cells of the rectangle around all values of a sheet.
const MAX_AREA: u64 = 20_000_000;

/// Counts the bytes of an OpenDocument sheet, and refuses one whose repeated cells are too many:
/// the reader writes each of them out.
fn count_repeated_cells(part: &mut impl Read, limit: u64) -> Result<u64> {
    let mut count = 0;
    let mut cells: u64 = 0;
    let mut row_cells: u64 = 0;
    let mut row_repeats: u64 = 1;
    let mut row: u64 = 0;
    let mut column: u64 = 0;
    let mut widest: u64 = 0;
    let mut reader = BufReader::new(part);
    let mut tag = Vec::new();
    loop {
        tag.clear();
        let read = reader.read_until(b'>', &mut tag);
        let read = read.map_err(|e| too_large(&format!("it cannot be unpacked: {e}")))?;
        count += read as u64;
        if read == 0 || count > limit {
            return Ok(count);
        }
        let has = |word: &[u8]| memchr::memmem::find(&tag, word).is_some();
        if has(b"<table:table-row") {
            row_repeats = repeats(&tag, b"number-rows-repeated=\"");
            row = row.saturating_add(row_repeats);
            (row_cells, column) = (0, 0);
        } else if has(b"</table:table>") {
            (row, widest) = (0, 0);
        } else if has(b"<table:table-cell") || has(b"<table:covered-table-cell") {
            // a blank cell at the end of a row is not kept
            let has_value = has(b"office:value-type") || has(b"calcext:value-type");
            let repeated = repeats(&tag, b"number-columns-repeated=\"");
            column = column.saturating_add(repeated);
            if has_value {
                row_cells = row_cells.saturating_add(repeated);
                widest = widest.max(column);
            }
        } else if has(b"</table:table-row") {
            cells = cells.saturating_add(row_cells.saturating_mul(row_repeats));
            let is_wide = row_cells > 0 && row.saturating_mul(widest) > MAX_AREA;
            if cells > MAX_CELLS as u64 || is_wide {
                let cells = cells.max(row.saturating_mul(widest));
                return Err(too_large(&format!("it has {cells} cells or more")));
            }
        }
    }
}

/// Returns the number behind an attribute, else 1.
fn repeats(tag: &[u8], attribute: &[u8]) -> u64 {
    let Some(at) = memchr::memmem::find(tag, attribute) else { return 1 };
    let digits = &tag[at + attribute.len()..];
    let digits = digits.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number: u64, digit| {
        number.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
    })
}
