//! `gloact completions bash`: prints the completion script of a shell.

mod candidates;
mod complete_request;
pub(super) mod shell_words;

use crate::cli::{GlobalArgs, print};
use crate::error::Result;
use clap::{Args, ValueEnum};
pub(in crate::cli) use complete_request::run_if_requested;

/// Print the completion script of a shell: it completes commands, flags, paths and names
#[derive(Args)]
#[command(after_help = "\
Examples:
  gloact completions bash > gloact.bash
  gloact completions fish > gloact.fish

Add this line to ~/.bashrc:                       source <(gloact completions bash)
Add this line to ~/.zshrc, after compinit:        source <(gloact completions zsh)
Add this line to ~/.config/fish/config.fish:      gloact completions fish | source")]
pub(in crate::cli) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl CompletionsArgs {
    pub(super) fn run(&self, _: &GlobalArgs) -> Result<u8> {
        print(match self.shell {
            Shell::Bash => include_str!("completions/gloact.bash"),
            Shell::Zsh => include_str!("completions/gloact.zsh"),
            Shell::Fish => include_str!("completions/gloact.fish"),
        })
    }
}
