//! A slow line between the program and its terminal, with limited speed and a delay.

use std::io::Read;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// What lies between the program and the terminal.
#[derive(Clone, Copy)]
pub(crate) struct LineConfig {
    /// Columns and rows of the terminal.
    pub(crate) size: (u16, u16),
    /// Bytes that it takes in a second; 0 for any number.
    pub(crate) speed: u32,
    /// How long they are under way, there and back.
    pub(crate) delay: Duration,
}

impl Default for LineConfig {
    fn default() -> LineConfig {
        LineConfig { size: (80, 24), speed: 0, delay: Duration::ZERO }
    }
}

/// A slow line: it takes all that comes at once, as SSH does, and hands it on as fast as it can.
pub(crate) struct SlowReader {
    came: mpsc::Receiver<(Instant, Vec<u8>)>,
    wire: LineConfig,
    /// What is handed on, and when the line is free again.
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
