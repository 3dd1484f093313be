//! Numbers and texts as bytes and back: little-endian, lists and texts after their length. What was not written so is read
//! as nothing, never with a panic or a reservation of more than there are bytes for.

/// Bytes that are being written.
#[derive(Debug, Default)]
pub struct Bytes(Vec<u8>);

/// Bytes that are not read yet.
#[derive(Debug, Clone, Copy)]
pub struct Unread<'b>(&'b [u8]);

/// A length or a position as it is written; beyond what a `u32` holds nothing is kept.
pub(super) fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Bytes {
    /// Adds a byte.
    pub fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    /// Adds two bytes.
    pub fn u16(&mut self, value: u16) {
        self.0.extend(value.to_le_bytes());
    }

    /// Adds four bytes.
    pub fn u32(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }

    /// Adds four bytes.
    pub fn i32(&mut self, value: i32) {
        self.0.extend(value.to_le_bytes());
    }

    /// Adds eight bytes.
    pub fn u64(&mut self, value: u64) {
        self.0.extend(value.to_le_bytes());
    }

    /// Adds a length and so many bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.u32(length(bytes.len()));
        self.0.extend(bytes);
    }

    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Adds numbers.
    pub fn numbers(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.u32(length(numbers.len()));
        for number in numbers {
            self.u32(number);
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }
}

impl<'b> Unread<'b> {
    /// All of these.
    pub const fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// Whether all are read.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn chunk<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (chunk, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*chunk)
    }

    /// Reads a byte.
    pub fn u8(&mut self) -> Option<u8> {
        self.chunk::<1>().map(|[byte]| byte)
    }

    /// Reads two bytes.
    pub fn u16(&mut self) -> Option<u16> {
        self.chunk().map(u16::from_le_bytes)
    }

    /// Reads four bytes.
    pub fn u32(&mut self) -> Option<u32> {
        self.chunk().map(u32::from_le_bytes)
    }

    /// Reads four bytes.
    pub fn i32(&mut self) -> Option<i32> {
        self.chunk().map(i32::from_le_bytes)
    }

    /// Reads eight bytes.
    pub fn u64(&mut self) -> Option<u64> {
        self.chunk().map(u64::from_le_bytes)
    }

    /// Reads so many bytes for each of as many things as the next number says; how many things there are.
    fn things(&mut self, size: usize) -> Option<&'b [u8]> {
        let count = usize::try_from(self.u32()?).ok()?;
        let (things, rest) = self.0.split_at_checked(count.checked_mul(size)?)?;
        self.0 = rest;
        Some(things)
    }

    /// Reads a length and so many bytes.
    pub fn bytes(&mut self) -> Option<&'b [u8]> {
        self.things(1)
    }

    /// Reads a text.
    pub fn text(&mut self) -> Option<&'b str> {
        str::from_utf8(self.bytes()?).ok()
    }

    /// Reads numbers.
    pub fn numbers(&mut self) -> Option<impl ExactSizeIterator<Item = u32> + use<'b>> {
        self.chunks::<4>().map(|chunks| chunks.map(u32::from_le_bytes))
    }

    /// Reads things of so many bytes each.
    pub fn chunks<const N: usize>(&mut self) -> Option<impl ExactSizeIterator<Item = [u8; N]> + use<'b, N>> {
        let things = self.things(N)?;
        Some(things.chunks_exact(N.max(1)).map(|chunk| chunk.try_into().unwrap_or([0; N])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_is_cut_is_nothing() {
        let mut bytes = Bytes::default();
        bytes.u8(1);
        bytes.u16(2);
        bytes.i32(-3);
        bytes.u64(u64::MAX);
        bytes.text("Tiranë");
        bytes.numbers([5, 6].into_iter());
        let bytes = bytes.finish();
        let read = |bytes: &[u8]| {
            let mut unread = Unread::new(bytes);
            let numbers = (unread.u8()?, unread.u16()?, unread.i32()?, unread.u64()?);
            Some((numbers, unread.text()?.to_owned(), unread.numbers()?.collect::<Vec<_>>(), unread.is_empty()))
        };
        assert_eq!(read(&bytes), Some(((1, 2, -3, u64::MAX), "Tiranë".to_owned(), vec![5, 6], true)));
        for length in 0..bytes.len() {
            assert_eq!(read(&bytes[..length]), None, "{length}");
        }
    }
}
