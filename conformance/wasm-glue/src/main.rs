//! `wasm-glue bind BUILT.wasm FOLDER` writes the JavaScript, the types and the trimmed module into the folder;
//! `wasm-glue order MODULE.wasm` lays the module's functions so that they compress well.

mod order;

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["bind", built, folder] => bind(built, folder),
        ["order", module] => order(module),
        _ => Err("usage: wasm-glue bind BUILT.wasm FOLDER, or wasm-glue order MODULE.wasm".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn bind(built: &str, folder: &str) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    let written = bindgen.input_path(built).out_name("accolade").typescript(true).web(true);
    written.and_then(|bindgen| bindgen.generate(folder)).map_err(|error| format!("{error:?}"))
}

fn order(module: &str) -> Result<(), String> {
    let failed = |error| format!("{module}: {error}");
    let laid = order::order(&std::fs::read(module).map_err(failed)?)
        .map_err(|error| format!("{module}: {error}"))?;
    std::fs::write(module, laid).map_err(failed)
}
