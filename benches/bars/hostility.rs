//! Bar 5: a hostile user, and honest ones beside.

use std::time::Duration;

use super::{QUESTION, Scene, at_share, tell};
use crate::hostile;

const MESSAGES: usize = 200;

/// Measures and tells.
pub(crate) async fn measure() -> bool {
    let scene = Scene::new(0, 0).await;
    scene.warm_up(100).await;
    // One user, 50 a second, in the channels in which others ask.
    let (mut ticks, mut honest, from) = (tokio::time::interval(Duration::from_millis(20)), 0, scene.asked.lock().unwrap().len());
    let mut of_hostile = Vec::new();
    for n in 0..MESSAGES {
        ticks.tick().await;
        of_hostile.push(scene.ask(666_666, n % 20, &hostile::text(n)));
        if n % 5 == 0 {
            scene.ask(n, n % 20, QUESTION);
            honest += 1;
        }
    }
    scene.settle(Duration::from_secs(5)).await;
    let answered_hostile = of_hostile.iter().filter(|id| scene.sent.lock().unwrap().answers.contains_key(*id)).count();
    let tally = scene.tally();
    let unanswered = tally.not - (MESSAGES - answered_hostile);
    let times = scene.times(from);
    let figure = format!(
        "{} of {honest}, p99 {:.1} ms; of the hostile one's {answered_hostile} of {MESSAGES}",
        honest - unanswered,
        at_share(&times, 0.99)
    );
    let mut held = tell(5, "honest users answered beside 50 questions/s of a hostile one (all)", &figure, unanswered == 0);
    // The same from as many users, so that every one of them is read and answered.
    let crafted: Vec<String> = (0..MESSAGES).map(|n| scene.ask(200_000 + n, 2_000 + n, &hostile::text(n))).collect();
    scene.until(|| crafted.iter().all(|id| scene.sent.lock().unwrap().answers.contains_key(id))).await;
    let sent = scene.sent.lock().unwrap();
    let shown: Vec<&str> = crafted.iter().filter_map(|id| Some(sent.answers.get(id)?.first()?.1.as_str())).collect();
    let broken: Vec<&str> = shown.iter().filter_map(|shown| hostile::breaks_out(shown)).collect();
    let figure = format!("{} answered, {} breakouts {broken:?}, {} faults", shown.len(), broken.len(), scene.faults());
    held &= tell(
        5,
        "crafted messages (all answered, no ping, no breakout)",
        &figure,
        shown.len() == MESSAGES && broken.is_empty() && scene.faults() == 0,
    );
    held
}
