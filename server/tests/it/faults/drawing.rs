//! A draw that breaks off at every step there is: after the restart there is one draw or none, and the same request gives
//! that one. What the server drew and nobody was told of is never drawn a second time.

use axum::http::Method;
use turnwise_server::auth;
use turnwise_shared::api::{Attempt, Draw};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::Phase;

use super::crashes;
use super::http::Server;
use crate::crowd::Crowd;
use crate::disk::{Disk, Unsynced};
use crate::http::{Client, Reply};
use crate::store::run;

/// A closed list, on a disk.
async fn prepared() -> (Disk, Crowd) {
    let (disk, mut crowd) = (Disk::default(), Crowd::new(4, 30));
    let server = Server::start(&disk).await;
    crowd.open(&server.client).await;
    for member in crowd.members.iter_mut().step_by(3) {
        let ballot = member.next();
        let reply = member.save(&server.client, ballot).await.expect("an answer");
        assert_eq!(reply.status, 200);
    }
    let closed = crowd.close(&server.client, 1).await.expect("an answer");
    assert_eq!(closed.status, 200);
    (disk.after_crash(Unsynced::Dropped), crowd)
}

async fn draw(crowd: &Crowd, client: &Client) -> Reply {
    let request = crowd.act(client, Method::PUT, "attempts/1").if_match(2);
    request.json(&Draw::Server).send().await.expect("an answer")
}

#[test]
fn wherever_a_draw_breaks_off_there_is_never_a_second_one() {
    run(async {
        let (before, crowd) = prepared().await;
        let (mut lost, mut made) = (0, 0);
        for step in 0.. {
            let disk = before.after_crash(Unsynced::Dropped);
            let server = Server::start(&disk).await;
            let disk = disk.breaks_in(step);
            let reply = draw(&crowd, &server.client).await;
            if reply.status == 200 {
                break;
            }
            assert_eq!((reply.status, reply.problem()), (503, Problem::OutcomeUnknown));
            for crash in crashes(step) {
                if finished(&disk.after_crash(crash), &crowd).await {
                    made += 1;
                } else {
                    lost += 1;
                }
            }
        }
        // It broke off before the draw counted, and between that and the answer.
        assert!(lost > 0 && made > 0, "{lost} lost, {made} made");
    });
}

/// Whether the draw was there after the restart; asking again gives one draw, and the same ever after.
async fn finished(disk: &Disk, crowd: &Crowd) -> bool {
    let server = Server::start(disk).await;
    let there = auth::load(&server.app, crowd.id).await.expect("the lottery");
    let drawn = there.lottery.phase == Phase::Drawn;
    assert_eq!(there.lottery.attempts.len(), usize::from(drawn));
    let first: Attempt = draw(crowd, &server.client).await.done();
    let again: Attempt = draw(crowd, &server.client).await.done();
    assert_eq!(first, again);
    let held = auth::load(&server.app, crowd.id).await.expect("the lottery");
    assert_eq!((held.lottery.attempts.len(), held.lottery.revision), (1, 3));
    if drawn {
        assert_eq!(held.lottery.head, there.lottery.head, "what was drawn first counts");
    }
    drawn
}
