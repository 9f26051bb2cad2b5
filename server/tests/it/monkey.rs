//! Everybody at once and in no order: acts, ballots, clock and sweep as chance has it. Whatever happens, nothing
//! breaks, phases follow each other as they may, the log stays whole, and every draw can be repeated.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::{Value, json};
use turnwise_shared::api::{Attempt, Record, RecordEvent, ReplaceLink, path};
use turnwise_shared::lottery::{Phase, ValuePlan};
use turnwise_shared::record::Event;
use turnwise_shared::token::Role;
use turnwise_shared::transcript::Transcript;

use crate::api::{Answer, Api, Call, START};
use crate::public_values::SIX;
use crate::school::{School, keys, wrapped};
use crate::verify;

/// One thing that somebody does.
#[derive(Clone, Debug)]
enum Step {
    Save { person: usize, choices: Vec<u32> },
    Change { capacity: u32, closes_in: Option<u64> },
    Replace { person: usize },
    Announce,
    Close,
    Reopen,
    Draw { reversed: bool },
    Correct { number: u32 },
    Redraw,
    Publish,
    Pass { seconds: u64 },
    Sweep,
}

fn step() -> impl Strategy<Value = Step> {
    let choices = Just(vec![1_u32, 2, 3]).prop_shuffle();
    let choices = (choices, 0..=3_usize).prop_map(|(mut choices, length)| {
        choices.truncate(length);
        choices
    });
    let closes_in = prop::option::weighted(0.7, 1..400_u64);
    prop_oneof![
        6 => (0..PEOPLE, choices).prop_map(|(person, choices)| Step::Save { person, choices }),
        2 => (0..4_u32, closes_in).prop_map(|(capacity, closes_in)| Step::Change { capacity, closes_in }),
        1 => (0..PEOPLE).prop_map(|person| Step::Replace { person }),
        1 => Just(Step::Announce),
        2 => Just(Step::Close),
        2 => Just(Step::Reopen),
        3 => any::<bool>().prop_map(|reversed| Step::Draw { reversed }),
        3 => (1..4_u32).prop_map(|number| Step::Correct { number }),
        1 => Just(Step::Redraw),
        2 => Just(Step::Publish),
        4 => (0..400_u64).prop_map(|seconds| Step::Pass { seconds }),
        2 => Just(Step::Sweep),
    ]
}

const PEOPLE: usize = 5;

/// The school, and what of it changes as it goes.
struct Story {
    school: School,
    tokens: u64,
    announced: u32,
}

impl Story {
    /// Does it; none if nobody was asked anything.
    async fn take(&mut self, step: &Step) -> Option<Answer> {
        let school = &mut self.school;
        Some(match step {
            Step::Save { person, choices } => {
                let person = &school.people[*person];
                let version = school.visit(person).await.line.version;
                school.save(person, &school.ballot(version, choices)).await
            }
            Step::Change { capacity, closes_in } => {
                let mut rules = school.rules.clone();
                rules.activities[1].capacity = *capacity;
                let earliest = school.api.now() + u64::from(rules.notice);
                rules.closes_at = closes_in.map(|seconds| earliest + seconds);
                let body = json!({"rules": rules, "catalogue": school.catalogue, "note": null});
                let answer = school.act("rules", &body).await;
                if answer.status == 200 {
                    school.rules = rules;
                }
                answer
            }
            Step::Replace { person } => {
                self.tokens += 1;
                let keys = keys(&school.id, Role::Participant, 700_000 + self.tokens);
                let mut renewed = school.people[*person].clone();
                renewed.keys = keys;
                let link = ReplaceLink {
                    credential: school.new_entry(&renewed).credential,
                    wrap: wrapped(&school.id, &renewed.keys),
                };
                let answer = school.act(&format!("entries/{}/link", renewed.entry), &link).await;
                if answer.status == 200 {
                    school.people[*person] = renewed;
                }
                answer
            }
            Step::Announce => self.announce().await,
            Step::Close => school.act("closing", &json!({})).await,
            Step::Reopen => school.act("reopening", &school.reason("Again")).await,
            Step::Draw { reversed } => self.draw(*reversed).await,
            Step::Correct { number } => self.correct(*number).await?,
            Step::Redraw => school.act("redraw", &school.reason("Once more")).await,
            Step::Publish => school.act("publication", &json!({})).await,
            Step::Pass { seconds } => {
                school.api.pass(*seconds);
                return None;
            }
            Step::Sweep => {
                school.api.sweep().await;
                return None;
            }
        })
    }

    /// One more person, whose entry arrives at once.
    async fn announce(&mut self) -> Answer {
        let revision = self.school.revision().await;
        let call = Call::post(path::below(&self.school.id, "entries")).bearer(&self.school.keys.auth);
        let call = call.if_match(revision).json(&json!({"entries": 1}));
        let answer = self.school.api.call(call).await;
        if answer.status != 200 {
            return answer;
        }
        self.announced += 1;
        let mut late = self.school.people[0].clone();
        late.entry = 5_000 + self.announced;
        late.keys = keys(&self.school.id, Role::Participant, 800_000 + u64::from(self.announced));
        let answer = self.school.api.call(self.school.block(&[late.clone()])).await;
        if answer.status == 200 {
            self.school.people.push(late);
        }
        answer
    }

    async fn draw(&self, reversed: bool) -> Answer {
        let view = self.school.view().await;
        let mut order: Vec<u32> = view.entries.iter().map(|entry| entry.entry).collect();
        if reversed {
            order.reverse();
        }
        let body = match self.school.rules.plan {
            ValuePlan::OwnList => json!({"kind": "own_list", "order": order}),
            ValuePlan::Numbers { .. } => json!({"kind": "numbers", "numbers": [1, 2, 3, 4, 5, 6]}),
            _ => json!({"kind": "server"}),
        };
        let next = view.lottery.attempts.len() + 1;
        self.school.act(&format!("attempts/{next}"), &body).await
    }

