//! The one place of this crate that reads files.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The largest rule file that is read, in bytes. The largest real one has 40 KiB.
const MAX_RULE_BYTES: u64 = 16 << 20;

/// A file or folder that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unusable {
    /// The path, as people see it.
    pub path: String,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot use `{}`: {}", self.path, self.problem)
    }
}

impl std::error::Error for Unusable {}

impl Unusable {
    /// A path with what is wrong with it.
    pub fn new(path: &Path, problem: impl fmt::Display) -> Self {
        Self { path: shown(path), problem: problem.to_string() }
    }
}

/// A path as people see it: with `/` on every system, so that output is the same.
pub fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// A whole path as people see it: below the working folder the way from there.
pub(crate) fn from_here(path: &Path) -> PathBuf {
    let here = whole(Path::new("."));
    path.strip_prefix(&here).unwrap_or(path).to_owned()
}

/// The path from the root of the file system; the path itself where there is none.
pub(crate) fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The policy of the rules below it; no rule itself.
pub const POLICY_FILE: &str = "eqlc.toml";
/// How the name of what a case of fixtures expects ends; no rule either.
pub(crate) const EXPECTATION: &str = ".expect.toml";
/// How the names of files with exception lists end; no rules either.
pub(crate) const EXCEPTIONS: &str = ".exceptions.toml";
/// How the names of files with connectors end; no rules either.
pub(crate) const CONNECTORS: &str = ".connectors.toml";
/// All of these.
const NO_RULES: [&str; 3] = [EXPECTATION, EXCEPTIONS, CONNECTORS];

/// Files with this extension: a file itself whatever its name, a folder searched through, in the order of names and
/// without policies, expectations, exception lists and connectors.
pub fn files(path: &Path, extension: &str) -> Result<Vec<PathBuf>, Unusable> {
    files_named(path, |name| {
        let is_other = name == POLICY_FILE || NO_RULES.iter().any(|ending| name.ends_with(ending));
        !is_other && Path::new(name).extension().is_some_and(|found| found == extension)
    })
}

/// Files with names that a function takes: a file itself whatever its name, a folder searched through, in the order of
/// names. A name that is no text has signs in place of what is none.
pub(crate) fn files_named(
    path: &Path,
    takes: impl Fn(&str) -> bool,
) -> Result<Vec<PathBuf>, Unusable> {
    if !path.exists() {
        return Err(Unusable::new(path, "there is no such file or folder"));
    }
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(path).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| Unusable::new(path, error))?;
        if takes(&entry.file_name().to_string_lossy()) && entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// All files below a folder, in the order of names, but those whose names begin with a dot.
pub(crate) fn all_files(folder: &Path) -> Result<Vec<PathBuf>, Unusable> {
    let mut found = Vec::new();
    for entry in walk(folder) {
        let entry = entry.map_err(|error| Unusable::new(folder, error))?;
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// A folder and all below it, in the order of names, but those whose names begin with a dot. What cannot be read is
/// left out.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let found = walk(folder).filter_map(Result::ok).filter(|entry| entry.file_type().is_dir());
    found.map(walkdir::DirEntry::into_path).collect()
}

fn walk(folder: &Path) -> impl Iterator<Item = walkdir::Result<walkdir::DirEntry>> {
    let is_hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
    let all = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    all.filter_entry(move |entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
}

/// The text of a rule file.
pub fn read_rule(path: &Path) -> Result<String, Unusable> {
    let bytes = read_bounded(path).map_err(|error| Unusable::new(path, error))?;
    if bytes.len() as u64 > MAX_RULE_BYTES {
        return Err(Unusable::new(path, "it is larger than 16 MiB, which no rule is"));
    }
    text(path, bytes)
}

/// The text of a file of field lists, unpacked where its name ends in `.gz`; one of more bytes than the limit cannot be
/// used.
#[expect(clippy::disallowed_methods, reason = "this module is the edge")]
pub(crate) fn read_lists(path: &Path, limit: u64) -> Result<String, Unusable> {
    let unusable = |error: std::io::Error| Unusable::new(path, error);
    let file = std::io::BufReader::new(std::fs::File::open(path).map_err(unusable)?);
    let is_packed = path.extension().is_some_and(|extension| extension == "gz");
    let mut reader: Box<dyn Read> = if is_packed {
        Box::new(flate2::bufread::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut bytes = Vec::new();
    reader.by_ref().take(limit + 1).read_to_end(&mut bytes).map_err(unusable)?;
    if bytes.len() as u64 > limit {
        return Err(Unusable::new(
            path,
            format!("it has more than {limit} bytes, which no list of fields has"),
        ));
    }
    text(path, bytes)
}

/// The bytes of a file, or of stdin for `-`; one of more bytes than the limit cannot be used.
#[expect(clippy::disallowed_methods, reason = "this module is the edge")]
pub(crate) fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Unusable> {
    let unusable = |error: std::io::Error| Unusable::new(path, error);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).map_err(unusable)?;
    } else {
        let file = std::fs::File::open(path).map_err(unusable)?;
        file.take(limit + 1).read_to_end(&mut bytes).map_err(unusable)?;
    }
    if bytes.len() as u64 > limit {
        return Err(Unusable::new(path, format!("it has more than {limit} bytes")));
    }
    Ok(bytes)
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, Unusable> {
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        Unusable::new(path, format!("it is not UTF-8 text: byte {} is not", place + 1))
    })
}

/// The largest rule pack that is read, in bytes: some two hundred times that of a thousand rules.
const MAX_PACK_BYTES: u64 = 256 << 20;

/// The bytes of a rule pack.
pub(crate) fn read_pack(path: &Path) -> Result<Vec<u8>, Unusable> {
    let bytes = read_at_most(path, MAX_PACK_BYTES).map_err(|error| Unusable::new(path, error))?;
    if bytes.len() as u64 > MAX_PACK_BYTES {
        return Err(Unusable::new(path, "it is larger than 256 MiB, which no rule pack is"));
    }
    Ok(bytes)
}

/// The first bytes of a file, at most so many.
pub(crate) fn read_start(path: &Path, count: usize) -> Result<Vec<u8>, Unusable> {
    let mut bytes = read_at_most(path, count as u64).map_err(|error| Unusable::new(path, error))?;
    bytes.truncate(count);
    Ok(bytes)
}

/// Writes a file that is not there yet, with its folders.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), Unusable> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Unusable::new(folder, error))?;
    }
    let file = std::fs::File::create_new(path);
    let written = file.and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    written.map_err(|error| Unusable::new(path, error))
}

/// The time of the system's clock; its beginning where the clock is older than that.
#[expect(clippy::disallowed_methods, reason = "this module is the edge")]
pub(crate) fn now() -> event::Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let nanoseconds = since.map_or(0, |since| since.as_nanos());
    event::Timestamp::from_nanos(i128::try_from(nanoseconds).unwrap_or_default())
}

/// Writes a file of text.
pub fn write(path: &Path, text: &str) -> Result<(), Unusable> {
    write_bytes(path, text.as_bytes())
}

/// Writes a file of any bytes.
#[expect(clippy::disallowed_methods, reason = "this module is the edge")]
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Unusable> {
    std::fs::write(path, bytes).map_err(|error| Unusable::new(path, error))
}

fn read_bounded(path: &Path) -> std::io::Result<Vec<u8>> {
    read_at_most(path, MAX_RULE_BYTES)
}

/// The bytes of a file up to a limit, and one more where it has more.
#[expect(clippy::disallowed_methods, reason = "this module is the edge")]
fn read_at_most(path: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
