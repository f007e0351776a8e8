//! Case discovery, golden files and test bytes for the other crates' tests.
//!
//! Job: what every crate's tests need and no program does. Input: paths and plain values. Output: cases, a verdict
//! on a golden file, bytes of a Windows event log, repeatable random numbers. A failure here is a panic: it is a
//! test that speaks.
//!
//! It knows nothing of EQL, events or rules, and is a dev-dependency only.
//!
//! ```
//! let bytes = testkit::evtx::file(&[testkit::evtx::EvtxRecord {
//!     provider: "Microsoft-Windows-Sysmon",
//!     channel: "Microsoft-Windows-Sysmon/Operational",
//!     event_id: 5,
//!     computer: "host-a",
//!     data: &[("Image", "C:\\a.exe")],
//!     ..Default::default()
//! }]);
//! assert!(bytes.starts_with(b"ElfFile\0"));
//! ```

mod cases;
pub mod evtx;
mod golden;
mod rng;
mod workspace;

pub use cases::{Case, cases};
pub use golden::assert_golden;
pub use rng::Rng;
pub use workspace::{shared, skipped, workspace_root};
