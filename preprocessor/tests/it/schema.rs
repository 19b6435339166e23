use std::env;
use std::fs;

use mdbook_operators::{ExceptionsFile, OperatorsFile, PlanFile, SourcesFile, load, schema};
use schemars::Schema;

use crate::guide;

/// The schema beside the data is the one that the Rust types say. `UPDATE=1 cargo test` writes it.
#[track_caller]
fn check(file: &str, schema: &Schema) {
    let path = guide().join(file);
    let text = format!("{}\n", serde_json::to_string_pretty(schema).unwrap());
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "{file} is not what the types say; run the tests with UPDATE=1"
    );
}

#[test]
fn the_schemas_are_up_to_date() {
    check("operators.schema.json", &schema::<OperatorsFile>());
    check("sources.schema.json", &schema::<SourcesFile>());
    check("plan.schema.json", &schema::<PlanFile>());
    check("po/exceptions.schema.json", &schema::<ExceptionsFile>());
}

#[test]
fn the_data_of_the_guide_names_its_schema_and_is_right() {
    for (file, name) in [
        ("operators.json", "./operators.schema.json"),
        ("sources.json", "./sources.schema.json"),
        ("plan.json", "./plan.schema.json"),
        ("po/exceptions.json", "./exceptions.schema.json"),
    ] {
        let text = fs::read_to_string(guide().join(file)).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["$schema"], name);
    }
    load(guide()).expect("the data of the guide is right");
}
