//! Bar 4: a Discord that does not take what is posted, for a minute, while 5,000 people ask; and twelve answers at once.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{QUESTION, Scene, at_share, tell};
use crate::secure::Bucket;
use crate::server::Trouble;

const MENTIONS: usize = 5_000;
const TROUBLE: Duration = Duration::from_secs(60);

/// Measures and tells.
pub(crate) async fn measure() -> bool {
    let hang = Trouble::Hang(Duration::from_secs(30));
    // The memory of each is its own; the minute is the same for all.
    let slow_down = Trouble::Refuse(429, r#"{"message":"slow down","retry_after":1.0,"global":true}"#);
    let (one, two, three, four) = tokio::join!(
        suffer("hanging for 30 s", hang, 10, false),
        suffer("429", slow_down, 10, false),
        suffer("500", Trouble::Refuse(500, "{}"), 10, false),
        suffer("503 with HTML", Trouble::Refuse(503, "<html>no</html>"), 10, false),
    );
    let limited = suffer("429, limiter on", slow_down, 10, true).await;
    let all_at_once = suffer("hanging for 30 s, all mentions at once", hang, 0, false).await;
    one & two & three & four & limited & all_at_once & twelve().await
}

/// As in production, by TLS and with the limiter, or plain.
async fn suffer(what: &str, trouble: Trouble, milliseconds: u64, secure: bool) -> bool {
    let scene = if secure { Scene::secure().await } else { Scene::new(0, 0).await };
    scene.warm_up(2_000).await;
    let before = scene.bot.memory();
    let tried = scene.world.posts.all.load(Ordering::SeqCst);
    scene.world.trouble.send_replace(Some(trouble));
    let (began, mut most, mut slashes) = (Instant::now(), before, HashMap::new());
    let mut asked = 0;
    while began.elapsed() < TROUBLE {
        let due = if milliseconds == 0 {
            MENTIONS
        } else {
            usize::try_from(began.elapsed().as_millis()).unwrap() / usize::try_from(milliseconds).unwrap()
        };
        while asked < due.min(MENTIONS) {
            scene.ask(asked, asked % 400, QUESTION);
            asked += 1;
        }
        if slashes.len() < usize::try_from(began.elapsed().as_secs()).unwrap() * 2 {
            let data = json!({ "id": "1", "name": "ask", "type": 1, "options": [{ "name": "question", "type": 3, "value": QUESTION }] });
            let now = Instant::now();
            slashes.insert(scene.interact(2, 100_000 + slashes.len(), &data), now);
        }
        most = scene.bot.memory().max(most);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let storm = scene.world.posts.all.load(Ordering::SeqCst) - tried;
    scene.world.trouble.send_replace(None);
    // What hangs still does for a while.
    let tally = scene.settle(Duration::from_secs(45)).await;
    most = scene.bot.memory().max(most);
    let log = scene.bot.log();
    let given_up = log.lines().filter(|line| line.contains("was given up") || line.contains("cannot answer")).count();
    let sent = scene.sent.lock().unwrap();
    let times: Vec<f64> =
        slashes.iter().map(|(id, at)| sent.responses.get(id).map_or(f64::INFINITY, |(to, _)| (*to - *at).as_secs_f64())).collect();
    drop(sent);
    let slowest = at_share(&times, 1.0) * 1_000.0;
    let mut held = tell(
        4,
        &format!("{what}: memory, MiB (<= 1.2 x)"),
        &format!("{before:.1} -> {most:.1}, x {:.2}", most / before),
        most <= before * 1.2,
    );
    let figure = format!("{} sent once, {} double, {} not, {given_up} given up in the log", tally.once, tally.more, tally.not);
    held &= tell(4, &format!("{what}: mentions (each sent or given up in the log)"), &figure, tally.more == 0 && tally.not == given_up);
    let posts = scene.world.posts.most.load(Ordering::SeqCst);
    held &= tell(4, &format!("{what}: tries in the minute, most open at once"), &format!("{storm}, {posts}"), posts <= 64);
    let figure = format!("{} of {}, slowest {slowest:.1} ms", times.iter().filter(|time| time.is_finite()).count(), times.len());
    held & tell(4, &format!("{what}: slash commands answered (within 3 s)"), &figure, slowest < 3_000.0)
}

async fn twelve() -> bool {
    let scene = Scene::secure().await;
    *scene.world.bucket.lock().unwrap() = Some(Bucket::new(5, Duration::from_millis(1_500)));
    let began = Instant::now();
    for n in 0..12 {
        scene.ask(n, 0, QUESTION);
    }
    scene.until(|| scene.tally().not == 0).await;
    let took = began.elapsed().as_secs_f64();
    let figure = format!("{took:.1} s, {} refused", scene.world.refused.load(Ordering::SeqCst));
    tell(4, "twelve answers at once in one channel, limiter on (<= 8 s)", &figure, took <= 8.0 && scene.tally().once == 12)
}
