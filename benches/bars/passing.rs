//! Bar 2: what does not concern the bot costs nearly nothing: events that are passed over, servers that it is in.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Process, Scene, at_share, bare, tell};
use crate::objects::{member, message, role, user};
use crate::server::World;

const EVENTS: u32 = 50_000;
const BLASTS: usize = 7;
const GUILDS: u64 = 10_000;

/// Measures and tells.
pub(crate) async fn measure() -> bool {
    let held = rates().await;
    held & guilds().await
}

async fn rates() -> bool {
    let scene = Scene::new(0, 0).await;
    let (bare_world, bare_bot) = bare::start(0).await;
    let mut unrelated = message("1", "20001", &user("10001"), "Did anybody see the match between Albania and Iran yesterday?");
    unrelated["guild_id"] = json!("100");
    unrelated["member"] = member("10001", 0);
    unrelated["member"].as_object_mut().unwrap().remove("user");
    let unrelated = unrelated.to_string();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for blast in 0..=BLASTS {
        let one = blast_of(&scene.world, &scene.bot, &unrelated).await;
        let other = blast_of(&bare_world, &bare_bot, &unrelated).await;
        // The first one only warms up.
        if blast > 0 {
            ours.push(one);
            theirs.push(other);
        }
    }
    let middle = |of: &[(f64, f64)], pick: fn(&(f64, f64)) -> f64| at_share(&of.iter().map(pick).collect::<Vec<f64>>(), 0.5);
    let rate = |of: &[(f64, f64)]| middle(of, |(rate, _)| *rate);
    let cpu = |of: &[(f64, f64)]| middle(of, |(_, cpu)| *cpu);
    let ratio = rate(&ours) / rate(&theirs);
    let figure = format!("{:.0} / {:.0}, ratio {ratio:.3}", rate(&ours), rate(&theirs));
    println!("      | processor time an event, microseconds, ours / bare | {:.1} / {:.1} |", cpu(&ours), cpu(&theirs));
    tell(2, "unrelated messages a second, ours / bare, median of 7 (ratio >= 0.95)", &figure, ratio >= 0.95)
}

/// Events a second, and microseconds of processor time an event.
async fn blast_of(world: &World, bot: &Process, event: &str) -> (f64, f64) {
    let (beats, cpu, began) = (world.gateway.beats.load(Ordering::SeqCst), bot.cpu(), Instant::now());
    for _ in 0..EVENTS {
        world.pass("MESSAGE_CREATE", event);
    }
    world.ask_for_heartbeat();
    while world.gateway.beats.load(Ordering::SeqCst) == beats {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let rate = f64::from(EVENTS) / began.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_millis(500)).await;
    (rate, (bot.cpu() - cpu) * 1_000_000.0 / f64::from(EVENTS))
}

async fn guilds() -> bool {
    let guild = guild();
    let one = memory_with(1, &guild).await;
    let many = memory_with(GUILDS, &guild).await;
    let bare_one = bare_memory_with(1, &guild).await;
    let bare_many = bare_memory_with(GUILDS, &guild).await;
    println!("      | the same of a bare bot without cache, MiB | {bare_one:.1} -> {bare_many:.1} |");
    let figure = format!("{one:.1} -> {many:.1}, +{:.1}", many - one);
    tell(2, "memory with 1 -> 10,000 servers, MiB (<= +60)", &figure, many - one <= 60.0)
}

async fn memory_with(count: u64, guild: &str) -> f64 {
    let scene = Scene::new(0, count - 1).await;
    introduce(&scene.world, count, guild).await;
    scene.bot.memory()
}

async fn bare_memory_with(count: u64, guild: &str) -> f64 {
    let (world, bot) = bare::start(count - 1).await;
    introduce(&world, count, guild).await;
    bot.memory()
}

/// Tells the bot of so many servers.
async fn introduce(world: &World, count: u64, guild: &str) {
    let beats = world.gateway.beats.load(Ordering::SeqCst);
    for n in 0..count {
        world.pass("GUILD_CREATE", &guild.replace("123456789", &(100 + n).to_string()));
        if n % 100 == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    world.ask_for_heartbeat();
    while world.gateway.beats.load(Ordering::SeqCst) == beats {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
}

/// A server with 50 channels, 20 roles and 20 members.
fn guild() -> String {
    let channel = |n: u64| {
        json!({
            "id": (1_000 + n).to_string(), "guild_id": "123456789", "type": 0, "name": format!("channel-{n}"), "position": n,
            "topic": "What is talked about in this channel, in a sentence or two, as people write it", "nsfw": false,
            "last_message_id": "1", "rate_limit_per_user": 0, "parent_id": null, "flags": 0,
            "permission_overwrites": [{ "id": "2000", "type": 0, "allow": "1024", "deny": "2048" }],
        })
    };
    let channels: Vec<Value> = (0..50).map(channel).collect();
    let roles: Vec<Value> = (0..20).map(|n| role(&(2_000 + n).to_string())).collect();
    let members: Vec<Value> = (0..20).map(|n| member(&(3_000 + n).to_string(), 0)).collect();
    let guild = json!({
        "id": "123456789", "name": "A server", "icon": null, "splash": null, "discovery_splash": null, "owner_id": "3000",
        "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "roles": roles, "emojis": [], "features": [], "mfa_level": 0, "application_id": null,
        "system_channel_id": null, "system_channel_flags": 0, "rules_channel_id": null, "vanity_url_code": null, "description": null,
        "banner": null, "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "en-US",
        "public_updates_channel_id": null, "nsfw_level": 0, "premium_progress_bar_enabled": false, "stickers": [],
        "joined_at": "2026-01-01T00:00:00.000000+00:00", "large": false, "unavailable": false, "member_count": 20,
        "voice_states": [], "members": members, "channels": channels, "threads": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [],
    });
    let text = guild.to_string();
    // What serenity cannot read it drops without a word.
    let read: serenity::model::guild::Guild = serde_json::from_str(&text).unwrap();
    assert_eq!((read.channels.len(), read.roles.len(), read.members.len()), (50, 20, 20));
    text
}
