//! Documents made up from a seed: nested, with shared blank nodes, lists, maps, graphs, and odd literals.

/// Makes up documents; the same seed gives the same documents.
pub struct Generator {
    state: u64,
    odd_numbers: bool,
    out: String,
}

/// Strings that are hard to write or to sort.
const TEXTS: &[&str] = &[
    "",
    "plain",
    "two words",
    "quote \\\" and \\\\ backslash",
    "line\\nbreak\\r\\ttab",
    "\\u0000\\u0001\\u001f\\u007f\\u0080",
    "\u{e9}\u{20ac}\u{1f600}",
    "\\ud83d\\ude00 \\u2028 \\ufeff",
    "e\\u0301 is not \u{e9}",
    "https://e.example/looks-like-an-iri",
    "_:looks-like-a-node",
    "@id",
];

/// Numbers: first those that every engine writes alike, then odd ones, last those that strict reading refuses.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-7",
    "42",
    "42.0",
    "4.2e1",
    "4.20E+1",
    "420e-1",
    "1.5",
    "-1.5",
    "0.5",
    "9007199254740991",
    "-9007199254740991",
    "1.0e21",
    "-0.0",
    "0.0",
    "0.1",
    "1e-7",
    "1e20",
    "1e21",
    "1E21",
    "-1e21",
    "1e22",
    "123456789.123",
    "5e-324",
    "2.2250738585072011e-308",
    "1.7976931348623157e308",
    "333333333.33333329",
    "9007199254740993.0",
    "100000000000000000000",
    "9007199254740992",
    "9007199254740993",
    "123456789012345678901234567890",
    "1e400",
];
const TAME_NUMBERS: usize = 14;
const REFUSED_NUMBERS: usize = 5;

const CONTEXTS: &[&str] = &[
    "",
    r#""@vocab":"https://v.example/","#,
    r#""@language":"en","#,
    r#""@language":"de-AT","@direction":"rtl","#,
    r#""@vocab":"ex:","@language":"fr","#,
];

const TERMS: &str = r#""@version":1.1,"ex":"https://e.example/","xsd":"http://www.w3.org/2001/XMLSchema#","id":"@id",
"type":"@type","name":"ex:name","note":"ex:note","ref":{"@id":"ex:ref","@type":"@id"},"voc":{"@id":"ex:voc","@type":"@vocab"},
"date":{"@id":"ex:date","@type":"xsd:dateTime"},"double":{"@id":"ex:double","@type":"xsd:double"},
"integer":{"@id":"ex:integer","@type":"xsd:integer"},"list":{"@id":"ex:list","@container":"@list"},
"refs":{"@id":"ex:refs","@container":"@list","@type":"@id"},"set":{"@id":"ex:set","@container":"@set"},
"texts":{"@id":"ex:texts","@container":"@language"},"indexed":{"@id":"ex:indexed","@container":"@index"},
"byId":{"@id":"ex:byId","@container":"@id"},"byType":{"@id":"ex:byType","@container":"@type"},
"graph":{"@id":"ex:graph","@container":"@graph"},"json":{"@id":"ex:json","@type":"@json"},
"parentOf":{"@reverse":"ex:parent"},"german":{"@id":"ex:name","@language":"de"},"plain":{"@id":"ex:plain","@language":null},
"nest":"@nest","Scoped":{"@id":"ex:Scoped","@context":{"inner":"ex:inner","name":"ex:scopedName"}},
"part":{"@id":"ex:part","@context":{"note":{"@id":"ex:partNote","@type":"@id"}}}"#;

