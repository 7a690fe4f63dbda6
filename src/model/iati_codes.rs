//! The code lists of IATI 2.03 that the model has words for, to read and to write its files.

use super::{ACTIVITY_STATUSES, BUDGET_KINDS, INDICATOR_LEVELS};

/// A code list: the codes of the standard, each with our word.
#[derive(Debug)]
pub struct CodeList {
    /// The name of the list in the standard.
    pub name: &'static str,
    entries: &'static [(&'static str, &'static str)],
}

impl CodeList {
    /// Returns our word for a code.
    pub fn word(&self, code: &str) -> Option<&'static str> {
        self.entries.iter().find(|(known, _)| *known == code).map(|(_, word)| *word)
    }

    /// Returns the first code with this word.
    pub fn code(&self, word: &str) -> Option<&'static str> {
        self.entries.iter().find(|(_, known)| *known == word).map(|(code, _)| *code)
    }

    /// Returns whether the list has a code.
    pub fn has(&self, code: &str) -> bool {
        self.word(code).is_some()
    }

    /// Returns the codes with our words.
    pub fn entries(&self) -> &'static [(&'static str, &'static str)] {
        self.entries
    }
}

/// The status of an activity.
pub const ACTIVITY_STATUS: CodeList = CodeList {
    name: "ActivityStatus",
    entries: &[
        ("1", ACTIVITY_STATUSES[0]),
        ("2", ACTIVITY_STATUSES[1]),
        ("3", ACTIVITY_STATUSES[2]),
        ("4", ACTIVITY_STATUSES[3]),
        ("5", ACTIVITY_STATUSES[4]),
        ("6", ACTIVITY_STATUSES[5]),
    ],
};

/// The kind of a date of an activity.
pub const ACTIVITY_DATE_TYPE: CodeList = CodeList {
    name: "ActivityDateType",
    entries: &[
        ("1", "planned start"),
        ("2", "actual start"),
        ("3", "planned end"),
        ("4", "actual end"),
    ],
};

/// The kind of a description.
pub const DESCRIPTION_TYPE: CodeList = CodeList {
    name: "DescriptionType",
    entries: &[("1", "general"), ("2", "objectives"), ("3", "target groups"), ("4", "other")],
};

/// The relation of an activity to another.
pub const RELATED_ACTIVITY_TYPE: CodeList = CodeList {
    name: "RelatedActivityType",
    entries: &[
        ("1", "parent"),
        ("2", "child"),
        ("3", "sibling"),
        ("4", "co-funded"),
        ("5", "third party"),
    ],
};

/// The role of an organisation in an activity.
pub const ORGANISATION_ROLE: CodeList = CodeList {
    name: "OrganisationRole",
    entries: &[("1", "funding"), ("2", "accountable"), ("3", "extending"), ("4", "implementing")],
};

/// The type of an organisation.
pub const ORGANISATION_TYPE: CodeList = CodeList {
    name: "OrganisationType",
    entries: &[
        ("10", "government"),
        ("11", "local government"),
        ("15", "other public sector"),
        ("21", "international NGO"),
        ("22", "national NGO"),
        ("23", "regional NGO"),
        ("24", "NGO of the partner country"),
        ("30", "public-private partnership"),
        ("40", "multilateral"),
        ("60", "foundation"),
        ("70", "private sector"),
        ("71", "private sector in the provider country"),
        ("72", "private sector in the recipient country"),
        ("73", "private sector in a third country"),
        ("80", "academic, training and research"),
        ("90", "other"),
    ],
};

/// The kind of a budget.
pub const BUDGET_TYPE: CodeList =
    CodeList { name: "BudgetType", entries: &[("1", BUDGET_KINDS[0]), ("2", BUDGET_KINDS[1])] };

/// The kind of a transaction. The words of commitments, disbursements, expenditure and incoming
/// money are kinds of budget line; those of others name what a budget line cannot state.
pub const TRANSACTION_TYPE: CodeList = CodeList {
    name: "TransactionType",
    entries: &[
        ("1", BUDGET_KINDS[5]),
        ("2", BUDGET_KINDS[2]),
        ("3", BUDGET_KINDS[3]),
        ("4", BUDGET_KINDS[4]),
        ("5", "interest payment"),
        ("6", "loan repayment"),
        ("7", "reimbursement"),
        ("8", "purchase of equity"),
        ("9", "sale of equity"),
        ("10", "credit guarantee"),
        ("11", BUDGET_KINDS[6]),
        ("12", "outgoing pledge"),
        ("13", "incoming pledge"),
    ],
};

/// The level of a result, which is that of its indicators.
pub const RESULT_TYPE: CodeList = CodeList {
    name: "ResultType",
    entries: &[
        ("1", INDICATOR_LEVELS[0]),
        ("2", INDICATOR_LEVELS[1]),
        ("3", INDICATOR_LEVELS[2]),
        ("9", INDICATOR_LEVELS[3]),
    ],
};

/// The measure of an indicator: numbers, or from `4` words.
pub const INDICATOR_MEASURE: CodeList = CodeList {
    name: "IndicatorMeasure",
    entries: &[
        ("1", "unit"),
        ("2", "percentage"),
        ("3", "nominal"),
        ("4", "ordinal"),
        ("5", "qualitative"),
    ],
};

/// The purpose of a contact.
pub const CONTACT_TYPE: CodeList = CodeList {
    name: "ContactType",
    entries: &[
        ("1", "general enquiries"),
        ("2", "project management"),
        ("3", "financial management"),
        ("4", "communications"),
    ],
};

