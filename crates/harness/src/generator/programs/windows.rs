//! Programs of Windows hosts.

use super::{Program, personal, service};

const WINDOWS: &str = "Microsoft Windows";
const PUBLISHER: &str = "Microsoft Windows Publisher";
const MICROSOFT: &str = "Microsoft Corporation";

/// What runs all the time.
pub(super) const RESIDENT: &[Program] = &[
    service("System", WINDOWS, "", &[""]),
    service(r"C:\Windows\System32\smss.exe", PUBLISHER, "System", &[""]),
    service(
        r"C:\Windows\System32\csrss.exe",
        PUBLISHER,
        "smss.exe",
        &["ObjectDirectory=\\Windows"],
    ),
    service(r"C:\Windows\System32\wininit.exe", PUBLISHER, "smss.exe", &[""]),
    service(r"C:\Windows\System32\winlogon.exe", WINDOWS, "smss.exe", &[""]),
    service(r"C:\Windows\System32\services.exe", PUBLISHER, "wininit.exe", &[""]),
    service(r"C:\Windows\System32\lsass.exe", PUBLISHER, "wininit.exe", &[""]),
    service(r"C:\Windows\System32\spoolsv.exe", WINDOWS, "services.exe", &[""]),
    service(
        r"C:\Program Files\Lindholm Backup\lbagent.exe",
        "Lindholm Backup AB",
        "services.exe",
        &[r#"--service --config "C:\ProgramData\Lindholm Backup\agent.toml""#],
    ),
    service(
        r"C:\ProgramData\Microsoft\Windows Defender\Platform\4.18.25040.2-0\MsMpEng.exe",
        PUBLISHER,
        "services.exe",
        &[""],
    ),
    service(r"C:\Windows\System32\svchost.exe", PUBLISHER, "services.exe", &["-k DcomLaunch -p"]),
    service(r"C:\Windows\System32\wbem\WmiPrvSE.exe", WINDOWS, "svchost.exe", &["-Embedding"]),
    service(
        r"C:\Windows\System32\svchost.exe",
        PUBLISHER,
        "services.exe",
        &["-k LocalServiceNetworkRestricted -p -s EventLog"],
    ),
    personal(r"C:\Windows\explorer.exe", WINDOWS, "winlogon.exe", &[""]),
    personal(r"C:\Windows\System32\sihost.exe", WINDOWS, "svchost.exe", &[""]),
    personal(
        r"C:\Users\{user}\AppData\Local\Microsoft\OneDrive\OneDrive.exe",
        MICROSOFT,
        "explorer.exe",
        &["/background"],
    ),
    personal(
        r"C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE",
        MICROSOFT,
        "explorer.exe",
        &[""],
    ),
    service(
        r"C:\Windows\System32\svchost.exe",
        PUBLISHER,
        "services.exe",
        &["-k NetworkService -p -s Dnscache"],
    ),
    personal(
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        MICROSOFT,
        "explorer.exe",
        &["--profile-directory=Default"],
    ),
    service(
        r"C:\Windows\System32\svchost.exe",
        PUBLISHER,
        "services.exe",
        &["-k netsvcs -p -s Schedule"],
    ),
];

/// What starts and ends.
pub(super) const PASSING: &[Program] = &[
    service(
        r"C:\Windows\System32\svchost.exe",
        PUBLISHER,
        "services.exe",
        &[
            "-k wsappx -p -s AppXSvc",
            "-k WerSvcGroup",
            "-k netsvcs -p -s wlidsvc",
            "-k UnistackSvcGroup -s OneSyncSvc_{hex}",
            "-k appmodel -p",
        ],
    ),
    personal(
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
        MICROSOFT,
        "msedge.exe",
        &[
            "--type=renderer --lang=en-GB --renderer-client-id={small} --mojo-handle={n} /prefetch:1",
            "--type=utility --utility-sub-type=network.mojom.NetworkService --mojo-handle={n}",
            "--type=gpu-process --gpu-preferences={hex}{hex} --mojo-handle={n} /prefetch:2",
        ],
    ),
    personal(
        r"C:\Windows\System32\backgroundTaskHost.exe",
        WINDOWS,
        "svchost.exe",
        &["-ServerName:App.AppX{hex}.mca"],
    ),
    personal(r"C:\Windows\System32\RuntimeBroker.exe", WINDOWS, "svchost.exe", &["-Embedding"]),
    personal(
        r"C:\Windows\System32\cmd.exe",
        WINDOWS,
        "explorer.exe",
        &[
            r"/c ver",
            r"/d /s /c netstat -ano",
            r#"/c "C:\Tools\jobs\{word}.cmd""#,
            r"/c dir C:\Users\{user}\Documents /s /b",
            r"/c copy C:\Temp\{word}-{small}.csv \\srv-files-01\exchange\{user}\",
        ],
    ),
    personal(r"C:\Windows\System32\conhost.exe", WINDOWS, "cmd.exe", &["0xffffffff -ForceV1"]),
    personal(
        r"C:\Windows\System32\taskhostw.exe",
        WINDOWS,
        "svchost.exe",
        &["", "SYSTEM", "Install $(Arg0)"],
    ),
    personal(r"C:\Windows\System32\dllhost.exe", WINDOWS, "svchost.exe", &["/Processid:{class}"]),
    service(
        r"C:\Windows\System32\SearchProtocolHost.exe",
        WINDOWS,
        "svchost.exe",
        &[r"Global\UsGthrFltPipeMssGthrPipe{n}_ Global\UsGthrCtrlFltPipeMssGthrPipe{n} 1"],
    ),
    personal(
        r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe",
        WINDOWS,
        "explorer.exe",
        &[
            "-NoProfile -Command Get-Service -Name lbagent",
            r"-ExecutionPolicy RemoteSigned -File C:\Tools\jobs\{word}.ps1",
            "-NoLogo",
            r#"-NonInteractive -Command "Get-ChildItem C:\Logs | Where-Object Length -gt {n}""#,
        ],
    ),
    service(
        r"C:\Program Files\Lindholm Backup\lbworker.exe",
        "Lindholm Backup AB",
        "lbagent.exe",
        &["--job nightly --volume C: --session {guid}", "--job verify --session {guid}"],
    ),
    personal(
        r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
        MICROSOFT,
        "explorer.exe",
        &[r#""C:\Users\{user}\Documents\{word} {small}.xlsx""#, "/dde", "-Embedding"],
    ),
    personal(
        r"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE",
        MICROSOFT,
        "OUTLOOK.EXE",
        &[
            r"/n C:\Users\{user}\AppData\Local\Temp\Outlook\{hex}\{word}.docx /o",
            "/Automation -Embedding",
        ],
    ),
    personal(
        r"C:\Windows\System32\rundll32.exe",
        WINDOWS,
        "svchost.exe",
        &[
            r"C:\Windows\System32\shell32.dll,SHCreateLocalServerRunDll {class} -Embedding",
            "printui.dll,PrintUIEntry /in /n \\\\srv-files-02\\printer-{small}",
        ],
    ),
    service(
        r"C:\Windows\System32\schtasks.exe",
        WINDOWS,
        "svchost.exe",
        &[r#"/query /tn "\Lindholm\nightly" /fo csv"#, r#"/run /tn "\Lindholm\verify""#],
    ),
    personal(
        r"C:\Windows\System32\net.exe",
        WINDOWS,
        "cmd.exe",
        &[r"use Z: \\srv-files-01\projects /persistent:yes", "view", "time /querysntp"],
    ),
    personal(r"C:\Windows\System32\whoami.exe", WINDOWS, "cmd.exe", &["", "/groups"]),
    personal(r"C:\Windows\System32\ipconfig.exe", WINDOWS, "cmd.exe", &["/all", "/flushdns"]),
    personal(r"C:\Windows\System32\ping.exe", WINDOWS, "cmd.exe", &["-n {small} 10.20.0.{small}"]),
    personal(
        r"C:\Windows\System32\wbem\WMIC.exe",
        WINDOWS,
        "cmd.exe",
        &[
            "os get Caption,Version /value",
            "logicaldisk get size,freespace",
            "shadowcopy list brief",
        ],
    ),
    personal(
        r"C:\Windows\System32\cscript.exe",
        WINDOWS,
        "cmd.exe",
        &[r"//nologo C:\Tools\jobs\{word}.vbs"],
    ),
    service(
        r"C:\Windows\System32\msiexec.exe",
        WINDOWS,
        "services.exe",
        &["/V", r"/i C:\Windows\Temp\{hex}.msi /qn"],
    ),
    service(
        r"C:\Windows\System32\reg.exe",
        WINDOWS,
        "cmd.exe",
        &[
            r"query HKLM\SOFTWARE\Lindholm /v Version",
            r"add HKCU\Software\Harbour /v Last{word} /t REG_SZ /d {n} /f",
        ],
    ),
    service(r"C:\Windows\servicing\TrustedInstaller.exe", PUBLISHER, "services.exe", &[""]),
    personal(
        r"C:\Users\{user}\AppData\Local\Programs\Notes\notes-{version}.exe",
        "",
        "explorer.exe",
        &["", "--minimized"],
    ),
    personal(
        r"C:\Tools\bin\ledger.exe",
        "",
        "cmd.exe",
        &[r"--import C:\Temp\{word}-{n}.csv", "--balance {small}"],
    ),
    personal(
        r"C:\Program Files\Git\cmd\git.exe",
        "Harbour Build Signing",
        "cmd.exe",
        &["status --porcelain=v2", "fetch --prune origin", "commit -m {word}-{n}"],
    ),
    personal(
        r"C:\Program Files\7-Zip\7z.exe",
        "",
        "explorer.exe",
        &[r#"a -tzip "D:\Export\{word} {n}.zip" D:\Export\{word}"#],
    ),
];
