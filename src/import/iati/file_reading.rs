//! Reads the files of an import, one after the other.

use super::activity_reader::{ActivityReader, FileHead};
use super::activity_reading::read_activity;
use super::amounts::Amount;
use super::collector::Collector;
use super::extension::ExtensionRecords;
use super::hierarchy::Hierarchy;
use super::imported_records::{
    IatiImport, IatiImportOptions, IatiSummary, IatiText, ImportedRecord,
};
use super::parsed_activity::ActivityReading;
use super::periods;
use super::record_assembly::{RecordAssembly, programme_fields, source_fields};
use super::xml_tree::Element;
use crate::error::FileProblem;
use crate::export::iati::EXTENSION_RECORD;
use crate::import::slug;
use crate::model::{KindId, Money, MoneyTotals, Text};
use crate::store::Dataset;
use std::collections::HashMap;

/// Reads files into records. `data` are those that they are added to; without them the records are
/// a programme of their own.
///
/// # Errors
/// Returns the index of a file that cannot be read, and why.
pub fn read_iati(
    texts: &[IatiText],
    data: Option<&Dataset>,
    options: &IatiImportOptions,
) -> Result<IatiImport, (usize, FileProblem)> {
    let order = options.order.clone();
    let mut collector = Collector { data, order, ..Collector::default() };
    let mut files = FileReader {
        collector: &mut collector,
        all: Vec::new(),
        seen: HashMap::new(),
        extension: ExtensionRecords::default(),
    };
    let mut problems = Vec::new();
    let mut heads: Vec<FileHead> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        heads.push(files.read(&text.text).map_err(|problem| (index, problem))?);
        let found = std::mem::take(&mut files.collector.problems);
        problems.extend(found.into_iter().map(|problem| (index, problem)));
    }
    let (activities, extension) = (files.all, files.extension);
    let tree = Hierarchy::new(&activities);
    collector.left_out.add_many("related-activity: a second parent", tree.second_parents);
    let mut summary = summary(&activities, &tree, &collector);
    for (text, head) in texts.iter().zip(&heads) {
        let version = head.version.clone().unwrap_or_else(|| "2".into());
        summary.files.push((text.name.clone(), version));
    }
    let keeps_records = options.phase.is_none() && options.kind.is_none();
    if let Some((mut records, left_out)) = extension.finish().filter(|_| keeps_records) {
        records.0.sort_keys();
        return Ok(IatiImport { records, summary, left_out, problems });
    }
    let first = texts.first().map(|text| &*text.name).unwrap_or_default();
    let stem = first.rsplit_once('.').map_or(first, |(stem, _)| stem);
    let source = format!("iati-{}", slug(stem));
    let generated = heads.first().and_then(|head| head.generated.as_deref()).and_then(periods::day);
    let publishers = summary.publishers.clone();
    let source_record = ImportedRecord {
        id: source.clone(),
        line: 1,
        fields: source_fields(first, &publishers, generated, summary.activities()),
    };
    let short = short_publisher(&activities, &collector);
    let programme = ImportedRecord {
        id: slug(stem),
        line: 1,
        fields: programme_fields(&publishers, short, first),
    };
    let assembly = RecordAssembly::new(&mut collector, source);
    let mut records = assembly.assemble(activities, &tree, options);
    records.add(KindId::Sources, source_record);
    if data.is_none() {
        records.add(KindId::Programme, programme);
    }
    records.0.sort_keys();
    Ok(IatiImport { records, summary, left_out: collector.left_out, problems })
}

/// Returns the abbreviation of the publisher, if there is one alone.
fn short_publisher(activities: &[ActivityReading], collector: &Collector) -> Option<String> {
    let first = activities.first()?.reporter.as_deref()?;
    let is_same = activities.iter().all(|one| one.reporter.as_deref() == Some(first));
    if is_same { collector.organisations.short_label(first) } else { None }
}

fn summary(activities: &[ActivityReading], tree: &Hierarchy, collector: &Collector) -> IatiSummary {
    let mut summary = IatiSummary {
        links_inside: tree.links_inside,
        links_outside: tree.links_outside,
        cycles: tree.cycles,
        budget_totals: collector.budget_totals(),
        ..IatiSummary::default()
    };
    for activity in activities {
        *summary.by_hierarchy.entry(activity.hierarchy).or_default() += 1;
        summary.budgets += activity.budget_count;
        summary.transactions += activity.transaction_count;
        summary.indicators += activity.indicators.len();
        let periods = activity.indicators.iter().filter_map(|one| one.get("periods")?.as_array());
        summary.indicator_periods += periods.map(Vec::len).sum::<usize>();
        summary.region_only += usize::from(activity.has_regions_only);
        let reporter = activity.reporter.as_deref();
        let label = reporter.and_then(|id| collector.organisations.label(id));
        if let Some(label) = label.filter(|label| !summary.publishers.contains(label)) {
            summary.publishers.push(label);
        }
    }
    summary.by_hierarchy.sort_keys();
    summary
}

