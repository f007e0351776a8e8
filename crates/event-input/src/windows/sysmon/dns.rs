//! A DNS query: its status by name, its answers and addresses.

use event::{Document, Ip, Json};

use crate::windows::draft::Draft;
use crate::windows::table::plain_ip;

pub(super) fn set(draft: &mut Draft<'_>) {
    if draft.raw.event_id != 22 {
        return;
    }
    draft.set("network.protocol", "dns".into());
    if let Some(name) = draft.text("sysmon.dns.status").and_then(status) {
        draft.set("sysmon.dns.status", name.into());
    }
    if let Some(results) = draft.raw.data.take("QueryResults") {
        answers(draft, &results);
    }
    if let Some(name) = draft.text("dns.question.name").map(str::to_owned) {
        draft.add("related.hosts", &name);
    }
}

/// Answers stand between semicolons: `type:  5 name` is a record, anything else an address.
fn answers(draft: &mut Draft<'_>, results: &str) {
    let mut answers = Vec::new();
    for result in results.split(';').map(str::trim).filter(|result| !result.is_empty()) {
        let (kind, data) = record(result).unwrap_or_else(|| address(draft, result));
        if !matches!(kind, "A" | "AAAA") {
            draft.add("related.hosts", data);
        }
        let entries = [("data", data), ("type", kind)];
        let entries = entries.map(|(name, text)| (name.to_owned(), Json::from(text)));
        answers.push(Json::Object(Document::new(entries.to_vec())));
    }
    if !answers.is_empty() {
        draft.set("dns.answers", Json::Array(answers));
    }
}

fn record(result: &str) -> Option<(&str, &str)> {
    let (number, data) = result.strip_prefix("type:")?.trim_start().split_once(' ')?;
    Some((record_type(number), data.trim()))
}

fn address<'r>(draft: &mut Draft<'_>, result: &'r str) -> (&'static str, &'r str) {
    let address = plain_ip(result);
    if Ip::parse(address).is_some() {
        draft.add("dns.resolved_ip", address);
        draft.add("related.ip", address);
    }
    (if address.contains(':') { "AAAA" } else { "A" }, address)
}

/// The name of a record type of the IANA registry; other numbers stay.
fn record_type(number: &str) -> &str {
    match number {
        "1" => "A",
        "2" => "NS",
        "5" => "CNAME",
        "6" => "SOA",
        "12" => "PTR",
        "13" => "HINFO",
        "15" => "MX",
        "16" => "TXT",
        "24" => "SIG",
        "25" => "KEY",
        "28" => "AAAA",
        "33" => "SRV",
        "35" => "NAPTR",
        "39" => "DNAME",
        "41" => "OPT",
        "43" => "DS",
        "46" => "RRSIG",
        "47" => "NSEC",
        "48" => "DNSKEY",
        "64" => "SVCB",
        "65" => "HTTPS",
        "255" => "ANY",
        _ => number,
    }
}

/// The name that the Windows headers give to a status; `None` for a number that is not listed, which stays.
fn status(code: &str) -> Option<&'static str> {
    Some(match code {
        "0" => "SUCCESS",
        "5" => "ERROR_ACCESS_DENIED",
        "87" => "ERROR_INVALID_PARAMETER",
        "123" => "ERROR_INVALID_NAME",
        "1214" => "ERROR_INVALID_NETNAME",
        "1223" => "ERROR_CANCELLED",
        "1460" => "ERROR_TIMEOUT",
        "9001" => "DNS_ERROR_RCODE_FORMAT_ERROR",
        "9002" => "DNS_ERROR_RCODE_SERVER_FAILURE",
        "9003" => "DNS_ERROR_RCODE_NAME_ERROR",
        "9004" => "DNS_ERROR_RCODE_NOT_IMPLEMENTED",
        "9005" => "DNS_ERROR_RCODE_REFUSED",
        "9501" => "DNS_INFO_NO_RECORDS",
        "9502" => "DNS_ERROR_BAD_PACKET",
        "9503" => "DNS_ERROR_NO_PACKET",
        "9504" => "DNS_ERROR_RCODE",
        "9505" => "DNS_ERROR_UNSECURE_PACKET",
        "9560" => "DNS_ERROR_INVALID_NAME_CHAR",
        "9701" => "DNS_ERROR_RECORD_DOES_NOT_EXIST",
        "9852" => "DNS_ERROR_NO_DNS_SERVERS",
        "10054" => "WSAECONNRESET",
        "10055" => "WSAENOBUFS",
        "10060" => "WSAETIMEDOUT",
        "11001" => "WSAHOST_NOT_FOUND",
        _ => return None,
    })
}
