//! Bytes of a small, valid Windows event log: one header, one chunk, a few records.
//!
//! The layout is that of Microsoft's event log file format: little-endian numbers, UTF-16 texts, CRC-32 checksums.
//! Records are plain binary XML without templates, and every value is a text.

mod binxml;
mod checksum;

use binxml::Fragment;
use checksum::crc32;

const FILE_HEADER_SIZE: usize = 4096;
const CHUNK_SIZE: usize = 65_536;
const CHUNK_HEADER_SIZE: usize = 512;
/// Magic, size, id and time before the XML of a record, the size again after it.
const RECORD_FRAME_SIZE: usize = 28;

/// One event to write.
#[derive(Clone, Copy, Debug)]
pub struct EvtxRecord<'a> {
    /// Name of the provider, e.g. `Microsoft-Windows-Sysmon`.
    pub provider: &'a str,
    /// Name of the channel.
    pub channel: &'a str,
    /// The event id.
    pub event_id: u32,
    /// Name of the computer.
    pub computer: &'a str,
    /// When it happened, as `SystemTime` has it: `2024-01-02T03:04:05.678Z`.
    pub time: &'a str,
    /// The named values of `EventData`.
    pub data: &'a [(&'a str, &'a str)],
}

impl Default for EvtxRecord<'_> {
    fn default() -> Self {
        Self {
            provider: "Test-Provider",
            channel: "Application",
            event_id: 1,
            computer: "test-host",
            time: "2024-01-02T03:04:05.678Z",
            data: &[],
        }
    }
}

/// A log file with these records, numbered from 1. Panics where they do not fit one chunk of 64 KiB.
pub fn file(records: &[EvtxRecord<'_>]) -> Vec<u8> {
    let mut bytes = file_header(records.len() as u64);
    bytes.extend(chunk(records));
    bytes
}

fn file_header(records: u64) -> Vec<u8> {
    let mut header = vec![0; FILE_HEADER_SIZE];
    put(&mut header, 0, b"ElfFile\0");
    put(&mut header, 24, &(records + 1).to_le_bytes()); // next record id
    put(&mut header, 32, &128u32.to_le_bytes()); // header size
    put(&mut header, 36, &1u16.to_le_bytes()); // minor version
    put(&mut header, 38, &3u16.to_le_bytes()); // major version
    put(&mut header, 40, &4096u16.to_le_bytes()); // header block size
    put(&mut header, 42, &1u16.to_le_bytes()); // chunks
    let checksum = crc32(&[&header[..120]]);
    put(&mut header, 124, &checksum.to_le_bytes());
    header
}

fn chunk(records: &[EvtxRecord<'_>]) -> Vec<u8> {
    let mut chunk = vec![0; CHUNK_HEADER_SIZE];
    let mut last_offset = 0;
    for (id, record) in (1..).zip(records) {
        last_offset = chunk.len();
        let record = frame(id, record, last_offset);
        chunk.extend(record);
    }
    assert!(chunk.len() <= CHUNK_SIZE, "the records do not fit one chunk");
    let free_space = chunk.len();
    chunk.resize(CHUNK_SIZE, 0);
    chunk_header(&mut chunk, records.len() as u64, last_offset, free_space);
    chunk
}

fn chunk_header(chunk: &mut [u8], records: u64, last_offset: usize, free_space: usize) {
    put(chunk, 0, b"ElfChnk\0");
    for (offset, number) in [(8, 1), (16, records), (24, 1), (32, records)] {
        put(chunk, offset, &u64::to_le_bytes(number));
    }
    put(chunk, 40, &128u32.to_le_bytes()); // header size
    put(chunk, 44, &length(last_offset));
    put(chunk, 48, &length(free_space));
    let events = crc32(&[&chunk[CHUNK_HEADER_SIZE..free_space]]);
    put(chunk, 52, &events.to_le_bytes());
    let header = crc32(&[&chunk[..120], &chunk[128..CHUNK_HEADER_SIZE]]);
    put(chunk, 124, &header.to_le_bytes());
}

/// A record that will stand at this offset of its chunk.
fn frame(id: u64, record: &EvtxRecord<'_>, offset: usize) -> Vec<u8> {
    let xml = xml(id, record, offset + 24);
    let size = length(xml.len() + RECORD_FRAME_SIZE);
    let time = 133_486_274_450_000_000u64; // a FILETIME; the event's own time is in its XML
    [b"**\0\0", &size[..], &id.to_le_bytes(), &time.to_le_bytes(), &xml, &size].concat()
}

fn xml(id: u64, record: &EvtxRecord<'_>, offset: usize) -> Vec<u8> {
    let mut xml = Fragment::new(offset);
    xml.open("Event", &[]);
    xml.open("System", &[]);
    xml.leaf("Provider", &[("Name", record.provider)], "");
    xml.leaf("EventID", &[], &record.event_id.to_string());
    xml.leaf("TimeCreated", &[("SystemTime", record.time)], "");
    xml.leaf("EventRecordID", &[], &id.to_string());
    xml.leaf("Channel", &[], record.channel);
    xml.leaf("Computer", &[], record.computer);
    xml.close();
    xml.open("EventData", &[]);
    for (name, value) in record.data {
        xml.leaf("Data", &[("Name", name)], value);
    }
    xml.close();
    xml.close();
    xml.finish()
}

fn put(bytes: &mut [u8], offset: usize, part: &[u8]) {
    bytes[offset..offset + part.len()].copy_from_slice(part);
}

fn length(size: usize) -> [u8; 4] {
    u32::try_from(size).unwrap_or(u32::MAX).to_le_bytes()
}
