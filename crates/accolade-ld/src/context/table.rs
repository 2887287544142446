//! Term tables: a context as text, one term a line, in the form in which pinned contexts are kept.
//!
//! A table says what the context says, in the context's own order, so that applying either gives the same. Fields are set
//! apart by tabs:
//!
//! ```text
//! %1 <TAB> https://a.example/vocab#      an abbreviation: below, `%1` stands for that text
//! @protected <TAB> true                  a keyword of the context
//! name <TAB> =%1name                     a term and its IRI
//! gone <TAB> -                           a term mapped to nothing
//! tags <TAB> id=%1tag <TAB> in=@set      a term with an expanded definition
//! Badge <TAB> id=%1Badge <TAB> context   … with a context of its own, in the lines below, one tab further in
//! ```
//!
//! An array of contexts is written as lines of `*`, with a URL, `-` for `null`, or a context in the lines below. In names
//! and values a backslash stands before `t`, `n`, `r` for a control character, and before any other character for itself.

use std::{fmt::Write, sync::Arc};

use super::local::{Body, Container, Definition, Direction, Entry, Expanded, Form, Given, Local};

/// Writes a context as a table; `None` where it is not well-formed.
pub(crate) fn encode(local: &Local) -> Option<String> {
    let mut counts = Vec::new();
    count(local, &mut counts);
    let mut writer = Writer { spaces: chosen(counts), out: String::new() };
    for (at, space) in writer.spaces.clone().iter().enumerate() {
        let _ = writeln!(writer.out, "%{at}\t{}", escaped(space));
    }
    writer.context(local, 0)?;
    Some(writer.out)
}

/// Reads a table; `None` where it is not one.
pub(crate) fn decode(text: &str) -> Option<Arc<Local>> {
    let mut lines = Lines { rest: text, spaces: Vec::new() };
    while let Some(line) = lines.rest.strip_prefix('%') {
        let (line, rest) = line.split_once('\n')?;
        lines.spaces.push(plain(line.split_once('\t')?.1)?);
        lines.rest = rest;
    }
    let local = lines.context(0)?;
    lines.rest.is_empty().then_some(local)
}

struct Writer {
    spaces: Vec<String>,
    out: String,
}

impl Writer {
    fn context(&mut self, local: &Local, depth: usize) -> Option<()> {
        match &local.form {
            Form::Definition(definition) => self.definition(definition, depth),
            Form::Many(items) => {
                for item in items {
                    self.indent(depth);
                    self.out.push('*');
                    match &item.form {
                        Form::Null => self.out.push_str("\t-\n"),
                        Form::Url(url) => {
                            let url = self.value(url);
                            let _ = writeln!(self.out, "\t{url}");
                        }
                        Form::Definition(definition) => {
                            self.out.push('\n');
                            self.definition(definition, depth + 1)?;
                        }
                        Form::Many(_) | Form::Wrong(_) => return None,
                    }
                }
                Some(())
            }
            Form::Null | Form::Url(_) | Form::Wrong(_) => None,
        }
    }

    fn definition(&mut self, definition: &Definition, depth: usize) -> Option<()> {
        let texts = [
            ("@version", definition.version.clone().map(|()| "1.1".to_owned())),
            ("@import", definition.import.clone().map(|url| self.value(&url))),
            ("@base", definition.base.clone().map(|iri| self.value(&iri))),
            ("@vocab", definition.vocab.clone().map(|iri| self.value(&iri))),
            ("@language", definition.language.clone().map(|tag| self.value(&tag))),
            ("@direction", definition.direction.clone().map(|direction| direction.as_str().to_owned())),
            ("@propagate", definition.propagate.clone().map(|is| is.to_string())),
            ("@protected", definition.protected.clone().map(|is| is.to_string())),
        ];
        for (name, value) in texts {
            let value = match value {
                Given::Absent => continue,
                Given::Null => "-".to_owned(),
                Given::Is(value) => value,
                Given::Wrong(_) => return None,
            };
            self.indent(depth);
            let _ = writeln!(self.out, "{name}\t{value}");
        }
        definition.terms.iter().try_for_each(|entry| self.entry(entry, depth))
    }

