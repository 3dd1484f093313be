//! What is counted, for Prometheus.

use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use serenity::http::RatelimitInfo;

use crate::answer::Outcome;

/// One label and its value.
type Label = [(&'static str, String); 1];

/// The counters.
pub(super) struct Metrics {
    registry: Registry,
    questions: Family<Label, Counter>,
    given_up: Family<Label, Counter>,
    interactions: Family<Label, Counter>,
    gaps: Family<Label, Counter>,
    response: Histogram,
    limited: Family<Label, Counter>,
    /// Answers waiting in the queues of channels.
    pub(super) waiting: Gauge,
    /// Tasks that are alive.
    pub(super) tasks: Gauge,
    /// The register's revision.
    pub(super) revision: Gauge,
    /// Whether the database is reached: 1 or 0.
    pub(super) reached: Gauge,
    /// Seconds since the register was last in step with the database.
    pub(super) age: Gauge,
    /// Registers of servers that are held in memory.
    pub(super) held: Gauge,
    /// Shards by number: 1 connected, 0 not.
    pub(super) shards: Family<Label, Gauge>,
    /// Milliseconds between a heartbeat and its answer, by shard.
    pub(super) latency: Family<Label, Gauge>,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut registry = Registry::with_prefix("aide_memoire");
        let metrics = Self {
            questions: Family::default(),
            given_up: Family::default(),
            interactions: Family::default(),
            gaps: Family::default(),
            // From 1 ms to 32 s.
            response: Histogram::new(exponential_buckets(0.001, 2.0, 16)),
            limited: Family::default(),
            waiting: Gauge::default(),
            tasks: Gauge::default(),
            revision: Gauge::default(),
            reached: Gauge::default(),
            age: Gauge::default(),
            held: Gauge::default(),
            shards: Family::default(),
            latency: Family::default(),
            registry: Registry::default(),
        };
        registry.register("questions", "Questions answered, by outcome", metrics.questions.clone());
        registry.register("given_up", "Questions without an answer, by cause", metrics.given_up.clone());
        registry.register("interactions", "Interactions handled, by kind", metrics.interactions.clone());
        registry.register("gaps", "Questions without an answer that were filed: new, or asked again", metrics.gaps.clone());
        registry.register("response_seconds", "From a question or an interaction to its first response", metrics.response.clone());
        registry.register("rate_limited", "Requests that waited for a limit, by cause", metrics.limited.clone());
        registry.register("answers_waiting", "Answers waiting to be sent", metrics.waiting.clone());
        registry.register("tasks", "Tasks that are alive", metrics.tasks.clone());
        registry.register("register_revision", "The register's revision", metrics.revision.clone());
        registry.register("database_reached", "Whether the database answered when it was asked last", metrics.reached.clone());
        registry.register("register_age_seconds", "Since the register was last in step with the database", metrics.age.clone());
        registry.register("registers_held", "Registers of servers that are held in memory", metrics.held.clone());
        registry.register("shard_connected", "Whether a shard is connected", metrics.shards.clone());
        registry.register("gateway_latency_milliseconds", "Between a heartbeat and its answer", metrics.latency.clone());
        Self { registry, ..metrics }
    }

    /// A question was answered.
    pub(super) fn answered(&self, outcome: Outcome) {
        let outcome = match outcome {
            Outcome::Answered => "answered",
            Outcome::Several => "several",
            Outcome::Clarify => "clarify",
            Outcome::Corrected => "corrected",
            Outcome::Unanswered => "unanswered",
        };
        self.questions.get_or_create(&label("outcome", outcome)).inc();
    }

    /// A question went without an answer.
    pub(super) fn given_up(&self, cause: &str) {
        self.given_up.get_or_create(&label("cause", cause)).inc();
    }

    /// Questions without an answer were filed: so many new ones, so many that were asked before.
    pub(super) fn gaps(&self, new: usize, again: usize) {
        self.gaps.get_or_create(&label("what", "new")).inc_by(new as u64);
        self.gaps.get_or_create(&label("what", "again")).inc_by(again as u64);
    }

    /// An interaction came.
    pub(super) fn interaction(&self, kind: &str) {
        self.interactions.get_or_create(&label("kind", kind)).inc();
    }

    /// An answer was posted, or a first response to an interaction taken.
    pub(super) fn responded(&self, after: Duration) {
        self.response.observe(after.as_secs_f64());
    }

    /// The limiter lets a request wait: since Discord refused it, or so that it does not. It does not say which; but Discord tells
    /// whole seconds, and what is left of a limit's time never is.
    pub(super) fn limited(&self, info: &RatelimitInfo) {
        let refused = info.global || info.timeout.subsec_nanos() == 0;
        self.limited.get_or_create(&label("cause", if refused { "refused" } else { "held" })).inc();
        tracing::debug!(method = ?info.method, milliseconds = info.timeout.as_millis(), refused, "a request waits for a limit");
    }

    /// Discord refused a request that no limiter knows of.
    pub(super) fn refused(&self) {
        self.limited.get_or_create(&label("cause", "refused")).inc();
    }

    /// All of it as text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        // A string takes anything.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// A label.
pub(super) fn label(name: &'static str, value: &str) -> Label {
    [(name, value.to_owned())]
}
