//! Suggests the known name that a misspelt one was probably meant to be.

/// The known name that `name` was probably meant to be, if one is near enough.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            let lower = candidate.to_lowercase();
            let score = strsim::jaro_winkler(&name, &lower);
            (
                candidate,
                if !name.is_empty() && lower.starts_with(&name) { score.max(0.95) } else { score },
            )
        })
        .filter(|(_, score)| *score > 0.78)
        .max_by(|(one, a), (other, b)| a.total_cmp(b).then(other.len().cmp(&one.len())))
        .map(|(candidate, _)| candidate)
}
