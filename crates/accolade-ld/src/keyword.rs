macro_rules! keywords {
    ($( $name:ident = $text:literal; )*) => {
        /// A [keyword](https://www.w3.org/TR/json-ld11/#syntax-tokens-and-keywords) of JSON-LD 1.1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Keyword { $( $name, )* }

        impl Keyword {
            pub(crate) fn of(text: &str) -> Option<Self> {
                if !text.starts_with('@') {
                    return None;
                }
                match text { $( $text => Some(Self::$name), )* _ => None }
            }

            pub(crate) const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }
        }
    };
}

keywords! {
    Base = "@base";
    Container = "@container";
    Context = "@context";
    Direction = "@direction";
    Graph = "@graph";
    Id = "@id";
    Import = "@import";
    Included = "@included";
    Index = "@index";
    Json = "@json";
    Language = "@language";
    List = "@list";
    Nest = "@nest";
    None = "@none";
    Prefix = "@prefix";
    Propagate = "@propagate";
    Protected = "@protected";
    Reverse = "@reverse";
    Set = "@set";
    Type = "@type";
    Value = "@value";
    Version = "@version";
    Vocab = "@vocab";
}

/// Whether the text has the form of a keyword, which is kept for future versions: `@` and letters.
pub(crate) fn looks_like_keyword(text: &str) -> bool {
    let letters = text.strip_prefix('@');
    letters.is_some_and(|letters| !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_alphabetic()))
}
