mod course;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use accolade::{
    Issuer, LinkedData, Policy, Recipient, Resources, Securing, Verification, Verifier,
    bake::{BakeOptions, bake},
    json::{self, Limits, Value},
    keys::{KeyType, SecretKey},
    report::{CheckId, Outcome, Verdict, printable},
};
use time::OffsetDateTime;

use self::course::Award;
use super::{DONE, key, verify};
use crate::{
    claims,
    clock::time_or_now,
    documents::Documents,
    draw::{self, BadgeArt},
    entropy,
    error::CliError,
    explanations::explain,
    output::{Readers, write_file},
    terminal::Terminal,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder to leave the files in; the first free one of `accolade-demo`, `accolade-demo-2`, … if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, terminal: &mut Terminal) -> Result<u8, CliError> {
    let folder = Folder::make(args.out.as_deref())?;
    let now = time_or_now(None)?;
    terminal.line(terminal.bold(terminal.phrase("demo")))?;

    step("1", &terminal.say("demoKey", &[course::UNIVERSITY]), terminal)?;
    let key = key::generate(KeyType::Ed25519)?;
    let issuer = Issuer::did_key(key.public_key());
    let pem = key.to_pem().map_err(|error| CliError::coded("new key", error.code(), error))?;
    let file = folder.write("issuer-key.pem", pem.as_bytes(), Readers::Owner)?;
    wrote(&file, terminal.phrase("demoSecret"), terminal)?;
    terminal.fact(terminal.phrase("knownAs"), issuer.id())?;

    step("2", &terminal.say("demoSigns", &[course::LEARNER]), terminal)?;
    let (credential, text) = issue(&issuer, &key, now)?;
    let file = folder.write("credential.json", text.as_bytes(), Readers::Anyone)?;
    wrote(&file, terminal.phrase("demoSigned"), terminal)?;
    const SHOWN: [&str; 12] = [
        "achievement",
        "about",
        "outcome",
        "workload",
        "credits",
        "level",
        "assessment",
        "participation",
        "quality",
        "aligned with",
        "result",
        "proof",
    ];
    for (about, claim) in
        claims::of(&credential, terminal.words()).iter().filter(|(about, _)| SHOWN.contains(about))
    {
        terminal.fact(terminal.phrase(about), claim)?;
    }

    step("3", terminal.phrase("demoBakes"), terminal)?;
    let (png, svg) = draw_badge(now)?;
    let png = into_image(&png, &text)?;
    let svg = into_image(svg.as_bytes(), &text)?;
    let png_file = folder.write("badge.png", &png, Readers::Anyone)?;
    wrote(&png_file, &kilobytes(png.len()), terminal)?;
    let svg_file = folder.write("badge.svg", &svg, Readers::Anyone)?;
    wrote(&svg_file, &kilobytes(svg.len()), terminal)?;

    step("4", terminal.phrase("demoAnyone"), terminal)?;
    let email = Recipient::Identifier { kind: "emailAddress".to_owned(), value: course::EMAIL.to_owned() };
    let verifier = Verifier::new(Policy::default().expect_recipient(email));
    let (from_png, from_svg) = (check(&verifier, &png_file, now)?, check(&verifier, &svg_file, now)?);
    for (file, verification) in [(&png_file, &from_png), (&svg_file, &from_svg)] {
        if verification.report().verdict() != Verdict::Valid {
            report(file, verification, terminal)?;
            return Err(not_as_told(file, "is not valid"));
        }
    }
    report(&png_file, &from_png, terminal)?;
    terminal.line(format!("\n  {}", terminal.bold(&shown(&svg_file))))?;
    let valid = terminal.good(&terminal.verdict(Verdict::Valid).to_uppercase());
    terminal.line(format!("  {}", terminal.say("demoSame", &[&valid])))?;
    terminal.line("")?;
    terminal.line(format!("  {}", terminal.phrase("demoMarks")))?;
    terminal.line(format!("  {}", terminal.phrase("demoMarksMore")))?;

    step("5", &terminal.say("demoAlters", &[course::GRADE]), terminal)?;
    let altered = alter(&svg).ok_or_else(|| not_as_told(&svg_file, "does not hold the grade once"))?;
    let file = folder.write("badge-altered.svg", &altered, Readers::Anyone)?;
    let verification = check(&verifier, &file, now)?;
    report(&file, &verification, terminal)?;
    if verification.report().verdict() != Verdict::Invalid {
        return Err(not_as_told(&file, "is not refused"));
    }
    say_why(&verification, &file, terminal)?;
    say_where(&credential, &verification, terminal)?;
    say_next(&folder, terminal)?;
    Ok(DONE)
}

