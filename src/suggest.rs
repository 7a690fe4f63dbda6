//! Suggests the known name that a misspelt one probably means.

/// Names less similar than this (Jaro-Winkler, 0 to 1) are not suggested.
const MIN_SIMILARITY: f64 = 0.78;

/// Returns the known name most similar to `name`, if one is similar enough. The beginning of a name
/// counts as nearly the whole.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let similarity = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        let similarity = strsim::jaro_winkler(&name, &candidate);
        let is_beginning = !name.is_empty() && candidate.starts_with(&name);
        if is_beginning { similarity.max(0.95) } else { similarity }
    };
    known
        .into_iter()
        .map(|candidate| (candidate, similarity(candidate)))
        .filter(|(_, similarity)| *similarity > MIN_SIMILARITY)
        // of equally similar names the shorter one
        .max_by(|(one, a), (other, b)| a.total_cmp(b).then(other.len().cmp(&one.len())))
        .map(|(candidate, _)| candidate)
}

/// Returns the hint that suggests a name.
pub fn did_you_mean(name: &str) -> String {
    format!("did you mean \"{name}\"?")
}
