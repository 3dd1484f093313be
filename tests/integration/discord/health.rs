//! `health`: what a container without a shell asks its bot with.

use std::io::{Read, Write};
use std::net::TcpListener;

use super::{Scene, eventually};
use crate::world::Place;

/// Where the bot of a scene tells its health.
fn address(scene: &Scene) -> String {
    let log = scene.log();
    log.split_once("told at http://").unwrap().1.lines().next().unwrap().trim().to_owned()
}

/// Somebody who answers one question like this.
fn answering(told: &'static str) -> (String, std::thread::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 512];
        let _ = stream.read(&mut asked).unwrap();
        stream.write_all(told.as_bytes()).unwrap();
    });
    (address, thread)
}

#[tokio::test]
async fn a_bot_that_is_well_says_so_and_one_that_is_gone_does_not() {
    let mut scene = Scene::new().await;
    let address = address(&scene);
    let ask = |scene: &Scene| scene.place.run(&["health", "--health", &address]);
    eventually(|| ask(&scene).code == Some(0)).await;
    let well = ask(&scene);
    assert_eq!((well.code, well.output.as_str(), well.errors.as_str()), (Some(0), "ok\n", ""));
    // As in the image, and by the settings of the bot.
    let by_environment = scene.place.command(&["health"]).env("AIDE_MEMOIRE_HEALTH", &address).output().unwrap();
    assert_eq!(by_environment.status.code(), Some(0));
    scene.place.write("health.toml", &format!("[health]\nlisten = \"{address}\"\n"));
    assert_eq!(scene.place.run(&["health", "--config", "health.toml"]).code, Some(0));
    scene.bot.kill().unwrap();
    scene.bot.wait().unwrap();
    let gone = ask(&scene);
    assert_eq!((gone.code, gone.output.as_str()), (Some(1), ""));
    assert!(gone.errors.starts_with(&format!("aide-memoire: no bot answers at {address}: ")) && gone.errors.lines().count() == 1);
}

#[test]
fn what_is_not_well_ends_with_1_and_one_sentence() {
    let place = Place::new();
    for (answer, output, errors) in [
        ("HTTP/1.1 503 Service Unavailable\r\n\r\nshards away: [0]\n", "shards away: [0]\n", ""),
        (
            "HTTP/1.1 503 Service Unavailable\r\n\r\nnot connected yet\nthe database is not reached\n",
            "not connected yet; the database is not reached\n",
            "",
        ),
        ("HTTP/1.1 200 OK\r\n\r\nhello\n", "", "another program answers there"),
        ("", "", "another program answers there"),
    ] {
        let (address, thread) = answering(answer);
        let done = place.run(&["health", "--health", &address]);
        thread.join().unwrap();
        assert_eq!((done.code, done.output.as_str()), (Some(1), output), "{}", done.errors);
        assert!(done.errors.contains(errors) && done.errors.lines().count() <= 1, "{}", done.errors);
    }
    for (arguments, told) in
        [(&["health"] as &[&str], "no address is given"), (&["health", "--health", "10.0.0.1:9090"], "it is a loopback address")]
    {
        let done = place.run(arguments);
        assert!(done.code == Some(1) && done.errors.contains(told), "{}", done.errors);
    }
}
