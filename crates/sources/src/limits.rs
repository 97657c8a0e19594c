/// What a reader accepts before it refuses a record or a file: protection against hostile and broken input.
///
/// The defaults hold every document of the offices and publishers that we know, with room to spare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record as it stands in the file (after decompression). A record over it is skipped.
    pub record_bytes: usize,
    /// Elements inside elements. JATS and ST.36 stay under 40.
    pub depth: usize,
    /// Elements, attributes and runs of text of one record.
    pub nodes: usize,
    /// Bytes that one compressed file may expand to, all its entries together.
    pub expanded_bytes: u64,
    /// Expanded bytes for one compressed byte, looked at once more than 16 MiB came out. Text packs 5 to 30 times;
    /// deflate cannot exceed 1,032.
    pub expansion_ratio: u64,
    /// Entries of one archive, nested ones included.
    pub entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record_bytes: 64 << 20,
            depth: 256,
            nodes: 8_000_000,
            expanded_bytes: 64 << 30,
            expansion_ratio: 200,
            entries: 1_000_000,
        }
    }
}
