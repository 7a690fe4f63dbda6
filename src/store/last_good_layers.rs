//! Replaces layers that cannot be read as a whole by what they had before.

use super::dataset::Dataset;
use super::finding::{Finding, Severity};
use super::layer::Layer;
use crate::error::FileProblem;

impl Dataset {
    /// Returns the data with the earlier text of each file that cannot be read now; `None` if all
    /// can be read, or the earlier data have none of those that cannot.
    pub fn with_last_good_layers(&self, earlier: &Dataset) -> Option<Dataset> {
        let mut is_any_replaced = false;
        let mut layers = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            if layer.is_profile_file {
                continue;
            }
            let is_unreadable = self.is_unreadable(number);
            let good = is_unreadable.then(|| earlier.readable_layer(&layer.name)).flatten();
            is_any_replaced |= good.is_some();
            layers.push(good.unwrap_or(layer).clone());
        }
        if !is_any_replaced {
            return None;
        }
        let mut data = Dataset::merge(layers);
        for (number, layer) in self.layers.iter().enumerate() {
            if !layer.is_profile_file {
                continue;
            }
            let findings = || self.findings().iter().filter(|found| found.layer as usize == number);
            let severity = findings().next().map_or(Severity::Note, |found| found.severity);
            data.add_file(layer.clone(), severity, findings().map(problem).collect());
        }
        Some(data)
    }

    /// Returns whether a layer cannot be read as a whole.
    fn is_unreadable(&self, number: usize) -> bool {
        let mut errors = self.errors().iter();
        errors.any(|found| usize::from(found.layer) == number && self.is_about_whole_file(found))
    }

    /// Returns whether a finding is about a file as a whole.
    pub fn is_about_whole_file(&self, finding: &Finding) -> bool {
        self.layers[usize::from(finding.layer)].root_path() == finding.path
    }

    fn readable_layer(&self, name: &str) -> Option<&Layer> {
        let mut layers = self.layers.iter().enumerate();
        let found = layers.find(|(_, layer)| *layer.name == *name && !layer.is_profile_file);
        found.filter(|(number, _)| !self.is_unreadable(*number)).map(|(_, layer)| layer)
    }
}

fn problem(found: &Finding) -> FileProblem {
    FileProblem { offset: found.offset, message: found.message.clone(), hint: found.hint.clone() }
}
