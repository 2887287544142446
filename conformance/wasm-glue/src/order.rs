//! Lays functions beside those like them. Gzip looks back 32 kB, and a module is many times as long: what is alike and stands
//! further apart is paid for twice.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    convert::Infallible,
};

use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{Error, Reencode},
};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// How far back gzip looks.
const WINDOW: usize = 32 << 10;
/// Functions are alike in as far as they share runs of so many bytes: of 4 to 8, what made the three builds smallest.
const RUN: usize = 7;
/// What is shared is weighed against this power of a function's length, so that short functions do not all come first.
const BY_LENGTH: f64 = 0.8;

/// The same module with its functions in the order that compresses best.
pub(crate) fn order(module: &[u8]) -> Result<Vec<u8>, String> {
    let (imported, bodies) = functions(module).map_err(|error| error.to_string())?;
    let order = likeness(&bodies);
    let mut place = vec![0; order.len()];
    for (at, function) in order.iter().enumerate() {
        place[*function] = at;
    }
    let mut out = Module::new();
    let mut layout = Layout { imported, order, place };
    layout.parse_core_module(&mut out, Parser::new(0), module).map_err(|error| error.to_string())?;
    Ok(out.finish())
}

/// How many functions are imported, and the bytes of the others.
fn functions(module: &[u8]) -> wasmparser::Result<(usize, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// The order: the longest first, and after each the one that has most of its runs in the window before it.
fn likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let mut owners: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for run in body.windows(RUN).collect::<HashSet<_>>() {
            owners.entry(run).or_default().push(function);
        }
    }
    // Each run that more than one function has: who has it, and how often it is in the window.
    let mut runs: Vec<(Vec<usize>, usize)> = Vec::new();
    let mut has = vec![Vec::new(); bodies.len()];
    for functions in owners.into_values().filter(|functions| functions.len() > 1) {
        for function in &functions {
            has[*function].push(runs.len());
        }
        runs.push((functions, 0));
    }
    let weight = |function: usize| (bodies[function].len() as f64).powf(BY_LENGTH);

    let mut shared = vec![0_u32; bodies.len()];
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let (mut order, mut window, mut length) = (Vec::new(), VecDeque::new(), 0);
    let mut next = left.iter().copied().max_by_key(|function| bodies[*function].len());
    while let Some(function) = next {
        left.retain(|one| *one != function);
        order.push(function);
        window.push_back(function);
        length += bodies[function].len();
        for run in &has[function] {
            let (functions, times) = &mut runs[*run];
            *times += 1;
            if *times == 1 {
                functions.iter().for_each(|one| shared[*one] += 1);
            }
        }
        while length > WINDOW && window.len() > 1 {
            let Some(past) = window.pop_front() else { break };
            length -= bodies[past].len();
            for run in &has[past] {
                let (functions, times) = &mut runs[*run];
                *times -= 1;
                if *times == 0 {
                    functions.iter().for_each(|one| shared[*one] -= 1);
                }
            }
        }
        // The first of equals, so that the same module always comes out the same.
        let likeness = |one: &usize| f64::from(shared[*one]) / weight(*one);
        next = left.iter().copied().rev().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    }
    order
}

/// Writes a module anew with its functions in another order.
struct Layout {
    imported: usize,
    /// Which function stands at each place.
    order: Vec<usize>,
    /// At which place each function stands.
    place: Vec<usize>,
}

impl Layout {
    fn laid<T: Clone>(
        &self,
        functions: impl Iterator<Item = wasmparser::Result<T>>,
    ) -> wasmparser::Result<Vec<T>> {
        let functions: Vec<T> = functions.collect::<wasmparser::Result<_>>()?;
        Ok(self.order.iter().map(|function| functions[*function].clone()).collect())
    }
}

impl Reencode for Layout {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = usize::try_from(function).ok().and_then(|index| index.checked_sub(self.imported));
        let placed = own.and_then(|own| u32::try_from(self.imported + self.place[own]).ok());
        Ok(placed.unwrap_or(function))
    }

    fn parse_function_section(
        &mut self,
        types: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for index in self.laid(section.into_iter())? {
            types.function(index);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies: Vec<FunctionBody<'_>> = self.laid(section.into_iter())?;
        bodies.into_iter().try_for_each(|body| self.parse_function_body(code, body))
    }
}
