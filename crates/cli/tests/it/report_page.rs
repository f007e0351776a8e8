//! The HTML report in a browser: it fits a phone, loads nothing and complains of nothing.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::folder::Folder;
use crate::rule_text::rule;
use crate::run::Run;

const BROWSER: &str = "/usr/bin/chromium";
/// The width of a small phone, in pixels.
const PHONE: u32 = 400;

/// The report on the bundled rules.
fn bundled() -> String {
    let arguments = ["test", "rules", "--coverage", "--format", "html"];
    Run::new(arguments).folder(&testkit::workspace_root()).run().exits(0).stdout
}

#[test]
fn the_report_is_one_file_with_everything_in_it() {
    let page = bundled();
    assert!(page.starts_with("<!DOCTYPE html>"));
    for part in [
        "id=\"rule-58bc134c-e8d2-4291-a552-b4b3e537c60b\"",
        "Lateral Tool Transfer",
        "<span class=\"mark good\"",
        "<svg viewBox=",
        "prefers-color-scheme: dark",
        "rules passed",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["<script", " src=", "@import", "url("] {
        assert!(!page.contains(part), "{part}");
    }
    assert_eq!(page, bundled(), "it is the same on every run");
}

#[test]
fn what_rules_and_events_hold_cannot_break_the_page() {
    let folder = Folder::of(&[
        ("shell.toml", &rule("any where process.name == \"</pre><script>alert(1)</script>\"")),
        ("shell/positive/<i>&.ndjson", "{\"@timestamp\":1}\n"),
    ]);
    let page = folder.eqlc(&["test", ".", "--coverage", "--format", "html"]).exits(1).stdout;
    assert!(!page.contains("<script") && !page.contains("<i>&"), "{page}");
}

/// A page that shows the report as wide as a phone and says how wide it became.
fn frame(report: &str) -> String {
    format!(
        "<!doctype html><body><iframe id=\"it\" src=\"{report}\" width=\"{PHONE}\" height=\"900\" style=\"border:0\"></iframe>\
         <script>it.onload = () => document.body.dataset.width = it.contentDocument.documentElement.scrollWidth</script></body>"
    )
}

/// Stdout and stderr of the browser.
fn browse(folder: &Path, arguments: &[&str]) -> (String, String) {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let quiet = [
        "--headless",
        "--hide-scrollbars",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--enable-logging=stderr",
        "--allow-file-access-from-files",
        "--virtual-time-budget=5000",
    ];
    let mut browser = Command::new(BROWSER);
    browser.args(quiet).arg(profile).args(arguments).stdin(Stdio::null());
    let output = browser.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_phone_shows_the_report_without_scrolling_sideways() {
    if !Path::new(BROWSER).exists() {
        let name = "a_phone_shows_the_report_without_scrolling_sideways";
        return testkit::skipped(name, &format!("{BROWSER} is absent"));
    }
    let page = bundled();
    let open = page.replace("<details class", "<details open class");
    for (name, page) in [("closed", page), ("open", open)] {
        let folder = Folder::of(&[("report.html", &page), ("frame.html", &frame("report.html"))]);
        let address = format!("file://{}", folder.join("frame.html").display());
        let (dom, log) = browse(folder.path(), &["--dump-dom", &address]);
        assert!(dom.contains(&format!("data-width=\"{PHONE}\"")), "{name}: {dom}");
        assert!(!log.contains("CONSOLE"), "{name}: {log}");
        let shot = folder.join("shot.png");
        let screenshot = format!("--screenshot={}", shot.display());
        let address = format!("file://{}", folder.join("report.html").display());
        browse(folder.path(), &["--window-size=400,900", &screenshot, &address]);
        assert!(shot.exists(), "{name}: no picture");
    }
}
