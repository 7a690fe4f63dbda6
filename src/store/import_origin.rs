//! The file that an import read, as its override states it.

use serde::Deserialize;
use serde_json::Value;

/// The key of a remark with the row of a record.
pub const ROW_KEY: &str = "$row";

/// The file and the sheet that an import read.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct ImportOrigin {
    pub file: String,
    pub sheet: Option<String>,
    /// The parts that `$row` counts: `line` for a file of IATI, else rows.
    unit: Option<String>,
}

/// A layer with the remark that says what it was imported from; other members are passed over.
#[derive(Deserialize)]
struct ImportedLayer {
    #[serde(rename = "$import")]
    origin: Option<ImportOrigin>,
}

impl ImportOrigin {
    /// Returns the word for the parts that `$row` counts.
    pub fn unit(&self) -> &str {
        self.unit.as_deref().unwrap_or("row")
    }

    /// Returns whether the records come from the lines of a text.
    pub fn counts_lines(&self) -> bool {
        self.unit() == "line"
    }

    /// Returns the origin that the text of a layer states, if an import wrote it.
    pub(super) fn parse(text: &str) -> Option<ImportOrigin> {
        serde_json::from_str::<ImportedLayer>(text).ok()?.origin
    }
}

/// Returns the row of a record that was imported.
pub(super) fn row_of(record: &Value) -> Option<u32> {
    record.get(ROW_KEY)?.as_u64()?.try_into().ok()
}