impl Generator {
    /// A generator of that seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed, odd_numbers: false, out: String::new() }
    }

    /// The next document, and whether numbers stand in it on which other engines differ.
    pub fn document(&mut self) -> (String, bool) {
        self.out.clear();
        self.odd_numbers = self.one_in(3);
        self.out.push_str(r#"{"@context":{"#);
        let start = self.pick(CONTEXTS);
        self.out.push_str(start);
        self.out.push_str(TERMS);
        self.out.push_str("},");
        if self.one_in(4) {
            self.out.push_str(r#""@graph":["#);
            let nodes = 1 + self.below(4);
            self.several(nodes, |this| this.node(0));
            self.out.push_str("]}");
        } else {
            self.members(0);
            self.out.push('}');
        }
        (self.out.clone(), self.odd_numbers)
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap_or(0)
    }

    fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    fn pick(&mut self, from: &'static [&'static str]) -> &'static str {
        from[self.below(from.len())]
    }

    fn several(&mut self, count: usize, mut write: impl FnMut(&mut Self)) {
        for position in 0..count {
            if position > 0 {
                self.out.push(',');
            }
            write(self);
        }
    }

    fn node(&mut self, depth: usize) {
        self.out.push('{');
        self.members(depth);
        self.out.push('}');
    }

    /// The members of a node; at least its identifier or a name, so that something is said.
    fn members(&mut self, depth: usize) {
        let mut names: Vec<&str> = Vec::new();
        if self.one_in(2) {
            self.out.push_str(r#""id":"#);
            self.identifier();
        } else {
            self.out.push_str(r#""name":"#);
            names.push("name");
            self.literal();
        }
        if self.one_in(2) {
            let types: &[&str] = &[
                r#""ex:One""#,
                r#""Scoped""#,
                r#"["ex:One","ex:Two"]"#,
                r#""https://e.example/Three""#,
                r#"["Scoped","ex:One"]"#,
                r#""_:type""#,
            ];
            let kind = types[self.below(types.len())];
            self.out.push_str(r#","type":"#);
            self.out.push_str(kind);
        }
        let all = [
            "name",
            "note",
            "ref",
            "voc",
            "date",
            "double",
            "integer",
            "list",
            "refs",
            "set",
            "texts",
            "indexed",
            "byId",
            "byType",
            "graph",
            "json",
            "parentOf",
            "german",
            "plain",
            "nest",
            "part",
            "ex:direct",
            "https://e.example/full",
            "inner",
            "undefined",
        ];
        for _ in 0..self.below(6) {
            // What stands last is rarer: it is mostly not defined.
            let bound = if self.one_in(12) { all.len() } else { all.len() - 2 };
            let name = all[self.below(bound)];
            if !names.contains(&name) {
                names.push(name);
                self.out.push_str(&format!(r#","{name}":"#));
                self.value(name, depth);
            }
        }
    }

    fn value(&mut self, name: &str, depth: usize) {
        let deep = depth >= 4;
        match name {
            "ref" | "voc" | "refs" => {
                let count = 1 + self.below(3);
                self.array(count, |this| {
                    if this.one_in(3) && !deep { this.node(depth + 1) } else { this.identifier() }
                });
            }
            "date" => {
                let dates = &[
                    r#""2026-01-01T00:00:00Z""#,
                    r#""not a date""#,
                    r#"["2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"]"#,
                ];
                let date = self.pick(dates);
                self.out.push_str(date);
            }
            "double" | "integer" => {
                if self.one_in(4) && (name == "integer" || self.odd_numbers) {
                    self.text()
                } else {
                    self.number()
                }
            }
            "list" => {
                let count = self.below(4);
                self.array(count, |this| match this.below(6) {
                    0 if !deep => this.node(depth + 1),
                    1 => this.array(2, Self::literal),
                    _ => this.literal(),
                });
            }
            "texts" => self.out.push_str(r#"{"en":"text","de":["Text","Wort"],"@none":"none"}"#),
            "indexed" => {
                self.out.push_str(r#"{"a":"#);
                self.literal();
                self.out.push_str(r#","b":["#);
                self.literal();
                self.out.push_str("]}");
            }
            "byId" if !deep => {
                self.out.push_str(r#"{"https://e.example/n1":{"note":"one"},"_:b1":{"note":"two"},"@none":{"note":"three"}}"#);
            }
            "byType" if !deep => self
                .out
                .push_str(r#"{"ex:One":{"note":"one"},"Scoped":{"inner":"two"},"@none":{"note":"three"}}"#),
            // jsonld.js drops the link to a graph that says nothing.
            "graph" if !deep => {
                let count = 1 + self.below(2);
                self.array(count, |this| {
                    this.out.push_str(r#"{"https://e.example/says":"something","#);
                    this.members(depth + 1);
                    this.out.push('}');
                });
            }
            "parentOf" | "part" if !deep => {
                let count = 1 + self.below(2);
                self.array(count, |this| this.node(depth + 1));
            }
            "json" => self.json(0),
            "nest" if !deep => self.out.push_str(r#"{"note":"nested","ex:direct":{"name":"in a nest"}}"#),
            "german" | "plain" => self.text(),
            "byId" | "byType" | "nest" => self.out.push_str("{}"),
            "graph" | "parentOf" | "part" => {
                self.out.push_str(r#"{"id":"https://e.example/leaf","https://e.example/says":"something"}"#);
            }
            _ => {
                let count = 1 + self.below(3);
                self.array(count, |this| match this.below(8) {
                    0 | 1 if !deep => this.node(depth + 1),
                    2 => this.value_object(),
                    _ => this.literal(),
                });
            }
        }
    }

    /// One value on its own, or an array.
    fn array(&mut self, count: usize, write: impl FnMut(&mut Self)) {
        let bare = count == 1 && self.one_in(2);
        if !bare {
            self.out.push('[');
        }
        self.several(count, write);
        if !bare {
            self.out.push(']');
        }
    }

    fn identifier(&mut self) {
        let number = self.below(6);
        let text = match self.below(12) {
            0..=3 => format!("_:b{number}"),
            4..=7 => format!("https://e.example/n{number}"),
            8 => format!("ex:n{number}"),
            9 => format!("urn:uuid:00000000-0000-4000-8000-00000000000{number}"),
            10 => format!("https://e.example/\u{e9}/%20?q={number}#f"),
            _ if self.one_in(4) => ["relative", "#f", "https://e.example/a b", ""][number % 4].to_owned(),
            _ => format!("did:example:{number}"),
        };
        self.out.push_str(&format!("\"{text}\""));
    }

    fn value_object(&mut self) {
        let objects = &[
            r#"{"@value":"typed","@type":"ex:Datatype"}"#,
            r#"{"@value":"tagged","@language":"en-GB"}"#,
            r#"{"@value":"tagged","@language":"EN"}"#,
            r#"{"@value":"directed","@language":"ar","@direction":"rtl"}"#,
            r#"{"@value":"directed","@direction":"ltr"}"#,
            r#"{"@value":42.0,"@type":"xsd:double"}"#,
            r#"{"@value":42,"@type":"xsd:decimal"}"#,
            r#"{"@value":true,"@type":"xsd:boolean"}"#,
            r#"{"@value":{"b":1,"a":[2.0,1e21]},"@type":"@json"}"#,
            r#"{"@list":["a","b","a"]}"#,
            r#"{"@set":["a","b","a"]}"#,
            r#"{"@list":[]}"#,
            r#"{"@value":"indexed","@index":"i"}"#,
            r#"{"@value":"wrong","@language":"no tag"}"#,
        ];
        let object = self.pick(objects);
        self.out.push_str(object);
    }

    fn literal(&mut self) {
        match self.below(8) {
            0..=3 => self.text(),
            4..=5 => self.number(),
            6 => self.out.push_str("true"),
            _ if self.one_in(8) => self.out.push_str("null"),
            _ => self.out.push_str("false"),
        }
    }

    fn text(&mut self) {
        let text = self.pick(TEXTS);
        self.out.push_str(&format!("\"{text}\""));
    }

    fn number(&mut self) {
        // The last ones are refused by strict reading: rare, so that most documents are read.
        let bound = match (self.odd_numbers, self.one_in(30)) {
            (false, _) => TAME_NUMBERS,
            (true, false) => NUMBERS.len() - REFUSED_NUMBERS,
            (true, true) => NUMBERS.len(),
        };
        let at = self.below(bound);
        self.out.push_str(NUMBERS[at]);
    }

    fn json(&mut self, depth: usize) {
        match self.below(6) {
            0 if depth < 3 => {
                self.out.push('[');
                let count = self.below(3);
                self.several(count, |this| this.json(depth + 1));
                self.out.push(']');
            }
            1..=2 if depth < 3 => {
                self.out.push_str("{\"z\":");
                self.json(depth + 1);
                self.out.push_str(",\"\u{e9}\":");
                self.json(depth + 1);
                self.out.push_str(",\"A\":1.0}");
            }
            _ => self.literal(),
        }
    }
}
