//! TypeScript's view of the calls and answers, made of the Rust types and their serde attributes.

use std::{fmt::Write as _, fs, path::Path};

use syn::{
    Attribute, Expr, Field, Fields, GenericArgument, Item, ItemEnum, ItemStruct, Lit, Meta, PathArguments,
    Type,
};

/// Where the types are.
const SOURCES: [&str; 15] = [
    "crates/accolade/src/ffi/call.rs",
    "crates/accolade/src/ffi/inspect.rs",
    "crates/accolade/src/ffi/diff.rs",
    "crates/accolade/src/ffi/bake.rs",
    "crates/accolade/src/ffi/key.rs",
    "crates/accolade/src/ffi/issue.rs",
    "crates/accolade/src/ffi/derive.rs",
    "crates/accolade/src/ffi/present.rs",
    "crates/accolade/src/ffi/mod.rs",
    "crates/accolade/src/ffi/refusal.rs",
    "crates/accolade-engine/src/resources.rs",
    "crates/accolade-report/src/check.rs",
    "crates/accolade-report/src/finding.rs",
    "crates/accolade-report/src/nested.rs",
    "crates/accolade-report/src/report.rs",
];

const HEAD: &str =
    "// The calls and answers, written by `cargo xtask wasm` from the Rust types; do not edit.\n";

/// The text of `bindings/npm/src/types.ts`.
pub(crate) fn typescript(root: &Path) -> Result<String, String> {
    let mut out = HEAD.to_owned();
    for source in SOURCES {
        let wrong = |error: String| format!("{source}: {error}");
        let text = read(&root.join(source)).map_err(|error| wrong(error.to_string()))?;
        let file = syn::parse_file(&text).map_err(|error| wrong(error.to_string()))?;
        for item in &file.items {
            match item {
                Item::Struct(item) if is_serde(&item.attrs) => structure(&mut out, item).map_err(wrong)?,
                Item::Enum(item) if is_serde(&item.attrs) => enumeration(&mut out, item).map_err(wrong)?,
                _ => {}
            }
        }
    }
    Ok(out)
}

fn structure(out: &mut String, item: &ItemStruct) -> Result<(), String> {
    comment(out, "", &item.attrs);
    let all_optional = serde(&item.attrs).iter().any(|word| word == "default");
    let _ = writeln!(out, "export interface {} {{", item.ident);
    for field in &item.fields {
        comment(out, "  ", &field.attrs);
        let _ = writeln!(out, "  {};", member(field, all_optional)?);
    }
    out.push_str("}\n");
    Ok(())
}

fn enumeration(out: &mut String, item: &ItemEnum) -> Result<(), String> {
    comment(out, "", &item.attrs);
    let tag = serde(&item.attrs).into_iter().find_map(|word| word.strip_prefix("tag=").map(str::to_owned));
    let _ = write!(out, "export type {} =", item.ident);
    for variant in &item.variants {
        let name = camel_case(&variant.ident.to_string());
        out.push('\n');
        comment(out, "  ", &variant.attrs);
        let members = |fields: &Fields| -> Result<String, String> {
            let members: Result<Vec<String>, String> =
                fields.iter().map(|field| member(field, false)).collect();
            Ok(members?.join("; "))
        };
        let shape = match (&variant.fields, &tag) {
            (Fields::Unit, None) => format!("{name:?}"),
            (Fields::Unit, Some(tag)) => format!("{{ {tag}: {name:?} }}"),
            (fields @ Fields::Named(_), Some(tag)) => format!("{{ {tag}: {name:?}; {} }}", members(fields)?),
            (fields @ Fields::Named(_), None) => format!("{{ {name}: {{ {} }} }}", members(fields)?),
            (Fields::Unnamed(fields), None) => match fields.unnamed.first() {
                Some(field) if fields.unnamed.len() == 1 => format!("{{ {name}: {} }}", of_type(&field.ty)?),
                _ => return Err(format!("`{}::{name}` has no shape in JSON", item.ident)),
            },
            (Fields::Unnamed(fields), Some(tag)) => match fields.unnamed.first() {
                Some(field) if fields.unnamed.len() == 1 => {
                    format!("({{ {tag}: {name:?} }} & {})", of_type(&field.ty)?)
                }
                _ => return Err(format!("`{}::{name}` has no shape in JSON", item.ident)),
            },
        };
        let _ = write!(out, "  | {shape}");
    }
    out.push_str(";\n");
    Ok(())
}

