//! Reads the files of programmes and of overrides.

use super::directories::HOST_DIR;
use super::iati_file_name::is_iati_file;
use super::iati_programme::{IatiProgramme, read_iati_programme};
use super::json_files::json_files;
use super::layer_candidates::{LayerCandidate, file_candidates};
use super::layer_options::LayerOptions;
use super::programme_source::ProgrammeSource;
use crate::import::iati::LanguageOrder;
use crate::model::KindId;
use crate::model::text::sanitize;
use crate::store::layer::Layer;
use std::path::{Path, PathBuf};

impl LayerCandidate {
    /// Reads a file of a programme or an override that no flag names.
    fn read_file(&self, max_bytes: u64) -> Layer {
        let layer = Layer::read(&self.path, max_bytes).of_programme(self.programme.as_deref());
        match self.kind {
            Some(kind) => layer.with_base_kind(kind).named_by(self.layer),
            None => layer,
        }
    }

    /// Reads a file of IATI that is a programme of its own; `None` for other files.
    pub fn read_iati(&self, options: &LayerOptions) -> Option<IatiProgramme> {
        let is_iati = self.is_base() && is_iati_file(&self.path);
        let mut programmes = options.programmes.iter().filter(|_| is_iati);
        let programme = programmes.find(|programme| self.is_of(programme))?;
        Some(read_iati_programme(programme, &self.path, options.max_bytes, &options.languages))
    }

    /// Reads the layer.
    pub fn read(&self, options: &LayerOptions) -> Layer {
        if !self.is_named() {
            return self.read_file(options.max_bytes);
        }
        let layer = match options.pipe_text(&self.path) {
            Some(text) => Layer::from_read(&self.path, text),
            None => Layer::read(&self.path, options.max_bytes),
        };
        layer.named_by(self.layer)
    }
}

/// Reads the files of a programme, without overrides; the bundled one has none.
pub fn read_programme(programme: &ProgrammeSource, max_bytes: u64) -> Vec<Layer> {
    if let Some(file) = programme.iati_file() {
        let order = LanguageOrder::default();
        return read_iati_programme(programme, file, max_bytes, &order).layers;
    }
    let files = file_candidates(programme).into_iter().filter(LayerCandidate::is_read);
    files.map(|file| file.read_file(max_bytes)).collect()
}

/// Reads the file of one kind of a programme; the bundled one has none.
pub fn read_programme_file(
    programme: &ProgrammeSource,
    kind: KindId,
    max_bytes: u64,
) -> Option<Layer> {
    let mut files = file_candidates(programme).into_iter();
    Some(files.find(|file| file.kind == Some(kind))?.read_file(max_bytes))
}

/// Reads a programme with the overrides of the host and no others. A folder that cannot be read is
/// a layer with an error.
pub fn host_layers(programme: &ProgrammeSource, max_bytes: u64) -> Vec<Layer> {
    let mut layers = read_programme(programme, max_bytes);
    if programme.iati_file().is_some() {
        return layers;
    }
    // the programmes of a host are in the directory of its overrides
    let folder = programme.folder.as_deref().unwrap_or(Path::new(HOST_DIR)).join("overrides");
    match std::fs::read_dir(&folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            layers.push(Layer::read(&folder, max_bytes));
        }
        _ => layers.extend(json_files(&folder).iter().map(|file| Layer::read(file, max_bytes))),
    }
    layers
}

/// Reads the JSON files of a folder, each with its name without the extension.
pub fn read_named_files(folder: &Path, max_bytes: u64) -> Vec<(String, Layer)> {
    let name = |path: &Path| Some(sanitize(&path.file_stem()?.to_string_lossy()).into_owned());
    let read = |path: PathBuf| Some((name(&path)?, Layer::read(&path, max_bytes)));
    json_files(folder).into_iter().filter_map(read).collect()
}
