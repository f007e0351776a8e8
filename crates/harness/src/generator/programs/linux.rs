//! Programs of Linux hosts; none is signed.

use super::{Program, personal, service};

/// What runs all the time.
pub(super) const RESIDENT: &[Program] = &[
    service("/usr/lib/systemd/systemd", "", "", &["--system --deserialize {small}"]),
    service("/usr/lib/systemd/systemd-logind", "", "systemd", &[""]),
    service("/usr/bin/dbus-daemon", "", "systemd", &["--system --nofork --nopidfile"]),
    service("/usr/sbin/rsyslogd", "", "systemd", &["-n -iNONE"]),
    service("/usr/lib/systemd/systemd-resolved", "", "systemd", &[""]),
    service("/usr/sbin/cron", "", "systemd", &["-f -P"]),
    service("/usr/bin/containerd", "", "systemd", &[""]),
    service("/usr/sbin/sshd", "", "systemd", &["-D"]),
    personal("/usr/bin/bash", "", "sshd", &["--login"]),
    service("/usr/sbin/nginx", "", "systemd", &["-g \"daemon on; master_process on;\""]),
    service("/opt/harbour/bin/ledgerd", "", "systemd", &["--config /etc/harbour/ledgerd.toml"]),
];

/// What starts and ends.
pub(super) const PASSING: &[Program] = &[
    service(
        "/usr/bin/dash",
        "",
        "cron",
        &[
            "-c /usr/lib/harbour/rotate-{word}.sh",
            "-c \"test -x /usr/sbin/anacron || run-parts --report /etc/cron.hourly\"",
        ],
    ),
    personal("/usr/bin/ls", "", "bash", &["-la /srv/{word}", "--color=auto", "-1 /var/log"]),
    service(
        "/usr/bin/runc",
        "",
        "containerd",
        &["--root /run/containerd/runc/k8s.io exec --process /tmp/runc-process{n} {hex}{hex}"],
    ),
    personal(
        "/usr/bin/grep",
        "",
        "bash",
        &["-rn {word} /srv/{word}", "-c ERROR /var/log/harbour/ledgerd.log"],
    ),
    service("/usr/bin/find", "", "dash", &["/var/tmp -mtime +{small} -name *.tmp -delete"]),
    personal(
        "/usr/bin/git",
        "",
        "bash",
        &["fetch --prune origin", "rev-parse --short HEAD", "checkout -q {hex}"],
    ),
    personal("/usr/bin/cargo", "", "bash", &["build --release --jobs {small}", "test --workspace"]),
    personal(
        "/usr/bin/cc",
        "",
        "cargo",
        &["-m64 -o target/release/deps/{word}-{hex} -Wl,--as-needed -lc"],
    ),
    personal(
        "/usr/bin/ssh",
        "",
        "bash",
        &["-o BatchMode=yes {user}@web-0{small}.harbour.example uptime"],
    ),
    personal(
        "/usr/bin/curl",
        "",
        "bash",
        &[
            "-fsS https://artifacts.harbour.example/{word}/{n}.tar.gz -o /tmp/{word}.tar.gz",
            "-s http://127.0.0.1:9100/metrics",
        ],
    ),
    service("/usr/bin/apt-get", "", "dash", &["-qq update"]),
    service("/usr/sbin/logrotate", "", "dash", &["/etc/logrotate.conf"]),
    personal(
        "/usr/bin/sudo",
        "",
        "bash",
        &["systemctl restart ledgerd", "journalctl -u nginx -n {small}"],
    ),
    personal(
        "/usr/bin/python3.11",
        "",
        "bash",
        &["/srv/tools/{word}.py --limit {n}", "-m venv /tmp/venv-{hex}"],
    ),
    personal("/usr/bin/tar", "", "bash", &["czf /var/backups/{word}-{n}.tar.gz /srv/{word}"]),
    service("/usr/bin/systemctl", "", "dash", &["is-active ledgerd", "reload nginx"]),
    personal("/home/{user}/bin/{word}", "", "bash", &["--watch"]),
];
