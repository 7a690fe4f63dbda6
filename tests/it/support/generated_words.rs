//! The words, names and codes of which generated programmes are made.

pub(crate) const PHASE_NAMES: &[&str] = &["Lagoons", "Estuaires", "Delta Consolidation", "Côtes"];

pub(crate) const ROMAN: &[&str] =
    &["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

pub(crate) const REGIONS: &[&str] =
    &["North Coast", "Rivière Orientale", "Southern Archipelago", "Inner Basin", "Isthmus"];

pub(crate) const FIRST_WORDS: &[&str] =
    &["Consolidation", "Protection", "Régénération", "Governance", "Entrepreneurship", "Études"];

pub(crate) const LINKS: &[&str] = &["of", "and", "for", "with"];

pub(crate) const WORDS: &[&str] = &[
    "lagoons",
    "fishermen",
    "municipalités",
    "biodiversity",
    "livelihoods",
    "administration",
    "interinstitutional",
    "réglementation",
    "microenterprises",
    "embankments",
    "schools",
    "mangroves",
];

pub(crate) const AGENCIES: &[(&str, &str)] = &[
    ("LAKE", "Lakes and Coasts Exchange"),
    ("Océane", "Fédération Océane des Municipalités"),
    ("Finn Church Aid & partners", "Finn Church Aid and partners"),
    ("INTERCOAST-REBA", "Intercoastal Regional Bureau for the Atlantic"),
    ("WSF", "Wetland Schools Foundation"),
    ("DELTA", "Development of Estuaries and Lagoons, Technical Assistance"),
    ("Ångström", "Ångström Institute of Hydrology"),
    ("CFC", "Coastal Fishermen's Council"),
    ("UPB", "University of Port Biodiversity"),
    ("MANG", "Mangrove Network"),
    ("Ríos", "Fundación Ríos y Lagunas"),
    ("EMB", "Embankment Engineers"),
    ("TIDE", "Tidal Institute for Education"),
    ("SALT", "Saltmarsh Alliance"),
    ("Żuraw", "Stowarzyszenie Żuraw"),
    ("REEF", "Reef Education and Ecology Fund"),
    ("KELP", "Kelp Growers' Union"),
    ("BAY", "Bay Administration of the North"),
    ("SHOAL", "Shoal Mapping Consortium"),
    ("QUAY", "Quayside Microenterprises"),
];

pub(crate) const COUNTRIES: &[&str] = &[
    "NP", "KE", "ML", "PK", "CO", "UA", "TH", "MA", "PE", "LA", "SN", "VN", "BR", "EG", "ZA", "NE",
    "KG", "BY", "AF", "IQ", "IR", "BD", "FR", "DE", "PL", "SE", "FI", "NO", "ES", "PT", "IT", "GR",
    "TR", "TN", "DZ", "LY", "SD", "ET", "UG", "TZ", "MZ", "ZM", "ZW", "AO", "NG", "GH", "CI", "LR",
    "MX", "GT", "HN", "PA", "EC", "BO", "AR", "CL", "IN", "CN", "JP", "KR",
];
