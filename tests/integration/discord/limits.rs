//! Discord's documented limits on what a bot sends, and two rules of ours: nobody is pinged, no link unfurls.

use std::collections::HashSet;

use serde_json::Value;

use super::server::Request;

/// Everything about a request that Discord would refuse, or that we promised not to do.
pub(crate) fn faults(request: &Request) -> Vec<String> {
    let mut faults = Vec::new();
    let body = &request.body;
    let is_message = request.path.ends_with("/messages")
        || request.path.starts_with("/webhooks/")
        || (request.method == "PATCH" && request.path.contains("/messages/"));
    if is_message && request.method != "DELETE" && request.method != "GET" {
        message(body, &mut faults);
    }
    if request.path.ends_with("/callback") {
        let data = &body["data"];
        match body["type"].as_u64() {
            Some(4 | 7) => message(data, &mut faults),
            Some(8) => choices(data, &mut faults),
            Some(9) => form(data, &mut faults),
            Some(5 | 6) => {}
            other => faults.push(format!("there is no response of the type {other:?}")),
        }
    }
    if request.method == "POST" && request.path.ends_with("/threads") {
        at_most("the name of a thread", text(body, "name"), 100, &mut faults);
        if text(body, "name").trim().is_empty() {
            faults.push("a thread has no name".to_owned());
        }
    }
    if request.path.ends_with("/commands") {
        commands(body, &mut faults);
    }
    faults.into_iter().map(|fault| format!("{} {}: {fault}", request.method, request.path)).collect()
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn at_most(what: &str, text: &str, most: usize, faults: &mut Vec<String>) {
    let length = text.chars().count();
    if length > most {
        faults.push(format!("{what} has {length} characters, at most {most} are allowed"));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn message(body: &Value, faults: &mut Vec<String>) {
    let content = text(body, "content");
    at_most("the content", content, 2_000, faults);
    let embeds = list(&body["embeds"]);
    if content.is_empty() && embeds.is_empty() {
        faults.push("it is empty".to_owned());
    }
    let allowed = &body["allowed_mentions"];
    let named = ["users", "roles"].iter().any(|kind| !list(&allowed[kind]).is_empty());
    if allowed["parse"] != serde_json::json!([]) || named || allowed["replied_user"] == true {
        faults.push(format!("somebody may be pinged: {allowed}"));
    }
    if content.split_inclusive("://").any(|part| part.ends_with("http://") || part.ends_with("https://")) {
        for (at, _) in content.match_indices("http") {
            if content[at..].starts_with("https://") && !content[..at].ends_with('<') {
                faults.push(format!("a link unfurls: {}", &content[at..]));
            }
        }
    }
    embeds_of(embeds, faults);
    components(&body["components"], faults);
}

fn embeds_of(embeds: &[Value], faults: &mut Vec<String>) {
    let mut all = 0;
    for embed in embeds {
        let mut part = |what: &str, text: &str, most: usize| {
            all += text.chars().count();
            at_most(what, text, most, faults);
        };
        part("a title", text(embed, "title"), 256);
        part("a description", text(embed, "description"), 4_096);
        part("a footer", text(&embed["footer"], "text"), 2_048);
        part("an author", text(&embed["author"], "name"), 256);
        for field in list(&embed["fields"]) {
            part("the name of a field", text(field, "name"), 256);
            part("a field", text(field, "value"), 1_024);
        }
        if list(&embed["fields"]).len() > 25 || list(&embed["fields"]).iter().any(|field| text(field, "value").is_empty()) {
            faults.push("an embed has too many or empty fields".to_owned());
        }
    }
    if all > 6_000 || embeds.len() > 10 {
        faults.push(format!("the embeds have {all} characters"));
    }
}

fn components(rows: &Value, faults: &mut Vec<String>) {
    let rows = list(rows);
    if rows.len() > 5 {
        faults.push(format!("{} rows", rows.len()));
    }
    let mut ids = HashSet::new();
    for part in rows.iter().flat_map(|row| list(&row["components"])) {
        let id = text(part, "custom_id");
        at_most("the id of a control", id, 100, faults);
        if id.is_empty() || !ids.insert(id) {
            faults.push(format!("the id \"{id}\" is empty or taken"));
        }
        at_most("a label", text(part, "label"), 80, faults);
        at_most("a placeholder", text(part, "placeholder"), 150, faults);
        let options = list(&part["options"]);
        if options.len() > 25 || (part["type"] == 3 && options.is_empty()) {
            faults.push(format!("a menu of {} options", options.len()));
        }
        for option in options {
            for field in ["label", "value", "description"] {
                at_most(field, text(option, field), 100, faults);
            }
        }
    }
    if rows.iter().any(|row| list(&row["components"]).is_empty() || list(&row["components"]).len() > 5) {
        faults.push("a row has no part or more than five".to_owned());
    }
}

fn choices(data: &Value, faults: &mut Vec<String>) {
    let choices = list(&data["choices"]);
    if choices.len() > 25 {
        faults.push(format!("{} choices", choices.len()));
    }
    for choice in choices {
        at_most("the name of a choice", text(choice, "name"), 100, faults);
        at_most("the value of a choice", text(choice, "value"), 100, faults);
        if text(choice, "name").is_empty() {
            faults.push("a choice has no name".to_owned());
        }
    }
}

fn form(data: &Value, faults: &mut Vec<String>) {
    at_most("the title of a form", text(data, "title"), 45, faults);
    at_most("the id of a form", text(data, "custom_id"), 100, faults);
    let rows = list(&data["components"]);
    if rows.is_empty() || rows.len() > 5 {
        faults.push(format!("a form of {} rows", rows.len()));
    }
    for field in rows.iter().flat_map(|row| list(&row["components"])) {
        at_most("the label of a field", text(field, "label"), 45, faults);
        at_most("the id of a field", text(field, "custom_id"), 100, faults);
        at_most("the placeholder of a field", text(field, "placeholder"), 100, faults);
        let (least, most) = (field["min_length"].as_u64().unwrap_or(0), field["max_length"].as_u64().unwrap_or(4_000));
        if least > 4_000 || !(1..=4_000).contains(&most) || least > most {
            faults.push(format!("a field takes from {least} to {most} characters"));
        }
        // What stands in it already has to fit too, as counted by Discord.
        let filled = text(field, "value").encode_utf16().count() as u64;
        if filled > most || text(field, "label").is_empty() || text(field, "custom_id").is_empty() {
            faults.push(format!("a field without label or id, or of {filled} characters where {most} fit"));
        }
    }
    let ids: HashSet<&str> = rows.iter().flat_map(|row| list(&row["components"])).map(|field| text(field, "custom_id")).collect();
    if rows.iter().any(|row| list(&row["components"]).len() != 1) || ids.len() != rows.len() {
        faults.push("a form has a row of more than one field, or two fields of one id".to_owned());
    }
}

fn commands(body: &Value, faults: &mut Vec<String>) {
    for command in list(body) {
        named(command, command["type"].as_u64().unwrap_or(1) == 1, faults);
        at_most("a command", &command.to_string(), 8_000 * 4, faults);
    }
}

/// Names and descriptions of a command or an option, in all languages.
fn named(command: &Value, chat: bool, faults: &mut Vec<String>) {
    let all = |field: &str| -> Vec<String> {
        let localized = command[format!("{field}_localizations")].as_object();
        let texts = localized.into_iter().flat_map(|texts| texts.values()).chain(command.get(field));
        texts.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    for name in all("name") {
        at_most("the name of a command", &name, 32, faults);
        let is_word = name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')) && name.to_lowercase() == name;
        if name.is_empty() || (chat && !is_word) {
            faults.push(format!("\"{name}\" is no name for a command"));
        }
    }
    for description in all("description") {
        at_most("a description", &description, 100, faults);
        if chat && description.is_empty() {
            faults.push("a command has no description".to_owned());
        }
    }
    let choices = list(&command["choices"]);
    for choice in choices {
        let localized = choice["name_localizations"].as_object();
        for name in localized.into_iter().flat_map(|names| names.values()).chain(choice.get("name")).filter_map(Value::as_str) {
            at_most("the name of a choice", name, 100, faults);
        }
    }
    let options = list(&command["options"]);
    for field in ["en", "es-ES", "es-419", "fr", "de", "pt-BR", "tr"] {
        let name = |option: &Value| option["name_localizations"][field].as_str().unwrap_or_else(|| text(option, "name")).to_owned();
        let names: HashSet<String> = options.iter().map(name).collect();
        if names.len() < options.len() {
            faults.push(format!("two options have one name in {field}"));
        }
    }
    if options.len() > 25 || choices.len() > 25 {
        faults.push(format!("{} options", options.len()));
    }
    for option in options {
        named(option, true, faults);
    }
}
