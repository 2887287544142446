//! The verifier for browsers: built, optimised, weighed, and held against the fixtures on Node.
#![expect(clippy::disallowed_methods, reason = "a build tool reads and writes files")]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use flate2::{Compression, write::GzEncoder};

const TARGET: &str = "wasm32-unknown-unknown";
/// Debian's compiler with its standard library's source, where rustup cannot provide the target.
const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const BINARYEN: &str = "binaryen@132.0.0";

/// Builds `bindings/wasm` into `bindings/npm/pkg`, prints its sizes and runs the cases of `fixtures/verify` on it.
pub(crate) fn run() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().map_err(|e| format!("{}: {e}", root.display()))?;
    let cache = cache(&root);
    let package = root.join("bindings/npm/pkg");

    let mut build = compiler()?;
    build.args(["--profile", "wasm", "--target", TARGET, "--package", "accolade-wasm"]);
    call(build.current_dir(&root).env("CARGO_TARGET_DIR", &cache))?;
    let built = cache.join(TARGET).join("wasm/accolade_wasm.wasm");

    let glue = root.join("conformance/wasm-glue/Cargo.toml");
    let mut bindgen = Command::new(env!("CARGO"));
    bindgen
        .args(["run", "--quiet", "--locked", "--manifest-path"])
        .arg(glue)
        .arg("--")
        .arg(&built)
        .arg(&package);
    call(bindgen.env("CARGO_TARGET_DIR", cache.join("glue")))?;

    let module = package.join("accolade_bg.wasm");
    let before = size(&module)?;
    call(
        Command::new(wasm_opt(&cache)?)
            .args(["-Oz", "--strip-debug", "--strip-producers"])
            .arg(&module)
            .arg("-o")
            .arg(&module),
    )?;

    println!("{:<20} {:>9} {:>9} {:>9}", "bytes", "built", "optimised", "gzipped");
    print_sizes("accolade_bg.wasm", Some(before), size(&module)?);
    print_sizes("accolade.js", None, size(&package.join("accolade.js"))?);
    call(Command::new("node").arg(root.join("bindings/npm/test/fixtures.mjs")).arg(&package))
}

/// The folder for what is built and downloaded on the way, never in the tree's own folders.
fn cache(root: &Path) -> PathBuf {
    if let Some(folder) = std::env::var_os("CARGO_TARGET_DIR") {
        return root.join(folder).join("wasm");
    }
    match (std::env::var_os("CI"), std::env::var_os("HOME")) {
        (Some(_), Some(home)) => Path::new(&home).join(".cache/accolade/wasm"),
        _ => root.join("target/wasm"),
    }
}

/// `cargo build` by a compiler that knows the target: rustup's where it has it or gets it, else Debian's, which has to
/// build the standard library too.
fn compiler() -> Result<Command, String> {
    let here = said(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    let added = || call(Command::new("rustup").args(["target", "add", TARGET]));
    if here.is_ok_and(|folder| Path::new(folder.trim()).is_dir()) || added().is_ok() {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.arg("build");
        return Ok(cargo);
    }
    if call(Command::new("dpkg").arg("--status").args(PACKAGES).stdout(std::process::Stdio::null())).is_err()
    {
        println!("rustup has no {TARGET}: installing Debian's {}", PACKAGES.join(", "));
        call(Command::new("apt-get").args(["update", "--quiet=2"]))?;
        call(
            Command::new("apt-get")
                .args(["install", "--yes", "--quiet=2", "--no-install-recommends"])
                .args(PACKAGES),
        )?;
    }
    let sysroot = said(Command::new("rustc").args(["--print", "sysroot"]))?;
    let host = said(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let linker = Path::new(sysroot.trim()).join("lib/rustlib").join(host.trim()).join("bin/rust-lld");
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .args(["build", "-Z", "build-std=std,panic_abort"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1");
    Ok(cargo)
}

/// Binaryen's optimiser, installed beside what is built.
fn wasm_opt(cache: &Path) -> Result<PathBuf, String> {
    let folder = cache.join(BINARYEN.replace('@', "-"));
    let program = folder.join("node_modules/binaryen/bin/wasm-opt");
    if !program.is_file() {
        println!("installing {BINARYEN} into {}", folder.display());
        call(
            Command::new("npm").args(["install", "--silent", "--no-save", BINARYEN, "--prefix"]).arg(&folder),
        )?;
    }
    Ok(program)
}

/// The length of a file, and its length compressed.
fn size(file: &Path) -> Result<(usize, usize), String> {
    let failed = |error| format!("{}: {error}", file.display());
    let bytes = fs::read(file).map_err(failed)?;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&bytes).map_err(failed)?;
    Ok((bytes.len(), encoder.finish().map_err(failed)?.len()))
}

fn print_sizes(name: &str, before: Option<(usize, usize)>, (optimised, gzipped): (usize, usize)) {
    let before = before.map_or_else(String::new, |(built, _)| built.to_string());
    println!("{name:<20} {before:>9} {optimised:>9} {gzipped:>9}");
}

fn call(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().display().to_string();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` ended with {status}")),
        Err(error) => Err(format!("`{name}` did not start: {error}")),
    }
}

fn said(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().display().to_string();
    let output = command.output().map_err(|error| format!("`{name}` did not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{name}` ended with {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("`{name}`: {error}"))
}
