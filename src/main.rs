//! The door.

fn main() -> std::process::ExitCode {
    gloact::cli::main(std::env::args_os())
}
