//! Bar 3: a thousand broken connections while people ask, or as many as the environment variable `BREAKS` says.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serenity::model::Timestamp;

use super::{QUESTION, Scene, tell};
use crate::gateway::{Break, Trap};
use crate::objects::now;

const BREAKS: usize = 1_000;
/// Milliseconds between heartbeats: a dead peer is noticed at the second one.
const HEARTBEAT: u64 = 1_000;
/// Breaks after which the session is resumed.
const RESUMED: [Break; 6] =
    [Break::Again, Break::Invalid(true), Break::Close(Some(1_000)), Break::Close(Some(1_001)), Break::Close(Some(4_000)), Break::Cut];
/// Breaks after which a new one begins, mostly after five seconds.
const ANEW: [Break; 6] =
    [Break::Invalid(false), Break::Close(Some(4_007)), Break::Close(Some(4_009)), Break::Freeze, Break::Deaf, Break::Close(None)];
/// Seconds that the channels of a gap take to be read.
const READING: f64 = 5.0;
/// Every so many breaks is one of these.
const RARE: usize = 33;

/// Measures and tells.
pub(crate) async fn measure() -> bool {
    let breaks = std::env::var("BREAKS").ok().and_then(|breaks| breaks.parse().ok()).unwrap_or(BREAKS);
    let scene = Arc::new(Scene::new(HEARTBEAT, 0).await);
    scene.warm_up(1_500).await;
    let before = (scene.bot.memory(), scene.bot.metric("aide_memoire_tasks"), f64::from(scene.bot.open_files()));
    let over = Arc::new(AtomicBool::new(false));
    let (asking, ended) = (Arc::clone(&scene), Arc::clone(&over));
    let asking = tokio::spawn(async move {
        let mut ticks = tokio::time::interval(Duration::from_millis(50));
        for n in 0.. {
            ticks.tick().await;
            if ended.load(Ordering::SeqCst) {
                break;
            }
            asking.ask(n % 997, n % 61, QUESTION);
        }
    });
    // A gap is read in channels in which somebody has asked: here that is all of them.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let (mut resumed, mut anew, mut torn) = (0, 0, 0);
    while resumed + anew + torn < breaks {
        scene.until(|| scene.world.is_connected()).await;
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        tokio::time::sleep(Duration::from_millis(random % 100)).await;
        let turn = resumed + anew;
        let trap = [None, None, None, Some(Trap::Hello), Some(Trap::Known), Some(Trap::Replay)][usize::try_from(random >> 20).unwrap() % 6];
        *scene.world.gateway.trap.lock().unwrap() = trap;
        torn += usize::from(trap.is_some());
        if turn % RARE == RARE - 1 {
            break_anew(&scene, ANEW[turn / RARE % ANEW.len()]).await;
            anew += 1;
        } else {
            scene.world.break_off(RESUMED[turn % RESUMED.len()]);
            resumed += 1;
        }
    }
    over.store(true, Ordering::SeqCst);
    asking.await.unwrap();
    let tally = scene.settle(Duration::from_secs(30)).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let after = (scene.bot.memory(), scene.bot.metric("aide_memoire_tasks"), f64::from(scene.bot.open_files()));
    let (identified, went_on) = scene.world.sessions();
    println!(
        "      | broken: resumable, anew, while connecting; sessions begun, resumed | {resumed}, {anew}, {torn}; {identified}, {went_on} |"
    );
    scene.tell_missed();
    let unlogged = unlogged(&scene);
    let figure =
        format!("{} asked, {} once, {} double, {} not, {unlogged} of them not in the log", tally.asked, tally.once, tally.more, tally.not);
    let mut held = tell(3, "questions (each once, or logged as missed)", &figure, tally.more == 0 && unlogged == 0);
    // A connection that is kept open for the next request is a task and a file, and there may be as many as were posting.
    let beyond = |(_, tasks, files): (f64, f64, f64)| tasks - files;
    let grown = beyond(after) > beyond(before) + 1.0 || after.2 > before.2 + 64.0;
    let figure = format!("{:.1} -> {:.1} MiB, {} -> {} tasks, {} -> {} files", before.0, after.0, before.1, after.1, before.2, after.2);
    held &= tell(3, "growth (memory: none; tasks: none but of open connections)", &figure, !grown && after.0 <= before.0 * 1.05);
    held & tell(3, "limits broken (0)", &scene.faults().to_string(), scene.faults() == 0)
}

/// A gap of which the log says that not all of it was read, by the clock.
fn gap(line: &str) -> Option<(f64, f64)> {
    let field = |name: &str| line.split_once(&format!(" {name}="))?.1.split(' ').next()?.parse::<f64>().ok();
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970")]
    let told = Timestamp::parse(line.split(' ').next()?).ok()?.unix_timestamp() as f64 + 1.0;
    let is_lost = line.contains("are lost") && field("unread")? > 0.0;
    // It is told when the channels are read.
    is_lost.then_some((told - field("seconds")? - READING, told))
}

/// How many questions were not answered of which the log does not say so: neither a gap that they are in, nor a line for each.
fn unlogged(scene: &Scene) -> usize {
    let log = scene.bot.log();
    let gaps: Vec<(f64, f64)> = log.lines().filter_map(gap).collect();
    let single = log.lines().filter(|line| line.contains("was given up") || line.contains("cannot answer")).count();
    let (asked, sent) = (scene.asked.lock().unwrap(), scene.sent.lock().unwrap());
    let ago = |at: Instant| now() - at.elapsed().as_secs_f64();
    let missed = asked.iter().filter(|(id, _)| !sent.answers.contains_key(id)).map(|(_, at)| ago(*at));
    missed.filter(|at| !gaps.iter().any(|(began, ended)| (*began..=*ended).contains(at))).count().saturating_sub(single)
}

/// Breaks it so that a new session begins, and waits for that.
async fn break_anew(scene: &Scene, how: Break) {
    let sessions = scene.world.sessions();
    scene.world.break_off(how);
    let world = &scene.world;
    // After some of them serenity resumes all the same.
    scene.until(|| world.sessions() != sessions && world.is_connected()).await;
}