/// `name: type`, or `name?: type` where JSON may go without.
fn member(field: &Field, all_optional: bool) -> Result<String, String> {
    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    let words = serde(&field.attrs);
    let left_out = words.iter().any(|word| word == "default" || word.starts_with("skip_serializing_if"));
    let of = of_type(&field.ty)?;
    let optional = all_optional || left_out || of.ends_with("| undefined");
    Ok(format!("{}{}: {}", camel_case(&name), if optional { "?" } else { "" }, of))
}

fn of_type(of: &Type) -> Result<String, String> {
    match of {
        Type::Reference(of) => of_type(&of.elem),
        Type::Path(path) => {
            let last = path.path.segments.last().ok_or("a type without a name")?;
            let inner = match &last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments
                    .args
                    .iter()
                    .filter_map(|argument| match argument {
                        GenericArgument::Type(of) => Some(of_type(of)),
                        _ => None,
                    })
                    .collect::<Result<Vec<String>, String>>()?,
                _ => Vec::new(),
            };
            Ok(match (last.ident.to_string().as_str(), inner.as_slice()) {
                ("String" | "str" | "Code" | "Pointer", []) => "string".to_owned(),
                ("bool", []) => "boolean".to_owned(),
                ("u32" | "u64" | "usize", []) => "number".to_owned(),
                ("Value", []) => "unknown".to_owned(),
                ("Option", [of]) => format!("{of} | undefined"),
                ("Box", [of]) => of.clone(),
                ("Vec", [of]) => format!("Array<{of}>"),
                ("BTreeMap" | "Map", [key, of]) => format!("Record<{key}, {of}>"),
                (name, []) => name.to_owned(),
                (name, _) => return Err(format!("`{name}` has no counterpart in TypeScript")),
            })
        }
        _ => Err("a type that has no counterpart in TypeScript".to_owned()),
    }
}

fn is_serde(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("serde"))
}

/// The words of the `serde` attributes: `default`, `tag=type`.
fn serde(attributes: &[Attribute]) -> Vec<String> {
    let mut words = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // What cannot be read is another attribute's business, and the compiler's.
        let _ = attribute.parse_nested_meta(|meta| {
            let name = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            match meta.value() {
                Ok(value) => words.push(format!("{name}={}", value.parse::<syn::LitStr>()?.value())),
                Err(_) => words.push(name),
            }
            Ok(())
        });
    }
    words
}

fn comment(out: &mut String, indent: &str, attributes: &[Attribute]) {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value().trim().to_owned()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
        // Examples are in Rust.
        .take_while(|line| !line.starts_with("```"))
        .filter(|line| !line.is_empty())
        .collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "{indent}/** {} */", lines.join(" "));
    }
}

/// `media_type` and `MediaType` as `mediaType`.
fn camel_case(name: &str) -> String {
    let mut out = String::new();
    let mut upper = false;
    for c in name.chars() {
        match c {
            '_' => upper = true,
            c if upper => {
                out.extend(c.to_uppercase());
                upper = false;
            }
            c if out.is_empty() => out.extend(c.to_lowercase()),
            c => out.push(c),
        }
    }
    out
}

#[expect(clippy::disallowed_methods, reason = "the project's own commands read files")]
fn read(path: &Path) -> std::io::Result<String> {
    fs::read_to_string(path)
}
