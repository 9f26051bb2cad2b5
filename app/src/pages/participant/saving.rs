//! Saving a list. A save that got no answer is repeated as it was, so it is never doubled; whatever happens,
//! the draft stays.

use turnwise_shared::api::{Receipt, SaveBallot};
use turnwise_shared::error::Problem;

use super::visit::Visit;
use crate::api::Failure;
use crate::state::draft::Relation;
use crate::state::opened::Mismatch;

/// How often an own save without an answer is looked behind before the person is asked.
const TRIES: u32 = 3;

/// How saving goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing is being saved.
    Idle,
    /// On its way.
    Busy,
    /// It did not work.
    Trouble(Trouble),
}

/// Why it did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Nobody knows whether it worked.
    NoAnswer(Failure),
    /// The organiser changed something; the newest state is shown now.
    News,
    /// Choosing ended before it arrived.
    Over,
    /// The list has something that cannot be chosen.
    Fault,
    /// The server refused for another reason.
    Refused(Failure),
}

/// What an answer means for the next step.
enum Next {
    Saved,
    Again,
    Stop(Saving),
}

/// Saves the draft. True when the server has it.
pub(super) async fn save(visit: Visit) -> bool {
    visit.adopt_newer();
    let faulty = visit.opened.with_untracked(|opened| {
        let (rules, group) = (&opened.lottery().rules, opened.view.line.group);
        visit
            .kept
            .with_untracked(|kept| kept.draft.fault(rules, group))
            .is_some()
    });
    if faulty {
        visit.saving.set(Saving::Trouble(Trouble::Fault));
        return false;
    }
    visit.saving.set(Saving::Busy);
    for _ in 0..TRIES {
        let Some(request) = visit.request() else { return false };
        let answer = visit.server().save(&request).await;
        if visit.saving.try_with_untracked(|_| ()).is_none() {
            return false;
        }
        match settle(visit, &request, answer).await {
            Next::Saved => {
                visit.saving.set(Saving::Idle);
                return true;
            }
            Next::Again => {}
            Next::Stop(saving) => {
                visit.saving.set(saving);
                return false;
            }
        }
    }
    visit.saving.set(Saving::Idle);
    false
}

async fn settle(visit: Visit, request: &SaveBallot, answer: Result<Receipt, Failure>) -> Next {
    let problem = match answer {
        Ok(receipt) => return received(visit, request, &receipt),
        Err(Failure::Refused(problem)) => problem,
        Err(failure) => return Next::Stop(Saving::Trouble(Trouble::NoAnswer(failure))),
    };
    if matches!(
        problem,
        Problem::OutcomeUnknown | Problem::Unavailable | Problem::Internal
    ) {
        return Next::Stop(Saving::Trouble(Trouble::NoAnswer(Failure::Refused(problem))));
    }
    // Refused means never carried out: this request is not to be repeated.
    visit.keep(|kept| kept.draft.refused(&request.nonce));
    match problem {
        Problem::BallotChanged { .. } => {
            visit.refresh().await;
            // An own save that got no answer was recognised: go on. Otherwise somebody has to choose.
            match visit.relation.try_get_untracked() {
                Some(Relation::Changed) => Next::Again,
                Some(Relation::Same) => Next::Saved,
                Some(Relation::Parted) | None => Next::Stop(Saving::Idle),
            }
        }
        Problem::RulesChanged { .. } => {
            visit.refresh().await;
            Next::Stop(Saving::Trouble(Trouble::News))
        }
        Problem::WrongPhase { .. } => {
            visit.refresh().await;
            Next::Stop(Saving::Trouble(Trouble::Over))
        }
        other => Next::Stop(Saving::Trouble(Trouble::Refused(Failure::Refused(other)))),
    }
}

/// A receipt must be for what was sent.
fn received(visit: Visit, request: &SaveBallot, receipt: &Receipt) -> Next {
    let line = &receipt.line;
    let own = line.entry == visit.entry && line.nonce == request.nonce && line.choices == request.choices;
    if !own {
        visit.lie.set(Some(Mismatch::Line));
        return Next::Stop(Saving::Idle);
    }
    visit.saved(line);
    Next::Saved
}
