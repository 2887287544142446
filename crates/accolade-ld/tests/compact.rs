//! Compaction: what it writes, what it refuses, and that what it writes is read as what was said.

use accolade_ld::{
    Contexts, LdError, Options, codes, compact, expand, nquads,
    rdfc::{Budget, HashAlgorithm, canonicalize},
    to_rdf,
};
use serde_json::{Map, Value, json};

/// What a document says, as canonical N-Quads.
fn statements(document: &Value, contexts: &Contexts, options: &Options) -> Result<String, LdError> {
    let dataset = to_rdf(document, contexts, options)?.dataset;
    Ok(canonicalize(&dataset, HashAlgorithm::Sha256, Budget::default())?.into_text())
}

fn badge() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:6a1d4c3e-9b57-4f0c-8f60-0c1d2e3f4a5b",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://harbour.example/issuer", "type": ["Profile"], "name": "Harbour School"},
        "validFrom": "2026-03-01T09:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://harbour.example/achievements/knots",
                "type": ["Achievement"],
                "name": "Knots",
                "criteria": {"narrative": "The holder ties twelve knots."}
            }
        }
    })
}

#[test]
fn a_badge_comes_back_as_it_was() {
    let (badge, contexts) = (badge(), Contexts::pinned());
    for options in [Options::default(), Options::default().with_base("https://harbour.example/")] {
        let expanded = expand(&badge, &contexts, &options).unwrap();
        let compacted =
            compact(&expanded, &badge["@context"], &contexts, &options.keeping_full_iris()).unwrap();
        // Compaction takes an array of one away, as it is meant to, where the context does not ask for it.
        let mut expected = badge.clone();
        for place in ["/issuer", "/credentialSubject", "/credentialSubject/achievement"] {
            let kind = expected.pointer_mut(place).unwrap().get_mut("type").unwrap();
            *kind = kind[0].take();
        }
        assert_eq!(compacted, expected);
    }
}

