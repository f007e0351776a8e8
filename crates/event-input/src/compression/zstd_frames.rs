//! Zstandard: all frames of a stream one after the other, skippable frames left out.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::quiet::{Panicked, guarded};

/// Whether these are the first bytes of a frame or of a skippable frame.
pub(super) fn recognises(head: &[u8]) -> bool {
    head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
        || matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// Decodes the frames of `stored`. Memory is bounded by the decoder's limit on a frame's window (128 MiB).
pub(super) struct ZstdFrames<R> {
    stored: R,
    decoder: FrameDecoder,
    in_frame: bool,
}

impl<R: BufRead> ZstdFrames<R> {
    pub(super) fn new(stored: R) -> Self {
        Self { stored, decoder: FrameDecoder::new(), in_frame: false }
    }

    fn read_frames(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.in_frame && !self.start_frame()? {
                return Ok(0);
            }
            let count = self.read_frame(buffer)?;
            if count > 0 {
                return Ok(count);
            }
            self.finish_frame()?;
        }
    }

    /// Goes to the next frame; false at the end of the stream.
    fn start_frame(&mut self) -> io::Result<bool> {
        while !self.stored.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.stored) {
                Ok(()) => {
                    self.in_frame = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => self.skip(u64::from(length))?,
                Err(error) => return Err(io_error(error)),
            }
        }
        Ok(false)
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.stored.by_ref().take(length), &mut io::sink())?;
        if skipped == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn read_frame(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let one = BlockDecodingStrategy::UptoBlocks(1);
            self.decoder.decode_blocks(&mut self.stored, one).map_err(io_error)?;
        }
        self.decoder.read(buffer)
    }

    fn finish_frame(&mut self) -> io::Result<()> {
        self.in_frame = false;
        let stored = self.decoder.get_checksum_from_data();
        if stored.is_some() && stored != self.decoder.get_calculated_checksum() {
            return Err(io::Error::other("its checksum does not match"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        guarded(|| self.read_frames(buffer))
            .unwrap_or_else(|Panicked| Err(io::Error::other("it cannot be decoded")))
    }
}

/// The innermost cause where that is an I/O error (a stream that is cut off), else the decoder's words.
fn io_error(error: FrameDecoderError) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        if let Some(inner) = inner.downcast_ref::<io::Error>() {
            return io::Error::new(inner.kind(), inner.to_string());
        }
        cause = inner.source();
    }
    io::Error::other(error)
}
