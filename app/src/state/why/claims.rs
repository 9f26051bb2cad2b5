//! What may honestly be said about a draw beside its result, and how the order came about. Each sentence is
//! a theorem about the rule, tested as a property of it; what is not one is never said: that passing more
//! than once cannot be gamed, that a draw is the happiest or the fairest.

use turnwise_shared::lottery::ValuePlan;
use turnwise_shared::replay::Replay;

use super::Told;

/// Where the order came from, and on whose word that rests.
pub fn source(plan: ValuePlan) -> &'static str {
    match plan {
        ValuePlan::Server => {
            "The order was drawn by the server after all lists were fixed. That it drew honestly is the word of whoever \
             runs it."
        }
        ValuePlan::OwnList => {
            "The order is a list that the organiser shuffled and put in. That it was shuffled fairly is the organiser’s \
             word."
        }
        ValuePlan::Drand | ValuePlan::Numbers { .. } => {
            "The order comes from a public number that did not exist yet when all lists were fixed. That is nobody’s word, if \
             one person outside the organisers compared the eight words before it did."
        }
    }
}

/// Whether every activity runs whatever happens; with a minimum, a longer list can cost something.
fn without_minima(replay: &Replay) -> bool {
    replay.instance.places().iter().all(|places| places.minimum == 0)
}

/// What may be said to whoever wonders how to choose next time.
pub fn next_time(replay: &Replay) -> Option<&'static str> {
    without_minima(replay)
        .then_some("For another time: adding an activity at the end of your list never costs you anything.")
}

impl Told<'_> {
    /// What is true of this result, said to the person whose it is, where the order came from this.
    pub fn claims(&self, plan: ValuePlan) -> Vec<String> {
        let got = self.replay.explain(self.number).map(|explanation| explanation.got);
        let got = got.unwrap_or_default();
        let aside = self.aside(&got);
        let mut claims = Vec::new();
        if !self.ballot().is_empty() {
            claims.push(self.no_free_place(got.len(), aside));
            claims.push(self.nobody_after(got.len(), aside));
        }
        claims.push(
            "No two people could swap one place each, without having two things at the same time, and both be happier."
                .to_owned(),
        );
        let chance = match plan {
            ValuePlan::OwnList => None,
            ValuePlan::Server => Some(
                "If the server drew honestly, everyone had the same chance of every place in line before the draw.",
            ),
            ValuePlan::Drand | ValuePlan::Numbers { .. } => {
                Some("Before the draw everyone had the same chance of every place in line.")
            }
        };
        claims.extend(chance.map(str::to_owned));
        claims
    }

    fn no_free_place(&self, got: usize, aside: &str) -> String {
        let below_limit = u64::from(self.limit()) > got as u64;
        match (below_limit, got) {
            (true, 0) => format!("No free place is left in anything on your list{aside}."),
            (true, _) => format!("No free place is left in anything else on your list{aside}."),
            (false, 1) => format!("No free place is left in anything you put above what you got{aside}."),
            (false, _) => {
                format!("No free place is left in anything else you put above the last of what you got{aside}.")
            }
        }
    }

    fn nobody_after(&self, got: usize, aside: &str) -> String {
        if got == 0 {
            return format!("Nobody after you in line took anything on your list{aside}.");
        }
        if self.limit() == 1 {
            return format!("Nobody after you in line took something you wanted more than what you got{aside}.");
        }
        format!(
            "In each round, nobody after you in line took something that you wanted more than your own pick in that \
             round and did not have{aside}."
        )
    }

    /// What the sentences leave aside, where it occurs on this list at all.
    fn aside(&self, got: &[u32]) -> &'static str {
        let (ballot, instance) = (self.ballot(), &self.replay.instance);
        let missed = ballot.iter().filter(|choice| !got.contains(choice));
        let clash = missed
            .clone()
            .any(|missed| got.iter().any(|held| instance.clash(*held, *missed)));
        let not_running = self.replay.outcome.closed();
        let closed = missed.clone().any(|missed| not_running.contains(missed));
        match (clash, closed) {
            (false, false) => "",
            (true, false) => " (apart from what is at the same time as something you got)",
            (false, true) => " (apart from what does not run)",
            (true, true) => " (apart from what does not run or is at the same time as something you got)",
        }
    }
}
