//! What went over the network, since nothing is fetched silently.

use accolade::{json::Value, report::printable};
use accolade_fetch::{CacheUse, Hop, Record};

use crate::{error::CliError, terminal::Terminal};

/// Prints a line for each document, and with `verbose` what there is to know about its way here.
pub(super) fn print(requests: &[Record], verbose: bool, terminal: &mut Terminal) -> Result<(), CliError> {
    for request in requests {
        let Record { url, bytes, millis, failed, cache, .. } = request;
        let came = failed.map_or_else(|| format!("{bytes} bytes"), |code| code.to_string());
        let how = if *cache == Some(CacheUse::Fresh) { "kept earlier" } else { "fetched" };
        terminal.line(terminal.faint(&format!("  {how} {}: {came}, {millis} ms", printable(url))))?;
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
    let text = format!("  from the bundle {file}, made {made}: {documents} documents");
    terminal.line(terminal.faint(&printable(&text)))
}

fn details(request: &Record, terminal: &mut Terminal) -> Result<(), CliError> {
    let Record { url, final_url, attempts, hops, received, cache, .. } = request;
    for Hop { url, from, status } in hops {
        let from = from.map_or_else(|| "nobody".to_owned(), |from| from.to_string());
        let status = status.map_or_else(|| "no answer".to_owned(), |status| format!("status {status}"));
        terminal.line(terminal.faint(&format!("    asked {}: {status} from {from}", printable(url))))?;
    }
    let mut facts = vec![format!("attempts {attempts}"), format!("bytes as sent {received}")];
    if let Some(last) = final_url.as_ref().filter(|last| *last != url) {
        facts.push(format!("came from {}", printable(last)));
    }
    if let Some(cache) = cache {
        facts.push(format!("cache {}", cache.as_str()));
    }
    terminal.line(terminal.faint(&format!("    {}", facts.join(", "))))
}
