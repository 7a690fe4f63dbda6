//! Checks the countries and agencies that several programmes share: fields with different values.

use super::{MAX_QUOTED_WIDTH, Report};
use crate::model::KindId;
use crate::model::RecordPath;
use crate::model::text::{sanitize, truncate};
use crate::store::provenance::LayerAssertion;
use crate::store::record_ref::RecordRef;
use serde_json::Value;

impl Report<'_> {
    /// Warns about fields for which programmes that are shown together state different values.
    pub(super) fn check_shared_records(&mut self) {
        let data = self.data;
        if data.programme().len() < 2 {
            return;
        }
        for kind in [KindId::Countries, KindId::Agencies] {
            let shared = data.records(kind).filter(|row| data.slices(*row).len() > 1);
            shared.for_each(|row| self.check_shared_record(row));
        }
    }

    fn check_shared_record(&mut self, record: RecordRef) {
        let data = self.data;
        let Value::Object(fields) = data.value(record) else { return };
        // lists and maps of several programmes are joined
        for (field, _) in fields.iter().filter(|(_, value)| !value.is_array() && !value.is_object())
        {
            let path = data.path(record).join(field);
            let mut assertions = data.assertions(&path);
            assertions.retain(|assertion| is_of_programme(assertion));
            let Some(used) = assertions.pop() else { continue };
            let other = assertions.iter().rev().find(|other| {
                other.value != used.value && other.layer.programme() != used.layer.programme()
            });
            if let Some(other) = other {
                self.add_difference(path, &used, other);
            }
        }
    }

    fn add_difference(&mut self, path: RecordPath, used: &LayerAssertion, other: &LayerAssertion) {
        let message = format!(
            "{} states {}, and {} states {}: the value of {} is used",
            used.layer.origin(),
            quoted(&used.value),
            other.layer.origin(),
            quoted(&other.value),
            used.layer.origin(),
        );
        let hint = "give both the same value; the programme that is named last decides";
        self.warning(path, message, Some(hint.into()));
    }
}

/// Returns a value as a message quotes it.
fn quoted(value: &Value) -> String {
    truncate(&sanitize(&value.to_string()), MAX_QUOTED_WIDTH)
}

fn is_of_programme(assertion: &LayerAssertion) -> bool {
    assertion.layer.is_base() && !assertion.layer.is_reference()
}