    fn entry(&mut self, entry: &Entry, depth: usize) -> Option<()> {
        self.indent(depth);
        self.out.push_str(&escaped(&entry.name));
        let full = match &entry.body {
            Body::Null => {
                self.out.push_str("\t-\n");
                return Some(());
            }
            Body::Simple(iri) => {
                let iri = self.value(iri);
                let _ = writeln!(self.out, "\t={iri}");
                return Some(());
            }
            Body::Full(full) => full,
            Body::Wrong(_) => return None,
        };
        let fields = [
            ("id", full.id.clone().map(|iri| self.value(&iri))),
            ("reverse", full.reverse.clone().map(|iri| self.value(&iri))),
            ("type", full.kind.clone().map(|iri| self.value(&iri))),
            ("in", full.container.clone().map(container)),
            ("lang", full.language.clone().map(|tag| self.value(&tag))),
            ("dir", full.direction.clone().map(|direction| direction.as_str().to_owned())),
            ("index", full.index.clone().map(|iri| self.value(&iri))),
            ("nest", full.nest.clone().map(|name| self.value(&name))),
            ("prefix", full.prefix.clone().map(|is| is.to_string())),
            ("protected", full.protected.clone().map(|is| is.to_string())),
        ];
        if full.unknown.is_some() {
            return None;
        }
        let mut any = false;
        for (name, value) in fields {
            let value = match value {
                Given::Absent => continue,
                Given::Null => "-".to_owned(),
                Given::Is(value) => value,
                Given::Wrong(_) => return None,
            };
            any = true;
            let _ = write!(self.out, "\t{name}={value}");
        }
        match full.context.as_deref() {
            None => self.out.push_str(if any { "\n" } else { "\t{}\n" }),
            Some(Local { form: Form::Null, .. }) => self.out.push_str("\tcontext=-\n"),
            Some(Local { form: Form::Url(url), .. }) => {
                let url = self.value(url);
                let _ = writeln!(self.out, "\tcontext={url}");
            }
            Some(local) => {
                self.out.push_str("\tcontext\n");
                self.context(local, depth + 1)?;
            }
        }
        Some(())
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n('\t', depth));
    }

    /// The longest abbreviation that fits, or the text itself.
    fn value(&self, text: &str) -> String {
        let fitting = self.spaces.iter().enumerate().filter(|(_, space)| text.starts_with(space.as_str()));
        match fitting.max_by_key(|(_, space)| space.len()) {
            Some((at, space)) => {
                format!("%{at}{}", escaped(text.strip_prefix(space.as_str()).unwrap_or(text)))
            }
            None => escaped(text),
        }
    }
}

impl<T> Given<T> {
    fn map<U>(self, f: impl FnOnce(T) -> U) -> Given<U> {
        match self {
            Self::Absent => Given::Absent,
            Self::Null => Given::Null,
            Self::Is(value) => Given::Is(f(value)),
            Self::Wrong(found) => Given::Wrong(found),
        }
    }
}

fn container(container: Container) -> String {
    let names = Container::NAMES.iter().filter(|(flag, _)| container.has(*flag)).map(|(_, name)| *name);
    let names = names.collect::<Vec<_>>().join(",");
    if container.is_array() { format!("[{names}]") } else { names }
}

/// Ten texts at most, each used three times or more, those that shorten most first.
fn chosen(counts: Vec<(String, usize)>) -> Vec<String> {
    let mut worth: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count >= 3).collect();
    worth.sort_by(|(one, a), (other, b)| (b * other.len()).cmp(&(a * one.len())).then(one.cmp(other)));
    worth.into_iter().take(10).map(|(space, _)| space).collect()
}

/// Counts the namespaces of the IRIs: all up to the last `#` or `/`.
fn count(local: &Local, counts: &mut Vec<(String, usize)>) {
    let mut add = |iri: &str| {
        let Some(end) = iri.rfind(['#', '/']).filter(|end| *end > 10) else { return };
        let space = iri.get(..=end).unwrap_or(iri);
        match counts.iter_mut().find(|(known, _)| known == space) {
            Some((_, count)) => *count += 1,
            None => counts.push((space.to_owned(), 1)),
        }
    };
    let mut inner: Vec<&Local> = Vec::new();
    match &local.form {
        Form::Many(items) => inner.extend(items.iter().map(|item| &**item)),
        Form::Definition(definition) => {
            for entry in &definition.terms {
                match &entry.body {
                    Body::Simple(iri) => add(iri),
                    Body::Full(full) => {
                        for given in [&full.id, &full.kind, &full.reverse] {
                            if let Given::Is(iri) = given {
                                add(iri);
                            }
                        }
                        inner.extend(full.context.as_deref());
                    }
                    Body::Null | Body::Wrong(_) => {}
                }
            }
        }
        Form::Null | Form::Url(_) | Form::Wrong(_) => {}
    }
    for local in inner {
        count(local, counts);
    }
}

struct Lines<'t> {
    rest: &'t str,
    spaces: Vec<String>,
}

