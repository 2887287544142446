//! The other implementations: run in full when asked to, and otherwise when they are due.
#![expect(
    clippy::disallowed_methods,
    reason = "a build tool reads and writes files, and a week is told by the clock"
)]

use std::{
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, SystemTime},
};

use crate::wasm::call;

/// The files that say which versions take part.
const LOCKS: [&str; 3] = ["Cargo.lock", "javascript/package-lock.json", "transmute/package-lock.json"];
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Runs them where `ACCOLADE_JUDGES` is set, or where they have run here before and that is a week ago or was with other versions.
pub(crate) fn run_when_due() -> Result<(), String> {
    let judges = folder()?;
    let stamp = stamp();
    let due = match fs::read_to_string(&stamp) {
        _ if env::var_os("ACCOLADE_JUDGES").is_some() => true,
        Err(_) => {
            println!(
                "judges skipped: they were never built here, which takes a quarter of an hour of processor time; \
                 with ACCOLADE_JUDGES=1 they run, and from then on every week"
            );
            return Ok(());
        }
        Ok(versions) => versions != self::versions(&judges)? || age(&stamp).is_none_or(|age| age > WEEK),
    };
    if due {
        return run();
    }
    println!("judges skipped: they ran here within a week, with the same versions");
    Ok(())
}

/// Runs every judge.
pub(crate) fn run() -> Result<(), String> {
    let judges = folder()?;
    if env::var_os("ACCOLADE_VECTORS").is_none() {
        return Err("ACCOLADE_VECTORS must name the folder of vectors (conformance/README.md)".to_owned());
    }
    for packages in ["javascript", "transmute"] {
        call(
            Command::new("npm")
                .args(["ci", "--silent", "--no-audit", "--no-fund"])
                .current_dir(judges.join(packages)),
        )?;
    }
    let target = stamp().with_file_name("judges");
    let record = target.join("record.jsonl");
    fs::create_dir_all(&target).map_err(|error| format!("{}: {error}", target.display()))?;
    let cargo = |package: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(["run", "--quiet", "--locked", "--release", "--package", package, "--"]).args(arguments);
        command.current_dir(&judges).env("CARGO_TARGET_DIR", &target);
        command
    };
    call(&mut cargo("judge-oxigraph", &["differential", "1", "20000", &record.to_string_lossy()]))?;
    call(Command::new("node").arg(judges.join("javascript/referee.mjs")).arg(&record))?;
    call(&mut cargo("judge-did-key", &[]))?;
    for program in ["judge-josekit", "judge-ssi"] {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--locked", "--release", "--package", program]);
        call(build.current_dir(&judges).env("CARGO_TARGET_DIR", &target))?;
    }
    call(
        Command::new("node")
            .arg(judges.join("matrix.mjs"))
            .arg("--check")
            .arg(judges.join("../report/matrix.md"))
            .env("ACCOLADE_JUDGE_PROGRAMS", target.join("release")),
    )?;
    let stamp = stamp();
    fs::write(&stamp, versions(&judges)?).map_err(|error| format!("{}: {error}", stamp.display()))
}

fn folder() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../judges");
    folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))
}

/// Where it is kept which versions ran; its own date says when.
fn stamp() -> PathBuf {
    let home = env::var_os("HOME").map_or_else(env::temp_dir, PathBuf::from);
    home.join(".cache/accolade/judges.stamp")
}

fn age(file: &Path) -> Option<Duration> {
    SystemTime::now().duration_since(file.metadata().ok()?.modified().ok()?).ok()
}

fn versions(judges: &Path) -> Result<String, String> {
    let mut hasher = DefaultHasher::new();
    for lock in LOCKS {
        let lock = judges.join(lock);
        fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}
