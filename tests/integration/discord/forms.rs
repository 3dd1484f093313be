//! The body of a request: JSON, or a form of several parts when files go with it.

use axum::http::HeaderMap;
use serde_json::{Value, json};

/// What a body says; files are added to it as `files`, each with its name and its text.
pub(crate) fn read(headers: &HeaderMap, body: &[u8]) -> Value {
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Some(boundary) = kind.strip_prefix("multipart/form-data; boundary=") else {
        return serde_json::from_slice(body).unwrap_or(Value::Null);
    };
    let (mut told, mut files) = (Value::Null, Vec::new());
    let body = String::from_utf8_lossy(body);
    for part in body.split(&format!("--{boundary}")) {
        let Some((head, text)) = part.split_once("\r\n\r\n") else { continue };
        let text = text.trim_end_matches("\r\n");
        let field = |name: &str| head.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value);
        match (field(" name"), field("filename")) {
            (Some("payload_json"), _) => told = serde_json::from_str(text).unwrap(),
            (Some(name), Some(filename)) if name.starts_with("files[") => files.push(json!({ "name": filename, "text": text })),
            other => panic!("a part of a form that Discord does not know: {other:?}"),
        }
    }
    told["files"] = json!(files);
    told
}
