//! Generates overrides of any size, the same on each run: `cargo run --release --example generate
//! -- 100000 > events.json`.

use std::io::Write;

/// Words of the titles.
const WORDS: [&str; 10] = [
    "law",
    "police",
    "training",
    "protection",
    "border",
    "victims",
    "support",
    "children",
    "network",
    "prosecutors",
];
/// Phases with their years.
const PHASES: [(&str, u64, u64); 3] =
    [("glo-act", 2015, 2019), ("glo-act-ame", 2018, 2022), ("glo-act-bangladesh", 2018, 2022)];
/// Countries, kinds and places of the events.
const COUNTRIES: [&str; 8] = ["NP", "PK", "ML", "MA", "NE", "ZA", "EG", "KG"];
const KINDS: [&str; 3] = ["meeting", "workshop", "training"];
const PLACES: [&str; 4] = ["Kathmandu", "Vienna", "Bishkek", "The Hague"];

/// A seeded generator of random numbers (SplitMix64).
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len() as u64) as usize]
    }
}

/// Writes an override with a number of events.
pub fn generate(events: usize, to: &mut impl Write) -> std::io::Result<()> {
    let mut rng = Rng(2015);
    writeln!(to, "{{\"events\": {{")?;
    for number in 0..events {
        let (phase, from, until) = PHASES[rng.below(3) as usize];
        let date = format!(
            "{}-{:02}-{:02}",
            from + rng.below(until - from + 1),
            1 + rng.below(12),
            1 + rng.below(28)
        );
        let title: Vec<&str> = (0..8).map(|_| rng.pick(&WORDS)).collect();
        writeln!(
            to,
            "  \"gen-{number:07}\": {{\"title\": \"Workshop {number} on {}\", \"date\": \"{date}\", \"phase\": \"{phase}\", \"kind\": \"{}\", \"place\": \"{}\", \"countries\": [\"{}\"], \"agencies\": [\"unodc\"], \"note\": \"{}\", \"sources\": [\"seed-000\", \"unodc-overview\"]}}{}",
            title.join(" "),
            rng.pick(&KINDS),
            rng.pick(&PLACES),
            rng.pick(&COUNTRIES),
            "a summary of the discussion in words ".repeat(4),
            if number + 1 < events { "," } else { "" }
        )?;
    }
    writeln!(to, "}}}}")
}

#[allow(dead_code, reason = "the benchmarks use the rest of this file")]
fn main() -> std::io::Result<()> {
    let events = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    generate(events, &mut std::io::BufWriter::new(std::io::stdout().lock()))
}
