//! Entry point of the program.

fn main() -> std::process::ExitCode {
    gloact::cli::main(std::env::args_os())
}