struct FileReader<'a, 'd> {
    collector: &'a mut Collector<'d>,
    all: Vec<ActivityReading>,
    /// Activities by identifier.
    seen: HashMap<String, usize>,
    extension: ExtensionRecords,
}

impl FileReader<'_, '_> {
    fn read(&mut self, text: &str) -> Result<FileHead, FileProblem> {
        let mut reader = ActivityReader::new(text);
        let (mut line, mut counted) = (1_u32, 0);
        while let Some(tree) = reader.next_activity()? {
            let Some(element) = tree.root() else { continue };
            let before = &text.as_bytes()[counted..element.offset()];
            line += memchr::memchr_iter(b'\n', before).count() as u32;
            counted = element.offset();
            require_version_2(reader.head.version.as_deref(), element.offset())?;
            if element.name() == EXTENSION_RECORD {
                self.extension.add_record(element, line);
                continue;
            }
            self.extension.add_activity(element, line);
            self.read_one(element, line);
        }
        let head = &reader.head;
        if self.all.is_empty() && !head.has_activities {
            return Err(no_activities(&head.root));
        }
        Ok(reader.head)
    }

    fn read_one(&mut self, element: Element, line: u32) {
        if is_version_1(element) {
            let message = "the activity is of IATI 1, which is not read; it is left out";
            self.collector.add_problem(element, message);
            self.collector.left_out.add("iati-activity of IATI 1");
            return;
        }
        let identifier = element.first("iati-identifier").map(Element::text).unwrap_or_default();
        if let Some(first) = self.seen.get(identifier) {
            let first = self.all[*first].line;
            let message = format!(
                "{identifier} stands twice, first in line {first}; the second one is left out"
            );
            self.collector.add_problem(element, message);
            self.collector.left_out.add("iati-activity with the identifier of another");
            return;
        }
        if let Some(activity) = read_activity(self.collector, element, line) {
            self.seen.insert(activity.identifier.clone(), self.all.len());
            self.all.push(activity);
        }
    }
}

/// Fails for a file of the first version, whose elements have other names and texts.
fn require_version_2(version: Option<&str>, offset: usize) -> Result<(), FileProblem> {
    let Some(version) = version.filter(|version| version.starts_with("1.") || *version == "1")
    else {
        return Ok(());
    };
    Err(FileProblem {
        offset,
        message: format!("the file is of IATI {version}; versions 2.01 to 2.03 are read"),
        hint: Some("ask its publisher for a file of version 2".into()),
    })
}

/// Returns whether an activity is of the first version, by what it states or how its dates are
/// named.
fn is_version_1(element: Element) -> bool {
    let stated = element.attributes().find(|(name, _)| name.ends_with(":version"));
    if let Some((_, version)) = stated {
        return version.trim().starts_with("1.");
    }
    let mut dates = element.all("activity-date").filter_map(|date| date.attribute("type"));
    dates.any(|code| code.ends_with("-planned") || code.ends_with("-actual"))
}

fn no_activities(root: &str) -> FileProblem {
    let hint = match root {
        "iati-organisations" => {
            "this is a file about an organisation; its activities are in others"
        }
        _ => "a file of activities has the element <iati-activities>",
    };
    let message = format!("the file has no activities of IATI: its first element is <{root}>");
    FileProblem { offset: 0, message, hint: Some(hint.into()) }
}

impl Collector<'_> {
    /// Returns the sums of all budgets.
    fn budget_totals(&self) -> MoneyTotals {
        let mut totals = MoneyTotals::default();
        for (currency, sum) in &self.budget_sums {
            totals.add(&Money { amount: sum.number(), currency: Text::new(currency) });
        }
        totals
    }

    /// Adds an amount to the sum of all budgets.
    pub(super) fn add_budget(&mut self, currency: &str, amount: Amount) {
        let sum = self.budget_sums.entry(currency.to_string()).or_default();
        *sum = sum.plus(amount).unwrap_or(*sum);
    }
}