    /// Other numbers under the same record; none if no numbers were drawn that could be corrected.
    async fn correct(&self, number: u32) -> Option<Answer> {
        let view = self.school.view().await.lottery;
        let last = view.attempts.last()?;
        let begins_anew =
            |record: &Record| matches!(record.event, RecordEvent::Told(Event::Redraw { .. } | Event::Reopened));
        let waits = view.log[last.record as usize..].iter().any(begins_anew);
        if !self.school.rules.plan.is_public() || waits {
            return None;
        }
        let note = self.school.reason("Misread").note;
        let body = json!({"kind": "numbers", "numbers": [number, 2, 3, 4, 5, 6], "note": note});
        let next = view.attempts.len() + 1;
        Some(self.school.act(&format!("attempts/{next}"), &body).await)
    }

    /// What must hold after every step.
    async fn holds(&self, before: (Phase, u32)) -> (Phase, u32) {
        let view = self.school.view().await;
        let (phase, revision) = (view.lottery.phase, view.lottery.revision());
        verify::log(&self.school.id, &view.lottery.log);
        assert_eq!(view.lottery.rules, self.school.rules);
        assert_eq!(view.entries.len(), self.school.people.len());
        assert!(revision >= before.1);
        assert_ne!(phase, Phase::Closing, "no closing is left half-way");
        let drawn = matches!(phase, Phase::Drawn | Phase::Published);
        assert_eq!(
            drawn,
            view.lottery.attempts.iter().any(|attempt| attempt.drawn.is_some())
        );
        if matches!(before.0, Phase::Drawn | Phase::Published) {
            assert!(drawn, "what was drawn stays drawn");
        }
        (phase, revision)
    }

    /// What must hold in the end: every attempt can be repeated, and everyone sees what they may.
    async fn ends_well(&self) {
        let school = &self.school;
        let view = school.view().await.lottery;
        let published = view.attempts.iter().filter_map(|attempt| attempt.published).max();
        for summary in &view.attempts {
            let call = Call::get(path::attempt(&school.id, summary.attempt)).bearer(&school.keys.auth);
            let answer = school.api.call(call).await;
            assert_eq!(answer.status == 200, summary.drawn.is_some(), "{summary:?}");
            if summary.drawn.is_some() {
                verify::attempt(&view.log, &answer.ok::<Attempt>());
            }
            let seen = school.attempt(&school.people[0], summary.attempt).await;
            let told = summary.drawn.is_some() && published > summary.drawn;
            assert_eq!(seen.status == 200, told, "{summary:?} {}", seen.text());
        }
        let call = Call::get(path::below(&school.id, "transcript")).bearer(&school.keys.auth);
        let answer = school.api.call(call).await;
        assert_eq!(answer.status == 200, published.is_some());
        if published.is_some() {
            let report = answer.ok::<Transcript>().check(&|_| false, &mut |_| {});
            assert_eq!(report.fault, None, "{}", answer.text());
        }
        for person in &school.people {
            let line = school.visit(person).await.line;
            assert_eq!(line.entry, person.entry);
        }
    }
}

/// Which acts were carried out, and which were refused.
type Tally = RefCell<BTreeSet<(String, bool)>>;

async fn tells(steps: &[Step], plan: ValuePlan, tally: &Tally) {
    let mut school = School::planned(Api::new(), 1, u32::try_from(PEOPLE).expect("five"), plan);
    school.rules.activities[2].groups.clear();
    school.begin().await;
    assert_eq!(school.api.now(), START);
    let mut story = Story {
        school,
        tokens: 0,
        announced: 0,
    };
    let mut stands = (Phase::Open, 1);
    for step in steps {
        if let Some(answer) = story.take(step).await {
            let name = format!("{step:?}").split(' ').next().unwrap_or_default().to_owned();
            tally.borrow_mut().insert((name, answer.status == 200));
            if answer.status == 200 {
                answer.ok::<Value>();
            } else {
                let status = answer.problem().status();
                // A closing that was due came first, or the phase is another one.
                let corrects = matches!(step, Step::Draw { .. } | Step::Correct { .. });
                let possible = [409, 412].contains(&status) || corrects && plan.is_public() && status == 422;
                assert!(possible, "{step:?}: {}", answer.text());
            }
        }
        stands = story.holds(stands).await;
    }
    story.ends_well().await;
}

fn run(plan: ValuePlan, seed: u64) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let config = Config {
        cases: 24,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let tally = Tally::default();
    let steps = prop::collection::vec(step(), 1..60);
    let ran = TestRunner::new(config).run(&steps, |steps| {
        runtime.block_on(tells(&steps, plan, &tally));
        Ok(())
    });
    ran.expect("a story that holds");
    // Chance went everywhere: each act was carried out in some phase, and refused in another.
    assert_eq!(plan.is_public(), tally.borrow().contains(&("Correct".to_owned(), true)));
    for name in [
        "Save", "Change", "Announce", "Close", "Reopen", "Draw", "Redraw", "Publish",
    ] {
        for done in [true, false] {
            assert!(tally.borrow().contains(&(name.to_owned(), done)), "{name}, {done}");
        }
    }
}

#[test]
fn whatever_happens_in_whatever_order_the_record_holds_when_the_server_draws() {
    run(ValuePlan::Server, 7);
}

#[test]
fn whatever_happens_in_whatever_order_the_record_holds_with_numbers_drawn_in_public() {
    run(SIX, 9);
}

#[test]
fn whatever_happens_in_whatever_order_the_record_holds_with_own_lists() {
    run(ValuePlan::OwnList, 8);
}
