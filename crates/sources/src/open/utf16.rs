use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use crate::Reason;

/// UTF-16 as UTF-8, so that the splitters see one byte a markup character. Positions then count UTF-8 bytes.
pub(crate) struct Utf16<R> {
    input: R,
    decoder: Decoder,
    encoding: &'static Encoding,
    /// Read and not decoded yet.
    raw: Vec<u8>,
    raw_start: usize,
    ended: bool,
    /// All is decoded: the decoder must not be asked again, which readers of lines do.
    finished: bool,
}

impl<R: Read> Utf16<R> {
    /// The input begins after the byte order mark.
    pub(crate) fn new(input: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { input, decoder, encoding, raw: Vec::new(), raw_start: 0, ended: false, finished: false }
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // The decoder wants room for a whole character; the only callers have buffers of kilobytes.
        debug_assert!(buffer.len() >= 16, "a buffer of {} bytes", buffer.len());
        while !self.finished {
            if self.raw_start == self.raw.len() && !self.ended {
                self.raw.resize(32 << 10, 0);
                let read = self.input.read(&mut self.raw)?;
                self.raw.truncate(read);
                self.raw_start = 0;
                self.ended = read == 0;
            }
            let (result, taken, written) = self.decoder.decode_to_utf8_without_replacement(
                &self.raw[self.raw_start..],
                buffer,
                self.ended,
            );
            self.raw_start += taken;
            if let DecoderResult::Malformed(..) = result {
                let encoding = self.encoding.name().to_owned();
                return Err(io::Error::other(Reason::Undecodable { encoding }));
            }
            self.finished = self.ended && result == DecoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}
