//! `turnwise allocate`: the rule for scripts, and for comparison with other programs. An instance comes on
//! standard input, the answer goes to standard output; a fault is one line on standard error and exit code 2.
//!
//! Here everything has the names its author gave it: [`question`] turns them into the numbers of the rule and
//! says what does not fit, [`answer`] turns what came out back into names. Nothing is stored and nothing is drawn.

use std::io::{Read, Write};
use std::process::ExitCode;

use turnwise_shared::allocate::allocate;

use self::answer::Answer;
use self::question::Question;

mod answer;
mod question;

/// What the exit code says when the instance has a fault.
const FAULT: u8 = 2;

/// Reads an instance, answers it.
pub fn run() -> ExitCode {
    let mut given = Vec::new();
    if let Err(fault) = std::io::stdin().lock().read_to_end(&mut given) {
        return ended(&fault.to_string(), ExitCode::FAILURE);
    }
    let answer = match answer(&given) {
        Ok(answer) => answer,
        Err(fault) => return ended(&fault, ExitCode::from(FAULT)),
    };
    let mut output = std::io::stdout().lock();
    match output.write_all(&answer).and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => ended(&fault.to_string(), ExitCode::FAILURE),
    }
}

/// One instance in, one answer out, both JSON; or the one line that names the fault.
fn answer(given: &[u8]) -> Result<Vec<u8>, String> {
    let question = Question::read(given)?;
    let outcome = allocate(&question.instance, &question.orders);
    let mut answer = serde_json::to_vec(&Answer::new(&question, &outcome)).map_err(|fault| fault.to_string())?;
    answer.push(b'\n');
    Ok(answer)
}

fn ended(fault: &str, code: ExitCode) -> ExitCode {
    eprintln!("turnwise: {fault}");
    code
}
