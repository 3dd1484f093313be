//! Whether two addresses are the same source: one spelling for each page, whatever device, scheme or campaign it was
//! found by. Works on the text alone; nothing is fetched.

use url::Url;

/// Query parameters that tell where a reader came from and never what is read: exact names and beginnings of names.
/// After the lists of ClearURLs and Firefox's query stripping, without names that some site reads (`ref`, `source`, `s`).
const TRACKING: &[&str] = &[
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_ga",
    "_gl", "_hsenc", "_hsmi", "oly_anon_id", "oly_enc_id", "vero_id", "wickedid", "cmpid", "ocid", "smid", "ito", "ref_src", "ref_url",
    "guccounter", "guce_referrer", "guce_referrer_sig", "xtor", "wt_mc",
];
const TRACKING_PREFIXES: &[&str] = &["utm_", "at_", "ns_", "pk_", "mtm_", "hsa_"];

/// Query parameters by which a page is asked for in the AMP edition, with the value that asks for it.
const AMP: &[(&str, &str)] = &[("amp", "1"), ("amp", "true"), ("amp", ""), ("outputtype", "amp"), ("outputtype", "valid-amp")];

/// Labels of a host that name an edition, not a site.
const EDITIONS: &[&str] = &["www", "m", "mobile", "amp"];

/// The one spelling under which addresses of the same page meet; `None` for what is no http or https address.
///
/// It is a key to compare, not an address to open: the scheme is always https, `www.`, mobile and AMP editions, default
/// ports, user names, tracking parameters, fragments and a slash at the end are gone, and parameters are in order.
///
/// ```
/// use aide_memoire::incident::source::canonical_url;
/// let found = canonical_url("HTTP://m.Example.org:80/news/?utm_source=x&id=7#top");
/// assert_eq!(found.as_deref(), Some("https://example.org/news?id=7"));
/// ```
pub fn canonical_url(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    if let Some(inner) = behind_amp_cache(&url) {
        return canonical_url(&inner);
    }
    let mut key = format!("https://{}", canonical_host(url.host_str()?));
    if let Some(port) = url.port() {
        key.push_str(&format!(":{port}"));
    }
    key.push_str(canonical_path(url.path()));
    let mut pairs: Vec<&str> = url.query().unwrap_or_default().split('&').filter(|pair| is_kept(pair)).collect();
    pairs.sort_unstable();
    if !pairs.is_empty() {
        key.push('?');
        key.push_str(&pairs.join("&"));
    }
    Some(key)
}

/// The address inside one of an AMP cache: `www.google.com/amp/s/HOST/PATH`, `X.cdn.ampproject.org/c/s/HOST/PATH`
/// (`s` for https, absent for http).
fn behind_amp_cache(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let is_google = host.strip_prefix("www.").unwrap_or(host).strip_prefix("google.").is_some();
    let rest = if is_google {
        url.path().strip_prefix("/amp/")?
    } else if host.ends_with(".cdn.ampproject.org") {
        ["/c/", "/v/", "/wp/"].iter().find_map(|prefix| url.path().strip_prefix(prefix))?
    } else {
        return None;
    };
    let rest = rest.strip_prefix("s/").unwrap_or(rest);
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    rest.contains('.').then(|| format!("https://{rest}{query}"))
}

/// Host names without the labels that name an edition, as long as a name of two labels remains (`m.org` stays).
fn canonical_host(host: &str) -> String {
    let labels: Vec<&str> = host.trim_end_matches('.').split('.').collect();
    let count = labels.len();
    let kept = labels.iter().enumerate().filter(|(position, label)| count - position <= 2 || !EDITIONS.contains(label));
    kept.map(|(_, label)| *label).collect::<Vec<_>>().join(".")
}

fn canonical_path(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/amp").or_else(|| path.strip_suffix(".amp")).unwrap_or(path);
    path.trim_end_matches('/')
}

fn is_kept(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.to_ascii_lowercase();
    let is_tracking = TRACKING.contains(&name.as_str()) || TRACKING_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    !name.is_empty() && !is_tracking && !AMP.contains(&(name.as_str(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_of_a_page_have_one_spelling() {
        for (text, expected) in [
            ("https://www.bbc.co.uk/news/world-1", "https://bbc.co.uk/news/world-1"),
            ("HTTP://M.BBC.co.uk:80/news/world-1/", "https://bbc.co.uk/news/world-1"),
            ("https://www.bbc.co.uk/news/world-1.amp?at_medium=x", "https://bbc.co.uk/news/world-1"),
            ("https://amp.theguardian.com/a?CMP=1&utm_source=y#c", "https://theguardian.com/a?CMP=1"),
            ("https://www.google.com/amp/s/www.bbc.co.uk/news/world-1", "https://bbc.co.uk/news/world-1"),
            ("https://www-bbc-co-uk.cdn.ampproject.org/c/s/www.bbc.co.uk/news/world-1", "https://bbc.co.uk/news/world-1"),
            ("https://en.m.wikipedia.org/wiki/Iran", "https://en.wikipedia.org/wiki/Iran"),
            ("https://example.org", "https://example.org"),
            ("https://example.org/?amp=1", "https://example.org"),
            ("https://example.org:8443/a?b=2&a=1", "https://example.org:8443/a?a=1&b=2"),
            ("https://m.org/x", "https://m.org/x"),
            ("https://user:word@example.org/x", "https://example.org/x"),
            ("http://digicoll.library.wisc.edu/x?type=turn&id=F", "https://digicoll.library.wisc.edu/x?id=F&type=turn"),
        ] {
            assert_eq!(canonical_url(text).as_deref(), Some(expected), "{text}");
            assert_eq!(canonical_url(expected).as_deref(), Some(expected), "{expected} stays");
        }
    }

    #[test]
    fn what_is_no_web_address_has_none() {
        for text in ["", "bbc.co.uk", "ftp://example.org/x", "javascript:alert(1)", "https://", "mailto:a@b.c"] {
            assert_eq!(canonical_url(text), None, "{text}");
        }
    }

    #[test]
    fn pages_that_differ_stay_apart() {
        assert_ne!(canonical_url("https://example.org/a?id=1"), canonical_url("https://example.org/a?id=2"));
        assert_ne!(canonical_url("https://example.org/A"), canonical_url("https://example.org/a"));
    }
}
