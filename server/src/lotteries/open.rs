//! Opening: the lottery's row and its first record. Entries follow in blocks.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::IF_NONE_MATCH;
use turnwise_shared::api::{MAX_DAYS, Open};
use turnwise_shared::error::Problem;
use turnwise_shared::hash::{Hash32, LotteryId, labelled};
use turnwise_shared::lottery::{MAX_ENTRIES, Phase, Rules};
use turnwise_shared::record::{Event, first_head, rules_hash};
use turnwise_shared::token::Role;

use super::{Answer, Body, Path, parse_id};
use crate::acts::{Act, put, standing};
use crate::app::App;
use crate::auth::{Bearer, load};
use crate::error::Failure;
use crate::notice;
use crate::parts::{self, Kind};
use crate::rows::{self, Left, Lottery, key};
use crate::store::Store;

/// The most bytes of a sealed key; one is 60 bytes long.
pub const MAX_WRAP: usize = 256;

/// `PUT lotteries/{id}` with `If-None-Match: *`: whoever asks becomes the administrator.
///
/// # Errors
/// Precondition required; invalid; taken by something else.
pub async fn open<S: Store>(
    State(app): State<Arc<App<S>>>,
    Path(id): Path<String>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let id = parse_id(&id)?;
    let (given, administrator) = bearer.credential(&id, Role::Administrator);
    if !given {
        return Err(Problem::NotFound.into());
    }
    if headers.get(IF_NONE_MATCH).is_none_or(|value| value != "*") {
        return Err(Problem::PreconditionRequired.into());
    }
    let request: Open = body.json()?;
    let canonical = serde_json::to_vec(&request).map_err(|_| Failure::Damaged("a request that cannot be written"))?;
    let opening = labelled("opening", &canonical);
    if let Some(answer) = already(&app, id, &administrator, &opening).await? {
        return Ok(answer);
    }
    let now = app.now();
    check(&request, now)?;
    let mut lottery = fresh(id, administrator, opening, &request);
    keep_texts(&app, id, &request.rules, &request.catalogue.0).await?;
    let (rules, entries) = (lottery.rules, request.entries);
    let record = Act::plain(Event::Opened { rules, entries }, None).record(id, &mut lottery, now)?;
    lottery.rules_time = lottery.time;
    let batch = vec![
        put(key::lottery(id), None, rows::encode(&lottery)?),
        put(key::due(lottery.due(), id), None, Vec::new()),
        record,
    ];
    if app.apply(batch).await?.is_none() {
        return Ok(Json(standing(&lottery)));
    }
    let answer = already(&app, id, &administrator, &opening).await?;
    answer.ok_or(Failure::Contended)
}

/// The answer if this very request was carried out before.
async fn already<S: Store>(
    app: &App<S>,
    id: LotteryId,
    administrator: &Hash32,
    opening: &Hash32,
) -> Result<Option<Json<turnwise_shared::api::Standing>>, Failure> {
    match load(app, id).await {
        Ok(held)
            if held.lottery.is_there()
                && held.lottery.administrator == *administrator
                && held.lottery.opening == *opening =>
        {
            Ok(Some(Json(standing(&held.lottery))))
        }
        Ok(_) => Err(Problem::Taken {
            what: "lottery".to_owned(),
            number: 0,
        }
        .into()),
        Err(Failure::Problem(Problem::NotFound)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn check(request: &Open, now: u64) -> Result<(), Failure> {
    check_rules(&request.rules, now)?;
    if !(1..=MAX_ENTRIES).contains(&request.entries) {
        return Err(Failure::invalid("entries", format!("expected 1 to {MAX_ENTRIES}")));
    }
    if !(1..=MAX_DAYS).contains(&request.keep_days) {
        return Err(Failure::invalid("keep_days", format!("expected 1 to {MAX_DAYS}")));
    }
    if request.wrap.0.len() > MAX_WRAP {
        return Err(Failure::invalid("wrap", format!("more than {MAX_WRAP} bytes")));
    }
    Ok(())
}

/// What the server can check about rules that are recorded at `time`: numbers, and that the closing time lies ahead, no
/// earlier than the notice asks for, but not years away.
///
/// # Errors
/// [`Problem::Invalid`].
pub fn check_rules(rules: &Rules, time: u64) -> Result<(), Failure> {
    rules.check()?;
    let earliest = time.saturating_add(u64::from(rules.notice));
    let refused = |reason: &str| Err(Failure::invalid("rules.closes_at", reason));
    match rules.closes_at {
        Some(closes_at) if closes_at <= time => refused("this moment has passed"),
        Some(closes_at) if closes_at < earliest => refused("earlier than the notice asks for"),
        Some(closes_at) if closes_at > notice::latest(time) => refused("too far away"),
        _ => Ok(()),
    }
}

/// Keeps a version of the rules and the catalogue that belongs to it; its name.
///
/// # Errors
/// As the store's.
pub async fn keep_texts<S: Store>(
    app: &App<S>,
    id: LotteryId,
    rules: &Rules,
    catalogue: &[u8],
) -> Result<Hash32, Failure> {
    let bytes = rows::encode(rules)?;
    parts::write(app, id, Kind::Rules, &rules_hash(rules), &bytes).await?;
    let name = parts::name(catalogue);
    parts::write(app, id, Kind::Catalogue, &name, catalogue).await?;
    Ok(name)
}

fn fresh(id: LotteryId, administrator: Hash32, opening: Hash32, request: &Open) -> Lottery {
    Lottery {
        phase: Phase::Open,
        left: Left::Everything,
        administrator,
        opening,
        wrap: request.wrap.clone(),
        catalogue: parts::name(&request.catalogue.0),
        rules: rules_hash(&request.rules),
        closes_at: request.rules.closes_at,
        reopened_late: false,
        plan: request.rules.plan,
        notice: request.rules.notice,
        rules_time: 0,
        keep_days: request.keep_days,
        announced: request.entries,
        present: 0,
        revision: 0,
        head: first_head(&id),
        time: 0,
        closings: 0,
        moment: None,
        list: None,
        attempts: Vec::new(),
    }
}