impl<'t> Lines<'t> {
    /// The next line, without its indentation, where it stands exactly that deep.
    fn next_at(&mut self, depth: usize) -> Option<&'t str> {
        let (line, rest) = self.rest.split_once('\n')?;
        let text = line.trim_start_matches('\t');
        (line.len() - text.len() == depth && !text.is_empty()).then(|| {
            self.rest = rest;
            text
        })
    }

    fn context(&mut self, depth: usize) -> Option<Arc<Local>> {
        let starts = self.rest.get(depth..).is_some_and(|rest| rest.starts_with('*'))
            && self.rest.bytes().take(depth).all(|byte| byte == b'\t');
        if !starts {
            return Some(Local::new(Form::Definition(Box::new(self.definition(depth)?))));
        }
        let mut items = Vec::new();
        while let Some(line) = self.next_at(depth) {
            items.push(match line.strip_prefix('*')? {
                "" => Local::new(Form::Definition(Box::new(self.definition(depth + 1)?))),
                "\t-" => Local::new(Form::Null),
                url => Local::new(Form::Url(self.text(url.strip_prefix('\t')?)?)),
            });
        }
        Some(Local::new(Form::Many(items)))
    }

    fn definition(&mut self, depth: usize) -> Option<Definition> {
        let mut read = Definition::default();
        while let Some(line) = self.next_at(depth) {
            let (name, fields) = line.split_once('\t')?;
            match name {
                "@version" => read.version = Given::Is(()),
                "@import" => read.import = self.given(fields)?,
                "@base" => read.base = self.given(fields)?,
                "@vocab" => read.vocab = self.given(fields)?,
                "@language" => read.language = self.given(fields)?,
                "@direction" => read.direction = direction(fields)?,
                "@propagate" => read.propagate = Given::Is(fields.parse().ok()?),
                "@protected" => read.protected = Given::Is(fields.parse().ok()?),
                _ => {
                    let body = self.body(fields, depth)?;
                    let entry = Entry { name: plain(name)?.into(), body };
                    // A table that says a thing twice is not one.
                    if read.find(&entry.name).is_some() {
                        return None;
                    }
                    read.add(entry);
                }
            }
        }
        Some(read)
    }

    fn body(&mut self, fields: &str, depth: usize) -> Option<Body> {
        if fields == "-" {
            return Some(Body::Null);
        }
        if let Some(iri) = fields.strip_prefix('=') {
            return Some(Body::Simple(self.text(iri)?));
        }
        let mut read = Expanded::default();
        for field in fields.split('\t') {
            match field.split_once('=').unwrap_or((field, "")) {
                ("id", value) => read.id = self.given(value)?,
                ("reverse", value) => read.reverse = self.given(value)?,
                ("type", value) => read.kind = self.given(value)?,
                ("in", "-") => read.container = Given::Null,
                ("in", value) => {
                    let inner = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
                    let container = Container::of(inner.unwrap_or(value).split(','))?;
                    read.container =
                        Given::Is(if inner.is_some() { container.as_array() } else { container });
                }
                ("lang", value) => read.language = self.given(value)?,
                ("dir", value) => read.direction = direction(value)?,
                ("index", value) => read.index = self.given(value)?,
                ("nest", value) => read.nest = self.given(value)?,
                ("prefix", value) => read.prefix = Given::Is(value.parse().ok()?),
                ("protected", value) => read.protected = Given::Is(value.parse().ok()?),
                ("context", "-") => read.context = Some(Local::new(Form::Null)),
                ("context", "") => read.context = Some(self.context(depth + 1)?),
                ("context", url) => read.context = Some(Local::new(Form::Url(self.text(url)?))),
                ("{}", "") => {}
                _ => return None,
            }
        }
        Some(Body::Full(Arc::new(read)))
    }

    fn given(&self, value: &str) -> Option<Given<Arc<str>>> {
        Some(if value == "-" { Given::Null } else { Given::Is(self.text(value)?) })
    }

    fn text(&self, value: &str) -> Option<Arc<str>> {
        let Some(abbreviated) = value.strip_prefix('%') else { return plain(value).map(Arc::from) };
        let number = abbreviated.get(..1)?;
        let space = self.spaces.get(number.parse::<usize>().ok()?)?;
        Some(super::active::concat(space, &plain(abbreviated.get(1..)?)?).into())
    }
}

fn direction(value: &str) -> Option<Given<Direction>> {
    Some(if value == "-" { Given::Null } else { Given::Is(Direction::of(value)?) })
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            // What has a meaning of its own at the start of a name or a value; a keyword can be a value, but not a name.
            '%' | '*' | '-' | '=' if at == 0 => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

fn plain(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                other => other,
            },
            c => c,
        });
    }
    Some(out)
}
