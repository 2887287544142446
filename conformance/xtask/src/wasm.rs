//! The verifier for browsers: built, optimised, weighed, and held against the fixtures on Node and in Chromium.
#![expect(clippy::disallowed_methods, reason = "a build tool reads and writes files")]

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use accolade::{
    GERMAN,
    report::{CheckId, Layer, Outcome, Role, Severity, Translated, Translation, Verdict},
};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::types;

const TARGET: &str = "wasm32-unknown-unknown";
/// Debian's compiler with its standard library's source, where rustup cannot provide the target.
const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
/// Where Debian has its browser.
const CHROMIUM: &str = "/usr/bin/chromium";
const BINARYEN: &str = "binaryen@132.0.0";
/// A panic ends the instance, and no message of it would be seen: none is compiled in, nor where it came from; nor what only
/// programmers read of a value, since no finding says that. And what the standard library does in two ways, it does the smaller
/// way. The compiler calls these unstable; no verdict depends on them.
const FLAGS: &str = "-Cpanic=immediate-abort -Zunstable-options -Zlocation-detail=none -Zfmt-debug=none \
    --cfg sha2_backend_soft=\"compact\"";
const STANDARD_LIBRARY: [&str; 4] =
    ["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"];

/// Three times, with the flow of control taken apart and laid anew after the first, and functions with one caller left where they
/// are: together that saves 2 % once compressed.
const OPTIMISATION: [&str; 6] =
    ["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--one-caller-inline-max-function-size=0"];

/// The builds, each with the features of `bindings/wasm` that make it.
const BUILDS: [(&str, &str); 3] = [("verify-core", ""), ("verify", "verify"), ("full", "full")];

/// Builds each of [`BUILDS`] into a folder of `bindings/npm/pkg`, runs the cases of `fixtures/verify` on it, and fails where
/// one says what the others do not, or is larger than its budget; then makes the npm package of them.
pub(crate) fn run(only: Option<&str>) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().map_err(|e| format!("{}: {e}", root.display()))?;
    let cache = cache(&root);
    let budgets = budgets(&root.join("bindings/npm/budgets.json"))?;
    let compiler = Compiler::find()?;
    let optimiser = wasm_opt(&cache)?;

    describe()?;

    let mut sizes = Vec::new();
    for (name, features) in BUILDS.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        let package = root.join("bindings/npm/pkg").join(name);
        let built = compiler.build(&root, &cache, features)?;
        call(glue(&root, &cache, "bind").arg(&built).arg(&package))?;
        let module = package.join("accolade_bg.wasm");
        let mut optimise = Command::new(&optimiser);
        optimise
            .args(OPTIMISATION)
            .args(["--strip-debug", "--strip-producers"])
            .arg(&module)
            .arg("-o")
            .arg(&module);
        call(&mut optimise)?;
        call(glue(&root, &cache, "order").arg(&module))?;
        let (plain, gzipped) = size(&module)?;
        let budget = budgets.get(*name).and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok());
        sizes.push((*name, plain, gzipped, budget.ok_or_else(|| format!("budgets.json: no `{name}`"))?));
    }

    println!("{:<12} {:>10} {:>10} {:>10}", "module", "bytes", "gzipped", "budget");
    for (name, plain, gzipped, budget) in &sizes {
        println!("{name:<12} {plain:>10} {gzipped:>10} {budget:>10}");
    }
    if let Some((name, _, gzipped, budget)) = sizes.iter().find(|(_, _, gzipped, budget)| gzipped > budget) {
        return Err(format!(
            "`{name}` has {gzipped} bytes gzipped, and may have {budget} (bindings/npm/budgets.json)"
        ));
    }
    let mut fixtures = Command::new("node");
    fixtures.arg(root.join("bindings/npm/test/fixtures.mjs"));
    fixtures.args(sizes.iter().map(|(name, ..)| root.join("bindings/npm/pkg").join(name)));
    call(fixtures.env("CARGO", env!("CARGO")))?;
    if sizes.iter().any(|(name, ..)| *name == "full") {
        let mut vectors = Command::new("node");
        vectors.arg(root.join("bindings/npm/test/vectors.mjs")).arg(root.join("bindings/npm/pkg/full"));
        call(vectors.env("CARGO", env!("CARGO")))?;
    }
    if only.is_none() {
        package(&root.join("bindings/npm"))?;
    }
    Ok(())
}

/// What `conformance/wasm-glue` does under this name.
fn glue(root: &Path, cache: &Path, name: &str) -> Command {
    let mut glue = Command::new(env!("CARGO"));
    let manifest = root.join("conformance/wasm-glue/Cargo.toml");
    glue.args(["run", "--quiet", "--locked", "--manifest-path"]).arg(manifest).args(["--", name]);
    glue.env("CARGO_TARGET_DIR", cache.join("glue"));
    glue
}

/// Makes the npm package, and uses it as others would, in Node and in a browser.
fn package(folder: &Path) -> Result<(), String> {
    for folder in [folder, &folder.join("test/browser")] {
        println!("installing npm packages into {}", folder.join("node_modules").display());
        call(Command::new("npm").args(["ci", "--silent"]).current_dir(folder))?;
    }
    chromium()?;
    call(Command::new("node").arg("build.mjs").current_dir(folder))?;
    call(Command::new("node").arg("test/page.mjs").current_dir(folder))?;
    call(Command::new("node").arg("test/network.mjs").current_dir(folder))?;
    call(Command::new("node").arg("test/packages.mjs").current_dir(folder))?;
    call(Command::new("node").arg("test/browser/run.mjs").current_dir(folder).env("CARGO", env!("CARGO")))
}

