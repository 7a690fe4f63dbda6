//! A slow connection between the program and its terminal: limited speed, and a delay.

use std::io::Read;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// The terminal's size and the connection to it.
#[derive(Clone, Copy)]
pub(crate) struct LineConfig {
    /// Columns and rows.
    pub(crate) size: (u16, u16),
    /// Bytes per second; 0 for no limit.
    pub(crate) speed: u32,
    /// The round trip time.
    pub(crate) delay: Duration,
    /// The terminal's answer to the question for its background and attributes.
    pub(crate) answer: &'static str,
}

/// The answer of PuTTY and others that do not tell their background: their attributes.
pub(crate) const ATTRIBUTES: &str = "\x1b[?62;22c";

impl Default for LineConfig {
    fn default() -> LineConfig {
        LineConfig { size: (80, 24), speed: 0, delay: Duration::ZERO, answer: ATTRIBUTES }
    }
}

/// Delivers output at the speed of the connection. It accepts all output at once, as SSH does.
pub(crate) struct SlowReader {
    came: mpsc::Receiver<(Instant, Vec<u8>)>,
    wire: LineConfig,
    /// Undelivered bytes.
    rest: Vec<u8>,
    arrived: Instant,
    free: Instant,
}

impl SlowReader {
    pub(crate) fn new(mut from: Box<dyn Read + Send>, wire: LineConfig) -> SlowReader {
        let (sent, came) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(n @ 1..) = from.read(&mut buffer) {
                if sent.send((Instant::now(), buffer[..n].to_vec())).is_err() {
                    return;
                }
            }
        });
        SlowReader { came, wire, rest: Vec::new(), arrived: Instant::now(), free: Instant::now() }
    }
}

impl Read for SlowReader {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        if self.rest.is_empty() {
            let Ok((arrived, bytes)) = self.came.recv() else { return Ok(0) };
            (self.arrived, self.rest) = (arrived, bytes);
        }
        let n = self.rest.len().min(64).min(to.len());
        self.free =
            self.free.max(self.arrived) + Duration::from_secs(1) * n as u32 / self.wire.speed;
        thread::sleep((self.free + self.wire.delay).saturating_duration_since(Instant::now()));
        to[..n].copy_from_slice(&self.rest[..n]);
        self.rest.drain(..n);
        Ok(n)
    }
}
