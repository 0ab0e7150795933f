//! A compound file (OLE): streams in chains of sectors. Chains that run in circles end.

/// From here on a sector number means that the chain ends, or nothing.
const NO_SECTOR: u32 = 0xFFFF_FFFA;

/// The sectors of the header's own list of tables.
const LISTED: usize = 109;

/// A compound file and its directory.
pub(super) struct Compound<'f> {
    bytes: &'f [u8],
    size: usize,
    /// The sectors that hold the table of what comes after each sector.
    tables: Vec<u32>,
    directory: Vec<u8>,
}

/// A stream as the directory names it.
struct Entry {
    start: u32,
    size: usize,
}

impl<'f> Compound<'f> {
    /// Finds the directory.
    pub(super) fn open(bytes: &'f [u8]) -> Option<Compound<'f>> {
        let size = match u16_at(bytes, 0x1E)? {
            shift @ 7..=16 => 1 << shift,
            _ => return None,
        };
        let mut file = Compound {
            bytes,
            size,
            tables: Vec::new(),
            directory: Vec::new(),
        };
        file.tables = file.list_tables()?;
        file.directory = file.chain(u32_at(bytes, 0x30)?);
        Some(file)
    }

    /// True if there is a stream of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A stream, whole.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        let large_from = u32_at(self.bytes, 0x38)? as usize;
        let mut stream = if entry.size >= large_from {
            self.chain(entry.start)
        } else {
            self.small_chain(entry.start)?
        };
        stream.truncate(entry.size);
        Some(stream)
    }

    fn entry(&self, name: &str) -> Option<Entry> {
        let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let entry = self.directory.chunks_exact(128).find(|entry| {
            let length = usize::from(u16_at(entry, 0x40).unwrap_or(0));
            length == wanted.len() + 2 && entry.starts_with(&wanted)
        })?;
        Some(Entry {
            start: u32_at(entry, 0x74)?,
            size: u32_at(entry, 0x78)? as usize,
        })
    }

    fn sector(&self, number: u32) -> Option<&'f [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.size)?;
        let end = start.saturating_add(self.size).min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// More sectors than the file has are a circle.
    fn most(&self) -> usize {
        self.bytes.len() / self.size + 1
    }

    fn list_tables(&self) -> Option<Vec<u32>> {
        let mut tables: Vec<u32> = (0..LISTED)
            .map_while(|nth| u32_at(self.bytes, 0x4C + 4 * nth))
            .collect();
        let mut next = u32_at(self.bytes, 0x44)?;
        for _ in 0..self.most() {
            if next >= NO_SECTOR {
                break;
            }
            let sector = self.sector(next)?;
            let last = self.size / 4 - 1;
            tables.extend((0..last).map_while(|nth| u32_at(sector, 4 * nth)));
            next = u32_at(sector, 4 * last)?;
        }
        Some(tables)
    }

    fn after(&self, number: u32) -> Option<u32> {
        let each = self.size / 4;
        let table = *self.tables.get(number as usize / each)?;
        u32_at(self.sector(table)?, number as usize % each * 4)
    }

    fn chain(&self, start: u32) -> Vec<u8> {
        let mut all = Vec::new();
        let mut next = Some(start);
        for _ in 0..self.most() {
            let Some(sector) = next.filter(|n| *n < NO_SECTOR) else {
                break;
            };
            all.extend_from_slice(self.sector(sector).unwrap_or_default());
            next = self.after(sector);
        }
        all
    }

    /// A stream in the small sectors that the root holds.
    fn small_chain(&self, start: u32) -> Option<Vec<u8>> {
        let size = 1usize << u16_at(self.bytes, 0x20)?.min(12);
        let root = self.chain(u32_at(&self.directory, 0x74)?);
        let table = self.chain(u32_at(self.bytes, 0x3C)?);
        let mut all = Vec::new();
        let mut next = Some(start);
        for _ in 0..=root.len() / size {
            let Some(sector) = next.filter(|n| *n < NO_SECTOR) else {
                break;
            };
            let start = (sector as usize).checked_mul(size)?;
            let end = start.saturating_add(size).min(root.len());
            all.extend_from_slice(root.get(start..end)?);
            next = u32_at(&table, sector as usize * 4);
        }
        Some(all)
    }
}

/// Two bytes, the low one first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*pair))
}

/// Four bytes, the lowest first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*four))
}
