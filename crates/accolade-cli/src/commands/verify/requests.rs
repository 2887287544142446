//! What went over the network, since nothing is fetched silently.

use accolade::{json::Value, report::printable};
use accolade_fetch::{CacheUse, Hop, Record};

use crate::{error::CliError, terminal::Terminal};

/// Prints a line for each document, and with `verbose` what there is to know about its way here.
pub(super) fn print(requests: &[Record], verbose: bool, terminal: &mut Terminal) -> Result<(), CliError> {
    for request in requests {
        let Record { url, bytes, millis, failed, cache, .. } = request;
        let came =
            failed.map_or_else(|| terminal.say("bytes", &[&bytes.to_string()]), |code| code.to_string());
        let how = if *cache == Some(CacheUse::Fresh) { "keptEarlier" } else { "fetched" };
        let line = terminal.say(how, &[&printable(url), &came, &millis.to_string()]);
        terminal.line(terminal.faint(&format!("  {line}")))?;
        if verbose {
            details(request, terminal)?;
        }
    }
    Ok(())
}

/// Says which bundle documents were taken from.
pub(super) fn print_bundle(from: &Value, terminal: &mut Terminal) -> Result<(), CliError> {
    let member =
        |name: &str| from.get(name).map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
    let [file, made, documents] = ["file", "made", "documents"].map(|name| member(name).unwrap_or_default());
    let text = terminal.say("fromBundle", &[&file, &made, &documents]);
    terminal.line(terminal.faint(&printable(&format!("  {text}"))))
}

fn details(request: &Record, terminal: &mut Terminal) -> Result<(), CliError> {
    let Record { url, final_url, attempts, hops, received, cache, .. } = request;
    for Hop { url, from, status } in hops {
        let from = from.map_or_else(|| terminal.phrase("nobody").to_owned(), |from| from.to_string());
        let status = status.map_or_else(
            || terminal.phrase("noAnswer").to_owned(),
            |status| terminal.say("statusCode", &[&status.to_string()]),
        );
        let line = terminal.say("asked", &[&printable(url), &status, &from]);
        terminal.line(terminal.faint(&format!("    {line}")))?;
    }
    let mut facts = vec![
        terminal.say("attempts", &[&attempts.to_string()]),
        terminal.say("asSent", &[&received.to_string()]),
    ];
    if let Some(last) = final_url.as_ref().filter(|last| *last != url) {
        facts.push(terminal.say("cameFrom", &[&printable(last)]));
    }
    if let Some(cache) = cache {
        facts.push(terminal.say("cache", &[cache.as_str()]));
    }
    terminal.line(terminal.faint(&format!("    {}", facts.join(", "))))
}
