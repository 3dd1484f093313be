//! A table that `build.rs` has made: texts found by a word, without anything to do at the start.

/// Lines `key<TAB>value` and slots with the positions of lines, counted from 1, found by the hash of the key.
#[derive(Debug, Clone, Copy)]
pub struct Prepared {
    /// The lines.
    pub lines: &'static str,
    /// The slots, four bytes each, a power of two of them.
    pub slots: &'static [u8],
}

impl Prepared {
    /// The value of a key.
    pub fn get(self, key: &str) -> Option<&'static str> {
        let last = (self.slots.len() / 4).checked_sub(1)?;
        let mut slot = hash(key) as usize & last;
        loop {
            let bytes = self.slots.get(slot * 4..slot * 4 + 4)?;
            let position = bytes.try_into().map_or(0, u32::from_le_bytes) as usize;
            let value = position.checked_sub(1)? + key.len() + 1;
            let line = self.lines.as_bytes().get(position - 1..)?;
            if line.starts_with(key.as_bytes()) && line.get(key.len()) == Some(&b'\t') {
                let length = line.iter().skip(key.len()).position(|byte| *byte == b'\n')? - 1;
                return self.lines.get(value..value + length);
            }
            slot = (slot + 1) & last;
        }
    }
}

/// The same as in `build.rs`.
fn hash(key: &str) -> u32 {
    fnv(key).rotate_right(7)
}

/// The 32-bit FNV-1a hash of a text: the same in every process and version.
pub fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
