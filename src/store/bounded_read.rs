//! Reads a file or a pipe: bounded, without waiting on special files, as UTF-8 or as bytes.

use super::read_progress::{self, ProgressReader};
use crate::error::ErrorKind;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// The names of stdin as a file.
const STDIN_PATHS: [&str; 4] = ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];

/// An error in reading the text of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadError {
    /// `System` if the file cannot be read, `InvalidData` if it holds no text.
    pub kind: ErrorKind,
    pub message: String,
    /// The text up to the line of the byte that is not UTF-8, for the position of the error.
    pub text: String,
    /// The byte of the error in this text.
    pub offset: usize,
}

impl ReadError {
    fn new(kind: ErrorKind, message: impl Into<String>) -> ReadError {
        ReadError { kind, message: message.into(), text: String::new(), offset: 0 }
    }

    fn system(e: &io::Error) -> ReadError {
        let message = match e.kind() {
            io::ErrorKind::NotFound => "there is no such file".into(),
            io::ErrorKind::PermissionDenied => "no permission to read the file".into(),
            _ => format!("cannot read the file: {e}"),
        };
        ReadError::new(ErrorKind::System, message)
    }
}

/// Returns the text of a regular file of at most `max_bytes`, with its byte order mark if it has
/// one.
pub fn read_file(path: &Path, max_bytes: u64) -> Result<String, ReadError> {
    decode(read_file_bytes(path, max_bytes)?)
}

/// Returns the bytes of a regular file of at most `max_bytes`.
pub fn read_file_bytes(path: &Path, max_bytes: u64) -> Result<Vec<u8>, ReadError> {
    let file = open_without_blocking(path).map_err(|e| ReadError::system(&e))?;
    let metadata = file.metadata().map_err(|e| ReadError::system(&e))?;
    if !metadata.is_file() {
        return Err(ReadError::new(ErrorKind::System, "not a regular file"));
    }
    let size = metadata.len();
    if size > max_bytes {
        let message = format!(
            "the file has {size} bytes, the limit is {max_bytes}; raise it with --max-bytes"
        );
        return Err(ReadError::new(ErrorKind::System, message));
    }
    read_progress::add_total(size);
    read_bounded(ProgressReader(file), max_bytes, size as usize + 1)
}

/// Returns the text of a file that the user named: besides a regular file it may be a pipe or
/// stdin, which are read to their end.
pub fn read_named(path: &Path, max_bytes: u64) -> Result<String, ReadError> {
    decode(read_named_bytes(path, max_bytes)?)
}

/// Returns the bytes of a file that the user named: a regular file, a pipe or stdin.
pub fn read_named_bytes(path: &Path, max_bytes: u64) -> Result<Vec<u8>, ReadError> {
    if is_stdin(path) {
        return read_stdin(max_bytes);
    }
    if !is_pipe(path) {
        return read_file_bytes(path, max_bytes);
    }
    // without NONBLOCK this waits for the writer of a FIFO, as `cat` does
    let pipe = File::open(path).map_err(|e| ReadError::system(&e))?;
    read_bounded(pipe, max_bytes, 0)
}

/// Returns true for a path that gives its bytes only once: a pipe or stdin.
pub fn can_be_read_once(path: &Path) -> bool {
    is_stdin(path) || is_pipe(path)
}

/// Returns true for a name of stdin: `-` or `/dev/stdin`.
pub fn is_stdin(path: &Path) -> bool {
    STDIN_PATHS.iter().any(|name| path == Path::new(name))
}

#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    path.metadata().is_ok_and(|metadata| metadata.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

fn read_stdin(max_bytes: u64) -> Result<Vec<u8>, ReadError> {
    static IS_READ: AtomicBool = AtomicBool::new(false);
    let refuse = |message: &str| Err(ReadError::new(ErrorKind::System, message));
    if io::stdin().is_terminal() {
        return refuse("stdin is the keyboard; name a file, or send the data through a pipe");
    }
    if IS_READ.swap(true, Ordering::Relaxed) {
        return refuse("stdin was read for another file; name it once");
    }
    read_bounded(io::stdin().lock(), max_bytes, 0)
}

/// Reads to the end, but at most `max_bytes`.
fn read_bounded(reader: impl Read, max_bytes: u64, capacity: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::with_capacity(capacity);
    reader
        .take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|e| ReadError::system(&e))?;
    if bytes.len() as u64 > max_bytes {
        let message = format!("more than {max_bytes} bytes; raise the limit with --max-bytes");
        return Err(ReadError::new(ErrorKind::System, message));
    }
    Ok(bytes)
}

/// Returns the bytes as text, or says in which encoding they probably are.
fn decode(bytes: Vec<u8>) -> Result<String, ReadError> {
    let invalid = |message: String| ReadError::new(ErrorKind::InvalidData, message);
    if let Some(encoding) = wide_encoding(&bytes) {
        return Err(invalid(format!("the file is {encoding}; save it as UTF-8")));
    }
    String::from_utf8(bytes).map_err(|e| {
        let offset = e.utf8_error().valid_up_to();
        let bytes = e.as_bytes();
        let line_end =
            memchr::memchr(b'\n', &bytes[offset..]).map_or(bytes.len(), |at| offset + at);
        let message = format!(
            "the byte {:#04x} is not UTF-8; the file is perhaps saved as Windows-1252 or Latin-1: \
             save it as UTF-8",
            bytes[offset]
        );
        let text = String::from_utf8_lossy(&bytes[..line_end]).into_owned();
        ReadError { text, offset, ..invalid(message) }
    })
}

/// Returns the encoding of a text with two or four bytes a character. JSON begins with an ASCII
/// character, so that the zeros among the first bytes tell it without a byte order mark.
fn wide_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [0, 0, 0, 1..=0x7f, ..] | [1..=0x7f, 0, 0, 0, ..] => Some("UTF-32"),
        [0, 1..=0x7f, ..] | [1..=0x7f, 0, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// Opens a file for reading. Without NONBLOCK, opening a FIFO would wait for a writer.
#[cfg(unix)]
fn open_without_blocking(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open_without_blocking(path: &Path) -> io::Result<File> {
    File::open(path)
}