/// Says what is done next.
fn step(number: &str, what: &str, terminal: &mut Terminal) -> Result<(), CliError> {
    terminal.line(format!("\n{} {what}", terminal.bold(number)))
}

/// The signed credential, as a document and as text.
fn issue(issuer: &Issuer, key: &SecretKey, now: OffsetDateTime) -> Result<(Value, String), CliError> {
    let id = entropy::uuid()?;
    let salt: String = entropy::bytes::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect();
    let credential = course::credential(&Award { id: &id, salt: &salt, issuer: issuer.id(), time: now })
        .map_err(|error| CliError::coded("credential", error.code(), error))?;
    let issued = issuer
        .issue(&credential, &Securing::Embedded, now, key)
        .map_err(|error| CliError::coded("credential", error.code(), error))?;
    let text = issued.to_text();
    let signed = json::parse(text.as_bytes(), &Limits::default())
        .map_err(|error| CliError::coded("credential", error.code(), error))?;
    Ok((signed, text))
}

fn draw_badge(now: OffsetDateTime) -> Result<(Vec<u8>, String), CliError> {
    let awarded = format!("{} {} {}", now.day(), now.month(), now.year());
    let art = BadgeArt {
        title: course::TITLE,
        issuer: course::UNIVERSITY,
        learner: Some(course::LEARNER),
        level: Some("EQF level 5 · 2 ECTS"),
        awarded: Some(&awarded),
    };
    let failed = |error: io::Error| CliError::refused(format!("the badge cannot be drawn: {error}"), "");
    Ok((draw::png(&art).map_err(failed)?, draw::svg(&art).map_err(failed)?))
}

fn into_image(image: &[u8], credential: &str) -> Result<Vec<u8>, CliError> {
    bake(image, credential, &BakeOptions::default())
        .map_err(|error| CliError::coded("badge", error.code(), error))
}

/// Verifies a file as anybody would: read from the disk, nothing fetched.
fn check(verifier: &Verifier, file: &Path, now: OffsetDateTime) -> Result<Box<Verification>, CliError> {
    let documents = Documents::new(true);
    let bytes = documents.input(&file.to_string_lossy())?;
    Ok(verify::verify(verifier, &bytes, &documents, &mut Resources::default(), now))
}

fn report(file: &Path, verification: &Verification, terminal: &mut Terminal) -> Result<(), CliError> {
    terminal.line(format!("\n  {}", terminal.bold(&shown(file))))?;
    for line in terminal.report(verification.report()).lines() {
        terminal.line(format!("  {line}"))?;
    }
    Ok(())
}

/// A copy in which the grade's first digit is another, and no other byte.
fn alter(svg: &[u8]) -> Option<Vec<u8>> {
    let grade = format!("\"{}\"", course::GRADE).into_bytes();
    let mut places = svg.windows(grade.len()).enumerate().filter(|(_, window)| *window == grade);
    let (position, _) = places.next()?;
    let mut altered = svg.to_vec();
    *altered.get_mut(position + 1)? = b'9';
    places.next().is_none().then_some(altered)
}

