//! The signed files of `fixtures/hostile`: badges that are valid, whose issuer attacks whoever shows them. Each attack that
//! succeeds gives the page's `hostile` a value, or asks something of `attacker.example`.

use accolade::{
    bake::{BakeOptions, bake},
    json::Value,
};
use serde_json::json;

use super::{Files, Signer, academy, altered, credential, pretty, read};

/// Markup, wherever a text is shown. It ends what it might stand in first.
const MARKUP: &str = "</title></style></textarea></script>\"'><img src=x onerror=\"hostile='markup'\"><svg onload=\"hostile='markup'\"><script>hostile = 'markup'</script><iframe srcdoc=\"<script>parent.hostile='markup'</script>\"></iframe>{{hostile='markup'}}";
/// A script in the place of an address.
const SCRIPT: &str = "javascript:hostile='an%20address'";
/// The same where somebody looks at how it begins, or takes white space out of it afterwards.
const HIDDEN: &str = "JaVaScRiPt:hostile='an%20address'//https://academy.example";
/// Markdown with every way out of it.
const MARKDOWN: &str = "[a link](javascript:hostile='markdown') [another](  JAVASCRIPT:hostile='markdown') \
[a page](data:text/html,<script>opener.hostile='markdown'</script>) [encoded](java&#115;cript:hostile='markdown') \
[broken](java\u{9}script:hostile='markdown') <javascript:hostile='markdown'> <https://attacker.example/\"onmouseover=\"hostile='markdown'> \
![a picture](https://attacker.example/picture.png) ![script](javascript:hostile='markdown') \
[named]: javascript:hostile='markdown'\n\n[named]\n\n<img src=x onerror=\"hostile='markdown'\">\n\n\
<a href=\"javascript:hostile='markdown'\" onclick=\"hostile='markdown'\">press</a>\n\n<details open ontoggle=\"hostile='markdown'\">\n\n\
```html\n</code></pre><script>hostile = 'markdown'</script>\n```\n\n> [quoted](vbscript:hostile) **[bold](javascript:hostile='markdown')**\n\n\
- [listed](javascript:hostile='markdown')\n\n[![both](https://attacker.example/both.png)](javascript:hostile='markdown')";

pub(super) fn files() -> Files {
    let academy = academy();
    let badge = |edits: &[(&str, Value)]| academy.proven(&altered(credential(academy.id()), edits));
    let achievement = |name: &str| format!("/credentialSubject/achievement/{name}");
    let drawing = read("hostile/drawing.svg");
    let encoded: String = drawing.iter().map(|byte| format!("%{byte:02X}")).collect();
    let pages = [
        format!("data:image/svg+xml,{encoded}"),
        "data:text/html,%3Cscript%3Eparent.hostile='a%20data%20URL'%3C/script%3E".to_owned(),
    ];
    let markup = badge(&[
        ("/name", json!(MARKUP)),
        ("/description", json!(MARKUP)),
        ("/issuer/name", json!(MARKUP)),
        (&achievement("name"), json!(MARKUP)),
        (&achievement("description"), json!(MARKUP)),
        (&achievement("tag"), json!([MARKUP])),
        (&achievement("image/caption"), json!(MARKUP)),
        (&achievement("alignment/0/targetName"), json!(MARKUP)),
        (&achievement("resultDescription/0/name"), json!(MARKUP)),
        (
            "/credentialSubject/identifier/-",
            json!({
                "type": "IdentityObject", "identityType": "name", "hashed": false, "identityHash": MARKUP,
            }),
        ),
        ("/credentialSubject/result/0/value", json!(MARKUP)),
        ("/evidence/0/name", json!(MARKUP)),
    ]);
    let narratives = badge(&[
        ("/description", json!(MARKDOWN)),
        (&achievement("description"), json!(MARKDOWN)),
        (&achievement("criteria/narrative"), json!(MARKDOWN)),
        ("/evidence/0/narrative", json!(MARKDOWN)),
    ]);
    let addresses = badge(&[
        ("/issuer/url", json!(SCRIPT)),
        (&achievement("id"), json!(HIDDEN)),
        (&achievement("image/id"), json!(SCRIPT)),
        (&achievement("criteria/id"), json!(SCRIPT)),
        (&achievement("alignment/0/targetUrl"), json!(HIDDEN)),
        ("/credentialSubject/id", json!(SCRIPT)),
        ("/evidence/0/id", json!(SCRIPT)),
    ]);
    let pictures = pages.map(|page| {
        badge(&[
            (&achievement("image/id"), json!(page)),
            ("/issuer/image", json!({"id": page, "type": "Image"})),
        ])
    });
    let [picture, page] = pictures;
    let quiet = badge(&[]);
    Files::from([
        ("markup.json", pretty(&markup)),
        ("narratives.json", pretty(&narratives)),
        ("addresses.json", pretty(&addresses)),
        ("picture.json", pretty(&picture)),
        ("page.json", pretty(&page)),
        ("baked.svg", bake(&drawing, &quiet.to_string(), &BakeOptions::default()).expect("it is an SVG")),
    ])
}

impl Signer {
    /// Whatever a verifier says of it.
    fn proven(&self, document: &Value) -> Value {
        self.prove(document, "eddsa-rdfc-2022", self.options())
    }
}
