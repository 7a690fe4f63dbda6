//! Scripts: where one is, or what to do, as one line of steps: `go countries; filter region:africa; select countries/ML`.

use super::{Action, Command};
use crate::error::{Error, Result};

/// Reads a script as actions. A `;` between quotation marks belongs to its word.
pub fn parse(text: &str, commands: &[&Command]) -> Result<Vec<Action>> {
    let steps = split(text)?;
    steps
        .iter()
        .filter(|step| !step.is_empty())
        .map(|step| {
            let (name, rest) = step.split_once(char::is_whitespace).unwrap_or((step, ""));
            let command =
                commands.iter().find(|command| command.name == name).ok_or_else(|| {
                    Error::unknown_name("step", name, commands.iter().map(|c| c.name))
                })?;
            command.action(rest.trim())
        })
        .collect()
}

fn split(text: &str) -> Result<Vec<&str>> {
    let (mut steps, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quote = if quote.is_some() { None } else { Some(at) },
            ';' if quote.is_none() => {
                steps.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    if let Some(at) = quote {
        return Err(Error::usage(format!(
            "column {} of the script: the quotation mark is not closed",
            text[..at].chars().count() + 1
        )));
    }
    steps.push(text[start..].trim());
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::COMMANDS;

    #[test]
    fn a_script_is_read_step_by_step() {
        let commands: Vec<&Command> = COMMANDS.iter().collect();
        let read = |text: &str| parse(text, &commands);
        assert_eq!(
            read("go countries; filter region:africa"),
            Ok(vec![Action::Go("countries".into()), Action::Filter("region:africa".into())])
        );
        assert_eq!(read("filter \"a;b\" ;"), Ok(vec![Action::Filter("\"a;b\"".into())]));
        assert_eq!(read(""), Ok(vec![]));
        let error = read("goo countries").expect_err("a slip");
        assert_eq!((error.kind as i32, error.hint.as_deref()), (2, Some("did you mean go?")));
        assert!(read("filter \"a").is_err());
        assert!(read("up 3").is_err());
    }
}