fn say_why(verification: &Verification, file: &Path, terminal: &mut Terminal) -> Result<(), CliError> {
    let proof = verification.report().check(CheckId::Proof);
    let caught =
        proof.filter(|check| check.outcome() == Outcome::Failed).and_then(|check| check.findings().first());
    let Some(finding) = caught else {
        return Err(not_as_told(file, "is refused by another check than the proof"));
    };
    terminal.line(format!("\n  {}", terminal.phrase("demoWorthless")))?;
    let code = terminal.bold(finding.code.as_str());
    terminal.line(format!("  {}", terminal.say("demoCaught", &[&code])))?;
    if let Some(explanation) = explain(finding.code.as_str()) {
        terminal.line(format!("  {}", terminal.explained(explanation).0))?;
    }
    Ok(())
}

/// Names the statement in which the altered credential differs, which a signature alone does not tell.
fn say_where(signed: &Value, altered: &Verification, terminal: &mut Terminal) -> Result<(), CliError> {
    let Some(altered) = altered.claimed() else { return Ok(()) };
    let (signed, altered) = (LinkedData::unproven(signed), LinkedData::unproven(altered));
    let (Some(was), Some(is)) = (signed.view(), altered.view()) else { return Ok(()) };
    let difference = was.diff(&is);
    let count = was.statements().count();
    let [statement] = difference.only_second.as_slice() else { return Ok(()) };
    let place = statement.place.as_ref().map_or_else(String::new, ToString::to_string);
    let line = terminal.say("demoDiffers", &[&count.to_string(), &printable(&place)]);
    terminal.line(format!("  {line}"))
}

fn say_next(folder: &Folder, terminal: &mut Terminal) -> Result<(), CliError> {
    // As it was called, so that what is shown can be typed: `cargo run` leaves no `accolade` on the path.
    let called = std::env::args().next().filter(|name| name.contains(std::path::MAIN_SEPARATOR));
    let program = called.map_or_else(|| "accolade".to_owned(), |name| printable(&name));
    let at = |name: &str| shown(&folder.0.join(name));
    let at_hand = terminal.say("demoNext", &[&terminal.bold(&shown(&folder.0))]);
    terminal.line(format!("\n{at_hand}"))?;
    for command in [
        format!("verify {}", at("badge.png")),
        format!("inspect {}", at("badge.svg")),
        format!("diff {} {}", at("badge.svg"), at("badge-altered.svg")),
        "explain proof.signature-mismatch".to_owned(),
    ] {
        terminal.line(format!("  {program} {command}"))?;
    }
    Ok(())
}

/// The folder of the demo, in which nothing is replaced.
struct Folder(PathBuf);

impl Folder {
    fn make(given: Option<&Path>) -> Result<Self, CliError> {
        let unwritable = |path: &Path, source| CliError::Unwritable { path: path.to_owned(), source };
        if let Some(path) = given {
            fs::create_dir_all(path).map_err(|source| unwritable(path, source))?;
            return Ok(Self(path.to_owned()));
        }
        let names = (1..=999).map(|number: u16| match number {
            1 => "accolade-demo".to_owned(),
            number => format!("accolade-demo-{number}"),
        });
        for path in names.map(PathBuf::from) {
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(unwritable(&path, error)),
            }
        }
        Err(CliError::AlreadyThere { path: PathBuf::from("accolade-demo") })
    }

    fn write(&self, name: &str, bytes: &[u8], readers: Readers) -> Result<PathBuf, CliError> {
        let path = self.0.join(name);
        match write_file(&path, bytes, readers, false) {
            Ok(()) => Ok(path),
            Err(CliError::AlreadyThere { path }) => Err(CliError::refused(
                format!("`{}` is there already", path.display()),
                "the demo replaces nothing; give another folder with `--out`",
            )),
            Err(error) => Err(error),
        }
    }
}

fn wrote(file: &Path, what: &str, terminal: &mut Terminal) -> Result<(), CliError> {
    terminal.line(format!("  {}  {}", terminal.good(&shown(file)), terminal.faint(what)))
}

fn kilobytes(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1000))
}

fn shown(path: &Path) -> String {
    printable(&path.display().to_string())
}

fn not_as_told(file: &Path, what: &str) -> CliError {
    CliError::refused(
        format!("the demo did not go as told: `{}` {what}", file.display()),
        "please report this",
    )
}
