//! A schema folder: which lists hold for which rule.

use event::FieldType;
use event_schema::{DataFields, DataRequest, Doubt, Library, StackVersion};

const STACK: StackVersion = StackVersion(9, 3);

/// A folder with one list of each kind.
const FOLDER: [(&str, &str); 9] = [
    (
        "stack-schema-map.json",
        r#"{"8.19.0": {"supported": true, "ecs": "8.17.0", "beats": "8.18.3", "endgame": "8.4.0"},
            "9.3.0": {"supported": true, "ecs": "9.3.0", "beats": "9.3.0", "endgame": "8.4.0"},
            "7.17.0": {"supported": false, "ecs": "8.17.0"}}"#,
    ),
    ("ecs/ecs-8.17.0-types.json", r#"{"process.name": "keyword", "labels": "object"}"#),
    (
        "ecs/ecs-9.3.0-types.json",
        r#"{"process.name": "keyword", "process.new": "long", "labels": "object"}"#,
    ),
    (
        "beats/winlogbeat-9.3.0.json",
        r#"{"winlog.channel": "keyword", "log_name": "alias:winlog.channel"}"#,
    ),
    ("beats/libbeat-9.3.0.json", r#"{"agent.hostname": "alias:agent.name"}"#),
    (
        "integrations/aws.json",
        r#"{"package": "aws", "version": "2.21.0", "datasets": {
            "cloudtrail": {"aws.cloudtrail.flow": "keyword", "aws.port": "long"},
            "vpcflow": {"aws.vpcflow.action": "keyword"}}}"#,
    ),
    (
        "integrations/model.json",
        r#"{"package": "model", "datasets": {"jobs": ["a"], "x": {"model.score": "float"}}}"#,
    ),
    (
        "integration-manifests.json",
        r#"{"aws": {"2.21.0": {"kibana": "^8.12.0"}, "6.1.0": {"kibana": "^9.2.1"}}}"#,
    ),
    ("non-ecs-schema.json", r#"{"winlogbeat-*": {"winlog.event_data.Extra": "keyword"}}"#),
];

fn library() -> Library {
    Library::read(FOLDER).unwrap()
}

fn one(library: &Library, request: &DataRequest<'_>, stack: StackVersion) -> DataFields {
    library.data_fields(request, &[stack]).remove(0)
}

fn data(indices: &[&str], stack: StackVersion) -> DataFields {
    let request = DataRequest { indices: indices.to_vec(), ..DataRequest::default() };
    one(&library(), &request, stack)
}

#[test]
fn the_stacks_that_the_folder_supports_are_listed() {
    assert_eq!(library().supported_stacks(), [StackVersion(8, 19), STACK]);
}

#[test]
fn an_index_pattern_chooses_the_lists() {
    let aws = data(&["logs-aws.cloudtrail-*"], STACK);
    assert!(aws.has("aws.cloudtrail.flow") && aws.has("process.name"));
    assert!(!aws.has("aws.vpcflow.action") && !aws.has("winlog.channel"));
    assert!(data(&["logs-aws*"], STACK).has("aws.vpcflow.action"));
    let beats = data(&["winlogbeat-*"], STACK);
    assert!(beats.has("winlog.channel") && beats.has("agent.hostname"));
    assert!(beats.has("winlog.event_data.Extra"));
    assert_eq!(beats.schema().field_type("log_name"), Some(FieldType::Keyword));
}

#[test]
fn a_stack_has_the_fields_of_its_ecs() {
    let indices = ["logs-aws.cloudtrail-*"];
    let (new, old) = (data(&indices, STACK), data(&indices, StackVersion(8, 19)));
    assert!(new.has("process.new") && !old.has("process.new"));
    assert!(new.agrees(&old, ["process.name"].into_iter()));
    assert!(!new.agrees(&old, ["process.name", "process.new"].into_iter()));
}

#[test]
fn a_package_that_adds_to_the_data_of_others_is_named_by_the_rule() {
    let mut request = DataRequest { indices: vec!["logs-aws*"], ..DataRequest::default() };
    assert!(!one(&library(), &request, STACK).has("model.score"));
    request.integrations = vec!["aws", "model"];
    assert!(one(&library(), &request, STACK).has("model.score"));
}

#[test]
fn a_list_that_is_not_whole_or_old_leaves_a_doubt_about_fields_outside_of_ecs() {
    let aws = data(&["logs-aws.cloudtrail-*"], STACK);
    let Some(Doubt::Older { installed, .. }) = aws.doubt("aws.other") else { panic!() };
    assert_eq!(installed, "6.1.0");
    assert_eq!(aws.doubt("process.other"), None);
    assert!(matches!(aws.doubt("labels.other"), Some(Doubt::OpenObject(_))));
    assert_eq!(data(&["logs-aws.cloudtrail-*"], StackVersion(8, 19)).doubt("aws.other"), None);
    let unknown = data(&["logs-panw.panos-*"], STACK);
    assert!(matches!(unknown.doubt("panw.x"), Some(Doubt::NoList(_))));
    assert!(matches!(data(&[], STACK).doubt("panw.x"), Some(Doubt::NoList(_))));
}

#[test]
fn a_dataset_is_a_source_of_its_own() {
    let aws = data(&["logs-aws*"], STACK);
    let source = aws.dataset("aws.vpcflow").unwrap();
    assert!(source.has("aws.vpcflow.action") && !source.has("aws.port"));
}

#[test]
fn without_a_folder_the_embedded_ecs_is_all_that_there_is() {
    let request = DataRequest { indices: vec!["logs-aws*"], ..DataRequest::default() };
    let data = one(&Library::ecs(), &request, STACK);
    assert!(data.has("process.name") && !data.has("aws.port"));
    assert_eq!(data.doubt("aws.port"), None);
}

#[test]
fn a_file_that_is_no_list_is_named_and_a_folder_without_lists_is_refused() {
    for (file, text) in [
        ("non-ecs-schema.json", "[]"),
        ("ecs/ecs-9.3.0-types.json", "{\"a\": "),
        ("ecs/ecs-9.3.0-types.json", "1"),
        ("integrations/aws.json", "{}"),
        ("stack-schema-map.json", "{\"8.19.0\": 1}"),
    ] {
        assert_eq!(Library::read([(file, text)]).unwrap_err().file, file);
    }
    let deep = "[".repeat(1 << 16);
    assert!(Library::read([("integration-manifests.json", deep.as_str())]).is_err());
    let error = Library::read([("README.md", "x")]).unwrap_err();
    assert_eq!(error.to_string(), "there is no list of fields in it");
}
