//! The only module that reads and writes files.
#![expect(clippy::disallowed_methods, reason = "xtask is the edge, and this module is its edge")]

use std::fs::{self, DirEntry};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::{Failure, File};

/// Folders that are not part of the checkout's contents.
const SKIPPED: &[&str] = &["target", ".git"];

/// The text of a file that has to be there and be UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::at(path, &error))
}

/// The bytes of a file that has to be there.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::at(path, &error))
}

/// A file as the input of another program.
pub(crate) fn open(path: &Path) -> Result<fs::File, Failure> {
    fs::File::open(path).map_err(|error| Failure::at(path, &error))
}

/// Writes a file of any bytes.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::at(path, &error))
}

/// Writes a file.
pub(crate) fn write_text(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::at(path, &error))
}

/// Makes a folder, with those above it, where there is none.
pub(crate) fn make_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::at(path, &error))
}

/// Makes a folder that is empty, whatever it was before.
pub(crate) fn empty_folder(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        fs::remove_dir_all(path).map_err(|error| Failure::at(path, &error))?;
    }
    make_folder(path)
}

/// Every file below `root`, without build output, the version control's folder and symbolic links.
pub(crate) fn files(root: &Path) -> Result<Vec<File>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder)? {
            visit(root, &entry, &mut folders, &mut found)?;
        }
    }
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<DirEntry>, Failure> {
    let listing = fs::read_dir(folder).and_then(Iterator::collect);
    listing.map_err(|error| Failure::at(folder, &error))
}

fn visit(
    root: &Path,
    entry: &DirEntry,
    folders: &mut Vec<PathBuf>,
    found: &mut Vec<File>,
) -> Result<(), Failure> {
    let path = entry.path();
    let kind = entry.file_type().map_err(|error| Failure::at(&path, &error))?;
    let skipped = SKIPPED.iter().any(|name| entry.file_name() == *name);
    if kind.is_dir() && !skipped {
        folders.push(path);
    } else if kind.is_file() && !skipped {
        found.extend(file(root, &path)?);
    }
    Ok(())
}

/// `None` where the file is gone: tests that run beside this one may clean up.
fn file(root: &Path, path: &Path) -> Result<Option<File>, Failure> {
    match fs::read(path) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes).ok();
            Ok(Some(File { path: relative(root, path), text }))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::at(path, &error)),
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<_> = inside.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}
