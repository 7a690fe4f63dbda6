//! Scripts: a view, or what to do, as one line of steps: `go countries; filter region:africa;
//! select countries/ML`.

use super::{Action, Command};
use crate::error::{Error, Result};
use crate::model::text::plain_sign;
use crate::model::text::plain_spacing;

/// Parses a script. A `;` between quotation marks belongs to its word.
pub fn parse(text: &str, commands: &[&Command]) -> Result<Vec<Action>> {
    let text = plain_spacing(text);
    let steps = split_steps(&text)?;
    steps
        .into_iter()
        .filter(|step| !step.is_empty())
        .map(|step| parse_step(step, commands))
        .collect()
}

fn parse_step(step: &str, commands: &[&Command]) -> Result<Action> {
    let (name, arguments) = step.split_once(char::is_whitespace).unwrap_or((step, ""));
    let command = commands.iter().find(|command| command.is_named(name)).ok_or_else(|| {
        Error::unknown_name("step", name, commands.iter().map(|command| command.name))
    })?;
    command.action(arguments.trim())
}

fn split_steps(text: &str) -> Result<Vec<&str>> {
    let mut steps = Vec::new();
    let mut start = 0;
    let mut open_quote = None;
    for (offset, c) in text.char_indices() {
        match plain_sign(c) {
            '"' if open_quote.is_some() => open_quote = None,
            '"' => open_quote = Some(offset),
            ';' if open_quote.is_none() => {
                steps.push(text[start..offset].trim());
                start = offset + c.len_utf8();
            }
            _ => {}
        }
    }
    if let Some(offset) = open_quote {
        let column = text[..offset].chars().count() + 1;
        return Err(Error::usage(format!(
            "column {column} of the script: the quotation mark is not closed"
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
        assert_eq!((error.kind as i32, error.hint.as_deref()), (2, Some("did you mean \"go\"?")));
        assert!(read("filter \"a").is_err());
        assert!(read("up 3").is_err());
    }
}
