use crate::{Folder, SIGNED};

const ASKED: [&str; 4] = ["--challenge", "mooring-12", "--domain", "club.example"];

/// A folder with a badge and the key of somebody who presents it.
fn holder(name: &str) -> Folder {
    let folder = Folder::with_badge(name);
    folder.done(&["key", "new", "-o", "holder.pem"]);
    folder
}

#[test]
fn what_is_presented_answers_the_challenge() {
    let folder = holder("present-answer");
    for form in [
        vec!["--format", "di"],
        vec!["--suite", "eddsa-jcs-2022"],
        vec!["--format", "jwt"],
        vec!["--format", "cose"],
    ] {
        let mut present = vec!["present", "badge.json", "--key", "holder.pem"];
        present.extend(form);
        present.extend(ASKED);
        present.extend(["--created", SIGNED, "-o", "shown", "--force"]);
        folder.done(&present);
        let mut verify = vec!["verify", "shown", "--at", SIGNED];
        verify.extend(ASKED);
        folder.done(&verify);
        // Somebody else's challenge is not answered.
        let replayed =
            ["verify", "shown", "--at", SIGNED, "--challenge", "mooring-13", "--domain", "club.example"];
        assert_eq!(folder.run(&replayed).code, 2);
        // The badge is about somebody else, which counts where it is asked for.
        let mut own = verify.clone();
        own.extend(["--require", "holder"]);
        assert_ne!(folder.run(&own).code, 0);
    }
}

#[test]
fn what_cannot_be_presented_is_refused() {
    let folder = holder("present-refuse");
    folder.write("text.txt", "a badge");
    for (arguments, said) in [
        (vec!["text.txt"], "input.unknown-form"),
        (vec!["badge.json", "--disclose", "/name"], "none of the credentials is an SD-JWT"),
        (vec!["badge.json", "--disclose", "name"], "is not a JSON pointer"),
        (vec!["badge.json", "--format", "sd-jwt"], "only one SD-JWT"),
        (vec!["badge.json", "--format", "jwt", "--suite", "eddsa-jcs-2022"], "only embedded proofs"),
        (vec!["badge.json", "--suite", "eddsa-jcs-2023"], "proof.unknown-suite"),
    ] {
        let mut command = vec!["present", "--key", "holder.pem"];
        command.extend(arguments);
        let refused = folder.run(&command);
        assert_eq!((refused.code, refused.stdout.as_str()), (1, ""), "{said}");
        assert!(refused.stderr.contains(said), "{}", refused.stderr);
    }
}