/// What `skolemizeCompactJsonLd` of Data Integrity ECDSA §3.4 does: expand, name the nodes, compact.
#[test]
fn a_document_keeps_its_words_while_its_nodes_are_named() {
    fn name_nodes(value: &mut Value, count: &mut usize) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| name_nodes(item, count)),
            Value::Object(members) if !members.contains_key("@value") => {
                members.values_mut().for_each(|member| name_nodes(member, count));
                if !members.contains_key("@id") && !members.contains_key("@list") {
                    members.insert("@id".to_owned(), format!("urn:bnid:{count}").into());
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    let (badge, contexts, options) = (badge(), Contexts::pinned(), Options::default());
    let mut expanded = expand(&badge, &contexts, &options).unwrap();
    name_nodes(&mut expanded, &mut 0);
    let compacted = compact(&expanded, &badge, &contexts, &options).unwrap();
    assert_eq!(compacted["credentialSubject"]["id"], "urn:bnid:1");
    assert_eq!(compacted["credentialSubject"]["achievement"]["criteria"]["id"], "urn:bnid:0");
    assert_eq!(
        compacted["credentialSubject"]["achievement"]["criteria"]["narrative"],
        "The holder ties twelve knots."
    );
    assert_eq!(compacted["@context"], badge["@context"]);
}

#[test]
fn arrays_and_full_iris_are_kept_on_demand() {
    let document = json!({"@id": "https://a.example/folder/one", "@type": "a:T", "a:p": {"@id": "https://a.example/other"}});
    let contexts = Contexts::empty();
    let options = Options::default().with_base("https://a.example/folder/");
    let compacted = |options: &Options| compact(&document, &Value::Null, &contexts, options).unwrap();
    assert_eq!(compacted(&options), json!({"@id": "one", "@type": "a:T", "a:p": {"@id": "../other"}}));
    assert_eq!(compacted(&options.clone().keeping_full_iris()), document);
    assert_eq!(
        compacted(&options.keeping_arrays()),
        json!({"@graph": [{"@id": "one", "@type": ["a:T"], "a:p": [{"@id": "../other"}]}]})
    );
}

#[test]
fn errors_have_their_places() {
    let contexts = Contexts::empty();
    let fails = |document: Value, context: Value| {
        let error = compact(&document, &context, &contexts, &Options::default()).unwrap_err();
        (error.code(), error.pointer().to_string())
    };
    // The document's own.
    assert_eq!(fails(json!({"@id": 1}), json!({})), (codes::INVALID_ID_VALUE, "/@id".to_owned()));
    // The context's, where it would stand in the result.
    assert_eq!(
        fails(json!([]), json!([{}, {"p": {"@id": "a:p", "@container": "@bag"}}])),
        (codes::INVALID_CONTAINER_MAPPING, "/@context/1/p/@container".to_owned())
    );
    assert_eq!(
        fails(json!([]), json!({"@context": "https://a.example/unknown"})),
        (codes::CONTEXT_NOT_PINNED, "/@context".to_owned())
    );
    // Those of compaction, in the expanded form.
    let prefix = json!({"tag": {"@id": "https://a.example/tag/", "@prefix": true}});
    let document = json!({"a:p": [{"@id": "a:x"}, {"@id": "tag:school.example,2026:one"}]});
    assert_eq!(fails(document, prefix), (codes::IRI_CONFUSED_WITH_PREFIX, "/0/a:p/1/@id".to_owned()));
    let nest = json!({"p": {"@id": "a:p", "@nest": "q"}, "q": "a:q"});
    assert_eq!(fails(json!({"a:p": 1}), nest), (codes::INVALID_NEST_VALUE, "/0/a:p/0".to_owned()));
    // A context inside a definition, where it would apply.
    let scoped = json!({
        "@version": 1.1,
        "T": {"@id": "a:T", "@context": {"@protected": true, "p": "a:p"}},
        "U": {"@id": "a:U", "@context": {"p": "a:q"}}
    });
    assert_eq!(
        fails(json!({"a:p": {"@type": ["a:T", "a:U"]}}), scoped),
        (codes::PROTECTED_TERM_REDEFINITION, "/0/a:p/0".to_owned())
    );
}

/// Where the letter of the algorithm writes what is read as something else: context, expanded form, what is written instead.
fn beyond_the_letter() -> Vec<(Value, Value, Value)> {
    let p = |item: Value| json!([{"a:p": item}]);
    vec![
        // A graph without a name, which is not the default graph.
        (
            json!({"q": "a:q"}),
            json!([{"@graph": [{"@graph": [{"a:q": [{"@value": 1}]}]}]}]),
            json!({"@graph": [{"@graph": [{"q": 1}]}]}),
        ),
        // Two lists: the second would replace the first.
        (
            json!({"p": {"@id": "a:p", "@container": "@list"}}),
            p(json!([{"@list": [{"@value": 1}]}, {"@list": [{"@value": 2}]}])),
            json!({"p": [1], "a:p": {"@list": [2]}}),
        ),
        // A list in an index map would be a key of it.
        (
            json!({"p": {"@id": "a:p", "@container": "@index"}}),
            p(json!([{"@list": [{"@value": 1}], "@index": "i"}])),
            json!({"a:p": {"@list": [1], "@index": "i"}}),
        ),
        // An empty list takes any term, even one for JSON literals or for the other direction.
        (
            json!({"p": {"@id": "a:p", "@type": "@json"}}),
            p(json!([{"@list": []}])),
            json!({"a:p": {"@list": []}}),
        ),
        (json!({"p": {"@reverse": "a:p"}}), p(json!([{"@list": []}])), json!({"a:p": {"@list": []}})),
        // Two JSON literals would be one array, and an array would be so many values.
        (
            json!({"p": {"@id": "a:p", "@type": "@json"}}),
            p(json!([{"@value": [1], "@type": "@json"}, {"@value": {}, "@type": "@json"}])),
            json!({"p": [1], "a:p": {"@value": {}, "@type": "@json"}}),
        ),
        (
            json!({"p": {"@id": "a:p", "@type": "@json", "@container": "@index"}}),
            p(json!([{"@value": [], "@type": "@json"}])),
            json!({"p": []}),
        ),
        // Numbers and directions are not for language maps.
        (
            json!({"p": {"@id": "a:p", "@container": "@language"}}),
            p(
                json!([{"@value": 5}, {"@value": "x", "@language": "he", "@direction": "rtl"}, {"@value": "y", "@language": "he"}]),
            ),
            json!({"a:p": [5, {"@value": "x", "@language": "he", "@direction": "rtl"}], "p": {"he": "y"}}),
        ),
        // A graph in an index map that is not for graphs.
        (
            json!({"p": {"@id": "a:p", "@container": "@index"}}),
            p(json!([{"@graph": [{"a:q": [{"@value": 1}]}], "@index": "i"}])),
            json!({"a:p": {"@graph": {"a:q": 1}, "@index": "i"}}),
        ),
        // Several nodes of one graph in a map of graphs would be several graphs.
        (
            json!({"p": {"@id": "a:p", "@container": ["@graph", "@id"]}}),
            p(json!([{"@id": "a:g", "@graph": [{"a:q": [{"@value": 1}]}, {"a:q": [{"@value": 2}]}]}])),
            json!({"p": {"a:g": {"@included": [{"a:q": 1}, {"a:q": 2}]}}}),
        ),
        // A property that means something else inside itself.
        (
            json!({"p": {"@id": "a:p", "@context": {"p": {"@id": "a:q", "@type": "a:T"}}}}),
            p(json!([{"@value": "x"}])),
            json!({"p": {"@value": "x"}}),
        ),
        // The alias of `@type` that only a type brings with it is not yet known where types are read.
        (
            json!({"T": {"@id": "a:T", "@context": {"kind": "@type", "q": "a:q"}}}),
            json!([{"@type": ["a:T"], "a:q": [{"@value": 1}]}]),
            json!({"@type": "T", "q": 1}),
        ),
        // Nor is what holds for a type known inside the objects that its properties hold.
        (
            json!({"T": {"@id": "a:T", "@context": {"@language": "de", "list": "@list", "q": "a:q"}}}),
            json!([{"@type": ["a:T"], "a:q": [{"@list": [{"@value": "x", "@language": "de"}]}]}]),
            json!({"@type": "T", "q": {"@list": [{"@value": "x", "@language": "de"}]}}),
        ),
        // A property that a reverse term inside the type stands for.
        (
            json!({"p": {"@reverse": "a:p"}, "T": {"@id": "a:T", "@context": {"p": "a:q"}}}),
            json!([{"@type": ["a:T"], "@reverse": {"a:p": [{"@id": "a:x"}]}}]),
            json!({"@type": "T", "@reverse": {"a:p": {"@id": "a:x"}}}),
        ),
        // Below `@reverse`, nothing nests.
        (
            json!({"p": {"@id": "a:p", "@nest": "@nest"}}),
            json!([{"@reverse": {"a:p": [{"@id": "a:x"}]}}]),
            json!({"@reverse": {"p": {"@id": "a:x"}}}),
        ),
        // `//` after the colon makes a full IRI of any abbreviation.
        (
            json!({"web": {"@id": "https:", "@prefix": true}}),
            p(json!([{"@id": "https://a.example/"}])),
            json!({"a:p": {"@id": "https://a.example/"}}),
        ),
        // What looks like a keyword, or like an IRI, is no word of the vocabulary.
        (
            json!({"@vocab": "https://a.example/"}),
            json!([{"https://a.example/@id": [{"@value": 1}], "https://a.example/b:c": [{"@value": 2}]}]),
            json!({"https://a.example/@id": 1, "https://a.example/b:c": 2}),
        ),
        // The index is put back as the index key reads it.
        (
            json!({"p": {"@id": "a:p", "@container": "@index", "@index": "k"}, "k": {"@id": "a:k", "@type": "@id"}}),
            p(json!([{"@id": "a:x", "a:k": [{"@id": "a:y"}]}, {"@id": "a:z", "a:k": [{"@value": "text"}]}])),
            json!({"p": {"a:y": {"@id": "a:x"}, "@none": {"@id": "a:z", "a:k": "text"}}}),
        ),
    ]
}

#[test]
fn what_is_written_is_read_as_what_was_said() {
    let (contexts, options) = (Contexts::empty(), Options::default());
    for (context, expanded, expected) in beyond_the_letter() {
        let mut compacted = compact(&expanded, &context, &contexts, &options).unwrap();
        let said = statements(&expanded, &contexts, &options).unwrap();
        assert_eq!(statements(&compacted, &contexts, &options), Ok(said), "{compacted}");
        let members = compacted.as_object_mut().unwrap();
        assert_eq!(members.shift_remove("@context"), Some(context));
        assert_eq!(compacted, expected);
    }
}

/// A reference that looks like a keyword, or is the name of one, is no keyword.
#[test]
fn relative_references_are_read_as_identifiers() {
    let contexts = Contexts::empty();
    let options = Options::default().with_base("https://a.example/folder/");
    let context = json!({"id": "@id"});
    for (iri, written) in [
        ("https://a.example/folder/id", "./id"),
        ("https://a.example/folder/@type", "./@type"),
        ("https://a.example/folder/a:b", "./a:b"),
        ("https://a.example/folder/", "./"),
        ("https://a.example/x", "../x"),
        ("urn:a:b", "urn:a:b"),
    ] {
        let compacted = compact(&json!({"@id": iri, "a:p": 1}), &context, &contexts, &options).unwrap();
        assert_eq!(compacted["id"], written);
        assert_eq!(expand(&compacted, &contexts, &options).unwrap()[0]["@id"], iri);
    }
}

/// Inside `{"@set": …}` and `{"@list": …}`, what a type-scoped context says of the property holds no more: JSON-LD API
/// §5.1.2 step 7 goes back to the context before it, and value expansion asks that one.
#[test]
fn a_set_is_read_by_the_context_before_the_type() {
    let context = json!({"T": {"@id": "a:T", "@context": {"p": {"@id": "a:p", "@type": "@id"}}}});
    let read = |value: Value| {
        let document = json!({"@context": context, "@type": "T", "p": value});
        expand(&document, &Contexts::empty(), &Options::default()).unwrap()[0]["a:p"].take()
    };
    assert_eq!(read(json!(["a:x"])), json!([{"@id": "a:x"}]));
    assert_eq!(read(json!({"@set": ["a:x"]})), json!([{"@value": "a:x"}]));
    assert_eq!(read(json!({"@list": ["a:x"]})), json!([{"@list": [{"@value": "a:x"}]}]));
}

/// Contexts and documents that are written to cost time end in an error, or soon.
#[test]
fn work_is_bounded() {
    let contexts = Contexts::empty();
    // Ever new active contexts over a large one: each needs an inverse context of its own.
    let mut context: Map<String, Value> =
        (0..20_000).map(|n| (format!("t{n}"), json!(format!("a:{n}")))).collect();
    for n in 0..200 {
        context.insert(
            format!("T{n}"),
            json!({"@id": format!("a:T{n}"), "@context": {format!("own{n}"): "a:own"}}),
        );
    }
    let nodes: Vec<Value> = (0..200).map(|n| json!({"@type": format!("a:T{n}"), "a:p": n})).collect();
    let error = compact(&json!(nodes), &Value::Object(context), &contexts, &Options::default()).unwrap_err();
    assert_eq!(error.code(), codes::CONTEXT_BUDGET_EXCEEDED);
    // As deep as a document may be.
    let deep = (0..120).fold(json!({"a:p": 1}), |inner, _| json!({"a:p": inner}));
    let compacted = compact(&deep, &Value::Null, &contexts, &Options::default()).unwrap();
    assert_eq!(compacted, deep);
}

#[test]
fn a_context_that_needs_1_1_is_refused_on_demand() {
    let options = Options::default().refusing_json_ld_1_1();
    let error = compact(&json!([]), &json!({"@version": 1.1}), &Contexts::empty(), &options).unwrap_err();
    assert_eq!(error.code(), codes::PROCESSING_MODE_CONFLICT);
    let result: Result<Value, LdError> =
        compact(&json!([]), &json!({"p": "a:p"}), &Contexts::empty(), &options);
    assert_eq!(result, Ok(json!({"@context": {"p": "a:p"}})));
}

/// N-Quads that are read here are the same as those that a document says.
#[test]
fn a_document_without_context_is_its_own_compact_form() {
    let document = json!({"@id": "a:b", "a:c": ["x", {"@value": "y", "@language": "de"}]});
    let compacted = compact(&document, &Value::Null, &Contexts::empty(), &Options::default()).unwrap();
    assert_eq!(compacted, document);
    let dataset = to_rdf(&compacted, &Contexts::empty(), &Options::default()).unwrap().dataset;
    assert_eq!(nquads::to_nquads(&dataset), "<a:b> <a:c> \"x\" .\n<a:b> <a:c> \"y\"@de .\n");
}
