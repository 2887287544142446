//! `wasm-glue BUILT.wasm FOLDER`: writes the JavaScript, the types and the trimmed module into the folder.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [built, folder] = arguments.as_slice() else {
        eprintln!("usage: wasm-glue BUILT.wasm FOLDER");
        return ExitCode::FAILURE;
    };
    let mut bindgen = Bindgen::new();
    let written = bindgen.input_path(built).out_name("accolade").typescript(true).web(true);
    match written.and_then(|bindgen| bindgen.generate(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}
