//! The project's own commands, run as `cargo xtask COMMAND`.

mod contexts;
mod judges;
mod report;
mod test;
mod types;
mod wasm;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  test             pass everything that must hold before a change lands
  contexts FOLDER  write the tables of the pinned contexts from the published files in FOLDER
  report           run the published vectors, and write the report of them and the README's table
  judges           run the other implementations, which takes a while
  types            write what the npm package says of the calls, the answers and the codes
  wasm [BUILD]     build the verifier for browsers, weigh it, and run the fixtures on it";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["test"] => test::run(),
        ["contexts", folder] => contexts::run(folder),
        ["judges"] => judges::run(),
        ["report"] => report::run(),
        ["types"] => wasm::describe(),
        ["wasm"] => wasm::run(None),
        ["wasm", build] => wasm::run(Some(build)),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
