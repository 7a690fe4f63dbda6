//! Links to records as values of cells: of fields, sources and backlinks.

use super::agency_order::sort_agency_links;
use super::{CellValue, QueryContext, RecordLink};
use crate::model::{KindId, RecordPath, Text};
use crate::store::RecordRef;

impl<'a> QueryContext<'a> {
    /// Returns a link to a record, shown by its short label.
    pub fn record_link(&self, kind: KindId, id: &'a str) -> RecordLink<'a> {
        RecordLink { kind, id, label: self.data.short_label_of(kind, id), only_in: None }
    }

    /// Returns links to the records of `kind` with these ids.
    pub fn record_links(
        &self,
        kind: KindId,
        ids: impl IntoIterator<Item = &'a Text>,
    ) -> CellValue<'a> {
        let links = ids.into_iter().map(|id| self.record_link(kind, id));
        let mut links: Vec<RecordLink> = links.collect();
        if kind == KindId::Agencies {
            sort_agency_links(self.data, &mut links);
        }
        links.into()
    }

    /// Returns links to the records that fields of a record refer to.
    pub(super) fn field_links(&self, record: RecordRef, fields: &[&str]) -> CellValue<'a> {
        let mut links = Vec::new();
        self.data.for_each_link(record, &mut |link| {
            if fields.contains(&link.field) {
                links.push(self.record_link(link.kind, link.id));
            }
        });
        if links.iter().all(|link: &RecordLink| link.kind == KindId::Agencies) {
            sort_agency_links(self.data, &mut links);
        }
        links.into()
    }

    /// Returns links to the sources of a record.
    pub fn source_links(&self, record: RecordRef) -> CellValue<'a> {
        let ids = self.record_sources(record).into_iter();
        ids.map(|id| self.record_link(KindId::Sources, id)).collect::<Vec<_>>().into()
    }

    /// Returns the ids of the sources that a record names, each once.
    pub fn record_sources(&self, record: RecordRef) -> Vec<&'a str> {
        let links = self.data.links(record).filter(|link| link.kind == KindId::Sources);
        distinct_in_order(links.map(|link| link.id))
    }

    /// Returns the ids of the sources for a path, each once: those of its claims, else those that
    /// its record names. A record has both.
    pub fn sources_of(&self, path: &RecordPath) -> Vec<&'a str> {
        let claims = self.data.citation(path).into_iter().flat_map(|citation| &citation.0);
        let mut ids: Vec<&str> = claims.map(|claim| &*claim.source).collect();
        let is_record = path.field_path().is_none();
        if let Some(record) = self.data.record_at(path)
            && (is_record || ids.is_empty())
        {
            ids.extend(self.record_sources(record));
        }
        distinct_in_order(ids)
    }

    /// Returns the number of records of `kind` that refer to `record`.
    pub fn count_backlinks(&self, record: RecordRef, kind: KindId) -> CellValue<'a> {
        CellValue::Number(self.data.backlinks_of_kind(record, kind).len() as i64)
    }
}

fn distinct_in_order<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct: Vec<&str> = Vec::new();
    for id in ids {
        if !distinct.contains(&id) {
            distinct.push(id);
        }
    }
    distinct
}
