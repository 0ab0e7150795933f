//! The program: arguments in, words and exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    gelar::cli::main()
}
