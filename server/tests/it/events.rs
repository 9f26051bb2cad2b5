//! The public event stream: where the lottery stands, then every record, and nothing when somebody saves.

use axum::body::BodyDataStream;
use axum::http::StatusCode;
use futures_util::StreamExt;
use turnwise_shared::api::{Draw, Standing, Tick, path};
use turnwise_shared::error::Problem;
use turnwise_shared::lottery::ValuePlan;

use crate::api::Call;
use crate::school::{School, id};

async fn listen(school: &School) -> BodyDataStream {
    let call = Call::get(path::below(&school.id, "events"));
    let answer = school.api.stream(call).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    answer.into_body().into_data_stream()
}

/// The next event; none once the stream has ended.
async fn next(stream: &mut BodyDataStream) -> Option<Tick> {
    let bytes = stream.next().await?.expect("an unbroken stream");
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    let data = text.strip_prefix("data: ").and_then(|text| text.strip_suffix("\n\n"));
    serde_json::from_str(data.expect("one event")).expect("a tick")
}

#[tokio::test]
async fn listeners_hear_every_record_and_no_ballot() {
    let school = School::open(2, ValuePlan::Server).await;
    let mut stream = listen(&school).await;
    let opened = next(&mut stream).await.expect("where it stands");
    assert_eq!(
        (opened.revision, opened.head),
        (1, school.view().await.lottery.log[0].head)
    );
    school
        .save(&school.people[0], &school.ballot(0, &[1]))
        .await
        .ok::<serde_json::Value>();
    school
        .save(&school.people[1], &school.ballot(0, &[1]))
        .await
        .ok::<serde_json::Value>();
    let closed = school.close().await;
    let expected = |standing: &Standing| {
        Some(Tick {
            revision: standing.revision,
            head: standing.head,
        })
    };
    assert_eq!(next(&mut stream).await, expected(&closed));
    // Whoever was away for two records hears the newest.
    school.draw(1, &Draw::Server).await;
    let published = school.publish().await;
    assert_eq!(next(&mut stream).await, expected(&published));
    // Whoever comes later begins where it stands; all streams end with the server.
    let mut late = listen(&school).await;
    assert_eq!(next(&mut late).await, expected(&published));
    school.api.app.end();
    assert_eq!((next(&mut stream).await, next(&mut late).await), (None, None));
}

#[tokio::test]
async fn there_is_nothing_to_hear_of_an_unknown_lottery() {
    let school = School::open(1, ValuePlan::Server).await;
    let unknown = Call::get(path::below(&id(9), "events"));
    assert_eq!(school.api.call(unknown).await.problem(), Problem::NotFound);
}
