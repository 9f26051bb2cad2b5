//! Draws are simulated beside the page, under the policy that the server sends: a browser that will not load the worker,
//! or not let it compile WebAssembly, fails here.

use serde_json::{Value as Json, json};

use crate::browser::{Browser, Driver, Kind};
use crate::product::Product;

/// Starts the worker that the document names, asks it this and gives all it says; or what went wrong instead.
const ASK: &str = "const [question, done] = arguments; \
    const { content } = document.querySelector('meta[name=turnwise-simulation]'); \
    const worker = new Worker(content, { type: 'module' }); \
    const said = []; \
    worker.onerror = (error) => done(['error', String(error.message)]); \
    worker.onmessage = ({ data }) => { \
        said.push(data); \
        if (data === 'ready') worker.postMessage(question); \
        else if (!data.startsWith('{')) { worker.terminate(); done(said); } \
    };";

/// Everything a worker says to this question.
async fn ask(desk: &Browser, question: &Json) -> Vec<String> {
    let arguments = vec![json!(question.to_string())];
    let said = desk.client().execute_async(ASK, arguments).await.expect("it runs");
    serde_json::from_value(said).expect("texts")
}

/// Two want the one place of the first activity, and each would take the second.
fn question() -> Json {
    let activity = json!({ "capacity": 1, "minimum": 0, "slots": [], "groups": [] });
    json!({
        "activities": [activity, activity],
        "limit": 1,
        "pass_order": "same",
        "ballots": [[1, 2], [1, 2]],
        "seed": "07".repeat(32),
        "about": "lottery",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn draws_are_simulated_in_a_worker_under_the_servers_own_policy() {
    let (driver, product) = (Driver::start(), Product::start());
    let desk = driver.open(Kind::Desk).await;
    for document in ["/", "/organise.html"] {
        desk.go(&format!("{}{document}", product.address)).await;
        desk.see("//h1").await;
        let loaded =
            "return performance.getEntriesByType('resource').filter(({ name }) => name.includes('simulation')).length";
        assert_eq!(desk.run(loaded, Vec::new()).await, 0, "nobody has asked yet");

        let said = ask(&desk, &question()).await;
        assert_eq!(said.first().map(String::as_str), Some("ready"), "{said:?}");
        assert_eq!(said.last().map(String::as_str), Some("over"), "{said:?}");
        let told = |piece: &str| {
            let pieces = said.iter().filter_map(|text| serde_json::from_str::<Json>(text).ok());
            let mut found = pieces.filter_map(|text| text.get(piece).cloned());
            found.next().unwrap_or_default()
        };
        assert_eq!(told("own")["draws"], 10_000);
        assert_eq!(told("own")["best"], json!([10_000, 10_000]));
        assert_eq!(told("orders").as_array().map(Vec::len), Some(4));
        assert_eq!(told("places")["as_is"]["nothing"], 0);

        let mut unfit = question();
        unfit["ballots"][0][0] = json!(3);
        assert_eq!(ask(&desk, &unfit).await, ["ready", "unfit"]);
        assert_eq!(ask(&desk, &json!("no question")).await, ["ready", "unfit"]);
    }
    desk.is_accessible().await;
    desk.close().await;
}