/// Debian's Chromium, where `CHROMIUM` names no other.
fn chromium() -> Result<(), String> {
    if std::env::var_os("CHROMIUM").is_some() || Path::new(CHROMIUM).is_file() {
        return Ok(());
    }
    println!("there is no {CHROMIUM}, and `CHROMIUM` names no other: installing Debian's chromium");
    install(&["chromium"])
}

fn install(packages: &[&str]) -> Result<(), String> {
    call(Command::new("apt-get").args(["update", "--quiet=2"]))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--quiet=2", "--no-install-recommends"]).args(packages);
    call(install.stdout(Stdio::null()))
}

/// Writes what the package says of the calls, the answers and the codes.
pub(crate) fn describe() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    write(&root.join("bindings/npm/src/types.ts"), &types::typescript(&root)?)?;
    write(&root.join("bindings/npm/explanations.json"), &explanations(None)?)?;
    let german = Translation::read(GERMAN).map_err(|error| format!("the translation: {error}"))?;
    write(&root.join("bindings/npm/explanations.de.json"), &explanations(Some(&german))?)?;
    write(&root.join("bindings/npm/words.de.json"), &words(&german)?)
}

/// What every code means, which no build carries: by code, `clause`, `means` and `remedy`; in another language also `message`, which
/// a finding itself has in English only.
fn explanations(language: Option<&Translation>) -> Result<String, String> {
    let of = |one: &accolade::report::Explanation| {
        let (clause, code) = (one.clause, one.code.as_str());
        let texts = match language.and_then(|language| language.code(code)) {
            None => json!({"clause": clause, "means": one.means, "remedy": one.remedy}),
            Some(Translated { message, means, remedy }) => {
                json!({"clause": clause, "message": message, "means": means, "remedy": remedy})
            }
        };
        (code.to_owned(), texts)
    };
    let codes: BTreeMap<String, Value> =
        accolade::explanations().chain(accolade::ffi::codes::ALL).map(of).collect();
    serde_json::to_string_pretty(&codes).map(|text| text + "\n").map_err(|error| error.to_string())
}

fn named<'a>(names: impl Iterator<Item = (&'static str, &'a str)>) -> BTreeMap<&'static str, &'a str> {
    names.collect()
}

/// The words of a report in another language: of verdicts, outcomes, severities, layers, checks and roles.
fn words(language: &Translation) -> Result<String, String> {
    let words = json!({
        "language": language.language(),
        "verdicts": named(Verdict::ALL.iter().map(|it| (it.as_str(), language.verdict(*it)))),
        "outcomes": named(Outcome::ALL.iter().map(|it| (it.as_str(), language.outcome(*it)))),
        "severities": named(Severity::ALL.iter().map(|it| (it.as_str(), language.severity(*it)))),
        "layers": named(Layer::ALL.iter().map(|it| (it.as_str(), language.layer(*it)))),
        "checks": named(CheckId::ALL.iter().map(|it| (it.as_str(), language.check(*it)))),
        "roles": named(Role::ALL.iter().map(|it| (it.as_str(), language.role(*it)))),
    });
    serde_json::to_string_pretty(&words).map(|text| text + "\n").map_err(|error| error.to_string())
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

/// The most bytes that each build may have, gzipped.
fn budgets(file: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
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

/// What builds for WebAssembly, with the standard library, which has to be built with the same flags.
struct Compiler {
    cargo: PathBuf,
    rustc: PathBuf,
    linker: Option<PathBuf>,
}

impl Compiler {
    /// The one in use where it has, or gets, the source of its standard library; else Debian's.
    fn find() -> Result<Self, String> {
        let sysroot = said(Command::new("rustc").args(["--print", "sysroot"]))?;
        let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std");
        if library.is_dir() || call(Command::new("rustup").args(["component", "add", "rust-src"])).is_ok() {
            return Ok(Self { cargo: env!("CARGO").into(), rustc: "rustc".into(), linker: None });
        }
        let mut installed = Command::new("dpkg");
        installed.arg("--status").args(PACKAGES).stdout(Stdio::null()).stderr(Stdio::null());
        if call(&mut installed).is_err() {
            println!("rustup has no rust-src: installing Debian's {}", PACKAGES.join(", "));
            install(&PACKAGES)?;
        }
        let host = said(Command::new("rustc").args(["--print", "host-tuple"]))?;
        let linker = Path::new(sysroot.trim()).join("lib/rustlib").join(host.trim()).join("bin/rust-lld");
        Ok(Self { cargo: "/usr/bin/cargo".into(), rustc: "/usr/bin/rustc".into(), linker: Some(linker) })
    }

    /// Builds `bindings/wasm` with these of its features.
    fn build(&self, root: &Path, cache: &Path, features: &str) -> Result<PathBuf, String> {
        let mut build = Command::new(&self.cargo);
        build
            .args(["build", "--profile", "wasm", "--target", TARGET, "--package", "accolade-wasm"])
            .args(["--features", features])
            .args(STANDARD_LIBRARY)
            .current_dir(root)
            .env("CARGO_TARGET_DIR", cache)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS)
            .env("RUSTC", &self.rustc)
            .env("RUSTC_BOOTSTRAP", "1");
        if let Some(linker) = &self.linker {
            build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        call(&mut build)?;
        Ok(cache.join(TARGET).join("wasm/accolade_wasm.wasm"))
    }
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

/// Runs a command to its end.
pub(crate) fn call(command: &mut Command) -> Result<(), String> {
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