/// The geographical scope of an activity.
pub const ACTIVITY_SCOPE: CodeList = CodeList {
    name: "ActivityScope",
    entries: &[
        ("1", "global"),
        ("2", "regional"),
        ("3", "multi-national"),
        ("4", "national"),
        ("5", "several first-level regions of a country"),
        ("6", "one first-level region of a country"),
        ("7", "one second-level region of a country"),
        ("8", "one place"),
    ],
};

/// The vocabulary of a sector.
pub const SECTOR_VOCABULARY: CodeList = CodeList {
    name: "SectorVocabulary",
    entries: &[
        ("1", "OECD DAC"),
        ("2", "OECD DAC, 3 digits"),
        ("3", "COFOG"),
        ("4", "NACE"),
        ("5", "NTEE"),
        ("6", "AidData"),
        ("7", "SDG"),
        ("8", "SDG target"),
        ("9", "SDG indicator"),
        ("10", "humanitarian cluster"),
        ("11", "NAICS"),
        ("12", "UN function"),
        ("98", "of the publisher"),
        ("99", "of the publisher"),
    ],
};

/// The vocabulary of a tag.
pub const TAG_VOCABULARY: CodeList = CodeList {
    name: "TagVocabulary",
    entries: &[
        ("1", "Agrovoc"),
        ("2", "SDG"),
        ("3", "SDG target"),
        ("4", "Team Europe"),
        ("99", "of the publisher"),
    ],
};

/// The policy markers of the OECD DAC.
pub const POLICY_MARKER: CodeList = CodeList {
    name: "PolicyMarker",
    entries: &[
        ("1", "gender equality"),
        ("2", "environment"),
        ("3", "participation and good governance"),
        ("4", "trade development"),
        ("5", "biological diversity"),
        ("6", "climate change mitigation"),
        ("7", "climate change adaptation"),
        ("8", "desertification"),
        ("9", "health of mothers, newborns and children"),
        ("10", "disaster risk reduction"),
        ("11", "disability"),
        ("12", "nutrition"),
    ],
};

/// The weight of a policy marker.
pub const POLICY_SIGNIFICANCE: CodeList = CodeList {
    name: "PolicySignificance",
    entries: &[
        ("0", "not targeted"),
        ("1", "significant objective"),
        ("2", "principal objective"),
        ("3", "principal objective and in support of an action programme"),
        ("4", "explicit primary objective"),
    ],
};

/// The category of a document.
pub const DOCUMENT_CATEGORY: CodeList = CodeList {
    name: "DocumentCategory",
    entries: &[
        ("A01", "impact appraisal"),
        ("A02", "objectives of the activity"),
        ("A03", "intended beneficiaries"),
        ("A04", "conditions"),
        ("A05", "budget"),
        ("A06", "summary of a contract"),
        ("A07", "review or evaluation"),
        ("A08", "results, outcomes and outputs"),
        ("A09", "memorandum of understanding"),
        ("A10", "tender"),
        ("A11", "contract"),
        ("A12", "web page of the activity"),
        ("B01", "annual report"),
        ("B02", "strategy of the institution"),
        ("B03", "strategy for a country"),
        ("B04", "policy of aid allocation"),
        ("B05", "policy of procurement"),
        ("B06", "audit of the institution"),
        ("B07", "audit of a country"),
        ("B08", "policy of exclusions"),
        ("B09", "evaluation of the institution"),
        ("B10", "evaluation of a country"),
        ("B11", "strategy for a sector"),
        ("B12", "strategy for a theme"),
        ("B13", "memorandum with a country"),
        ("B14", "policy of evaluations"),
        ("B15", "general terms"),
        ("B16", "web page of the organisation"),
        ("B17", "web page of a country or region"),
        ("B18", "web page of a sector"),
    ],
};

/// Recipient regions, by the codes of the OECD DAC.
pub const REGION: CodeList = CodeList {
    name: "Region",
    entries: &[
        ("88", "States of ex-Yugoslavia"),
        ("89", "Europe"),
        ("189", "North of Sahara"),
        ("289", "South of Sahara"),
        ("298", "Africa"),
        ("380", "West Indies"),
        ("389", "North and Central America"),
        ("489", "South America"),
        ("498", "America"),
        ("589", "Middle East"),
        ("619", "Central Asia"),
        ("679", "South Asia"),
        ("689", "South and Central Asia"),
        ("789", "Far East Asia"),
        ("798", "Asia"),
        ("889", "Oceania"),
        ("998", "Developing countries, unspecified"),
        ("1027", "Eastern Africa"),
        ("1028", "Middle Africa"),
        ("1029", "Southern Africa"),
        ("1030", "Western Africa"),
        ("1031", "Caribbean"),
        ("1032", "Central America"),
        ("1033", "Melanesia"),
        ("1034", "Micronesia"),
        ("1035", "Polynesia"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_model_have_a_code() {
        for (list, words) in [
            (&ACTIVITY_STATUS, ACTIVITY_STATUSES),
            (&RESULT_TYPE, INDICATOR_LEVELS),
            (&BUDGET_TYPE, &BUDGET_KINDS[..2]),
            (&TRANSACTION_TYPE, &BUDGET_KINDS[2..]),
        ] {
            for word in words {
                let code = list.code(word);
                assert!(code.is_some(), "{} has no {word}", list.name);
                assert_eq!(code.and_then(|code| list.word(code)), Some(*word));
            }
        }
    }

    #[test]
    fn codes_are_listed_once() {
        for list in [
            &ACTIVITY_STATUS,
            &ORGANISATION_TYPE,
            &TRANSACTION_TYPE,
            &DOCUMENT_CATEGORY,
            &SECTOR_VOCABULARY,
            &REGION,
        ] {
            for (index, (code, _)) in list.entries().iter().enumerate() {
                let is_same = |(other, _): &(&str, &str)| other == code;
                assert!(!list.entries()[..index].iter().any(is_same), "{} {code}", list.name);
            }
        }
    }
}
