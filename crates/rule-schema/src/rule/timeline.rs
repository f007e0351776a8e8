//! The timeline templates that Kibana ships (rule-format §2.4).

/// Their ids.
pub(super) const IDS: &[&str] = &[
    "300afc76-072d-4261-864d-4149714bf3f1",
    "3e47ef71-ebfc-4520-975c-cb27fc090799",
    "3e827bab-838a-469f-bd1e-5e19a2bff2fd",
    "4434b91a-94ca-4a89-83cb-a37cdc0532b7",
    "495ad7a7-316e-4544-8a0f-9c098daee76e",
    "4d4c0b59-ea83-483f-b8c1-8c360ee53c5c",
    "76e52245-7519-4251-91ab-262fb1a1728c",
    "91832785-286d-4ebe-b884-1a208d111a70",
    "db366523-f1c6-4c1f-8731-6ce5ed9e5717",
    "e70679c2-6cde-4510-9764-4823df18f7db",
];

/// Their titles.
pub(super) const TITLES: &[&str] = &[
    "Alerts Involving a Single Host Timeline",
    "Alerts Involving a Single User Timeline",
    "Comprehensive File Timeline",
    "Comprehensive Network Timeline",
    "Comprehensive Process Timeline",
    "Comprehensive Registry Timeline",
    "Generic Endpoint Timeline",
    "Generic Network Timeline",
    "Generic Process Timeline",
    "Generic Threat Match Timeline",
];
