//! Programs of macOS hosts.

use super::{Program, personal, service};

const APPLE: &str = "Software Signing";

/// What runs all the time.
pub(super) const RESIDENT: &[Program] = &[
    service("/sbin/launchd", APPLE, "", &[""]),
    service("/usr/libexec/opendirectoryd", APPLE, "launchd", &[""]),
    service("/usr/sbin/mDNSResponder", APPLE, "launchd", &[""]),
    service(
        "/System/Library/Frameworks/CoreServices.framework/Support/mds",
        APPLE,
        "launchd",
        &[""],
    ),
    service("/usr/sbin/sshd", APPLE, "launchd", &["-i"]),
    personal("/usr/sbin/cfprefsd", APPLE, "launchd", &["agent"]),
    personal(
        "/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal",
        APPLE,
        "launchd",
        &[""],
    ),
    personal("/bin/zsh", APPLE, "Terminal", &["-l"]),
    personal("/Applications/Safari.app/Contents/MacOS/Safari", APPLE, "launchd", &[""]),
    personal(
        "/Applications/Easel.app/Contents/MacOS/Easel",
        "Developer ID Application: Easel Works (E4SEL00000)",
        "launchd",
        &[""],
    ),
];

/// What starts and ends.
pub(super) const PASSING: &[Program] = &[
    service(
        "/usr/libexec/xpcproxy",
        APPLE,
        "launchd",
        &["com.apple.mdworker.shared.{hex}", "com.apple.security.agent"],
    ),
    service(
        "/System/Library/Frameworks/CoreServices.framework/Support/mdworker_shared",
        APPLE,
        "launchd",
        &["-s mdworker -c MDSImporterWorker -m com.apple.mdworker.shared"],
    ),
    personal(
        "/Applications/Easel.app/Contents/Helpers/render",
        "Developer ID Application: Easel Works (E4SEL00000)",
        "Easel",
        &["--document /Users/{user}/Designs/{word}-{small}.easel --tile {n}"],
    ),
    personal("/bin/ls", APPLE, "zsh", &["-G", "-la /Users/{user}/Designs"]),
    personal(
        "/usr/bin/defaults",
        APPLE,
        "zsh",
        &["read com.apple.dock", "read NSGlobalDomain AppleLocale"],
    ),
    personal("/usr/bin/ssh", APPLE, "zsh", &["build-0{small}.harbour.example"]),
    personal(
        "/opt/homebrew/bin/ffmpeg",
        "",
        "zsh",
        &["-i /Users/{user}/Movies/{word}.mov -crf {small} /tmp/{word}-{hex}.mp4"],
    ),
    personal("/usr/bin/curl", APPLE, "zsh", &["-fsSL https://fonts.harbour.example/{word}.otf"]),
];
