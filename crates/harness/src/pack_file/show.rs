//! A pack as people and programs read it.

use std::fmt::Write;

use pack::{PackError, Provenance, RuleInfo, RulePack, RuleQuery, Section, VERSION};
use serde::Serialize;

use crate::summary::counted;

/// A pack as one JSON object.
#[derive(Serialize)]
struct Shown<'p> {
    format: u16,
    sections: Vec<Length>,
    /// The public key of the signature, which nobody has checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    signer: Option<String>,
    provenance: &'p Provenance,
    rules: Vec<ShownRule<'p>>,
    listing: String,
}

#[derive(Serialize)]
struct Length {
    name: &'static str,
    bytes: usize,
}

#[derive(Serialize)]
struct ShownRule<'p> {
    #[serde(flatten)]
    info: &'p RuleInfo,
    source: &'p RuleQuery,
}

/// The header, the provenance, the rules and the listing of a pack, whose sections must agree.
pub fn text(pack: &RulePack<'_>) -> Result<String, PackError> {
    pack.check()?;
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = write_text(&mut out, pack, &pack.provenance()?, &pack.rules()?);
    out.push('\n');
    out.push_str(&pack::listing(&*pack.program()?));
    Ok(visible(&out))
}

fn write_text(
    out: &mut String,
    pack: &RulePack<'_>,
    provenance: &Provenance,
    rules: &[RuleInfo],
) -> std::fmt::Result {
    let sections: Vec<_> =
        pack.sections().map(|(section, bytes)| format!("{section} {bytes}")).collect();
    let count = counted(rules.len() as u64, "rule", "rules");
    writeln!(out, "rule pack, format {VERSION}: {count}")?;
    writeln!(out, "  bytes     {}", sections.join(", "))?;
    let signer = pack.signer();
    let signer = signer.map_or_else(
        || "not signed".to_owned(),
        |key| format!("ed25519 by {key}, not checked here; `scan --verify-key` does"),
    );
    writeln!(out, "  signature {signer}")?;
    let commit = provenance.commit.as_deref().map(|commit| format!(", commit {commit}"));
    writeln!(out, "  made by   {}{}", one_line(&provenance.tool), commit.unwrap_or_default())?;
    writeln!(out, "  dialect   {}", one_line(&provenance.dialect))?;
    for schema in &provenance.schemas {
        writeln!(out, "  types     {} {}", one_line(&schema.name), one_line(&schema.version))?;
    }
    writeln!(out, "  functions {}", one_line(&provenance.functions))?;
    writeln!(out, "\nrules")?;
    for (info, file) in rules.iter().zip(&provenance.rules) {
        let severity = info.text("severity").unwrap_or("-");
        let version = info.keys.get("version").map(|version| format!(" version {version}"));
        writeln!(
            out,
            "  {} {:<8} {}{} sha256 {}",
            one_line(&info.id),
            one_line(severity),
            one_line(info.name()),
            version.unwrap_or_default(),
            one_line(&file.sha256)
        )?;
    }
    Ok(())
}

/// The same as one line of JSON, with the whole description and the query of each rule.
pub fn json(pack: &RulePack<'_>) -> Result<String, PackError> {
    pack.check()?;
    let (provenance, rules, sources) = (pack.provenance()?, pack.rules()?, pack.sources()?);
    let rules = rules.iter().zip(&sources).map(|(info, source)| ShownRule { info, source });
    let shown = Shown {
        format: VERSION,
        sections: pack
            .sections()
            .map(|(section, bytes)| Length { name: Section::name(section), bytes })
            .collect(),
        signer: pack.signer(),
        provenance: &provenance,
        rules: rules.collect(),
        listing: pack::listing(&*pack.program()?),
    };
    // The keys of its objects are texts, so this cannot fail.
    Ok(serde_json::to_string(&shown).unwrap_or_default())
}

/// A text of a pack, which may come from anywhere, without what would start a new line.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// The text without what a terminal would obey.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() && character != '\n' {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}
