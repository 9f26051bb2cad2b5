//! What people type or paste to get in: a code from a letter, a whole link, or the beginning of one.

use turnwise_shared::hash::LotteryId;
use turnwise_shared::token::{Token, TokenFault};

use crate::arrival;

/// What was typed, as far as it can be told before any request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A link with its code: everything that is needed.
    Link(LotteryId, Token),
    /// A link without a code: it says which draw.
    Draw(LotteryId),
    /// A code: it does not say which draw.
    Code(Token),
}

/// Reads a code or a link.
///
/// # Errors
/// What is wrong with the code, also where it is part of a link.
pub fn read(text: &str) -> Result<Typed, TokenFault> {
    let (address, hash) = text.trim().split_once('#').unwrap_or((text.trim(), ""));
    let query = address.split_once('?').map_or("", |(_, query)| query);
    match arrival::link(query, hash) {
        Some((id, Some(code))) => code.parse().map(|token| Typed::Link(id, token)),
        Some((id, None)) => Ok(Typed::Draw(id)),
        None => text.parse().map(Typed::Code),
    }
}

/// A half-typed code as letters show it: capitals, in threes. Anything that is no code stays as it is.
pub fn grouped(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c.is_whitespace();
    if !text.chars().all(plain) {
        return text.to_owned();
    }
    let symbols: Vec<char> = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let threes = symbols
        .chunks(3)
        .map(|three| three.iter().collect::<String>().to_ascii_uppercase());
    threes.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "40BAQPAAQSPP7FT4Y5M95EDQ0PX";
    const DRAW: &str = "f90f48f03c28dc866d91b62c99a0ea47";

    #[test]
    fn links_and_codes_are_told_apart() {
        let id: LotteryId = DRAW.parse().expect("an id");
        let token: Token = CODE.parse().expect("a code");
        let cases = [
            (CODE.to_owned(), Ok(Typed::Code(token.clone()))),
            (token.grouped().to_lowercase(), Ok(Typed::Code(token.clone()))),
            (
                format!("https://x.example/t/?l={DRAW}#{CODE}"),
                Ok(Typed::Link(id, token.clone())),
            ),
            (
                format!(" https://x.example/?l={DRAW}%23{CODE}\n"),
                Ok(Typed::Link(id, token)),
            ),
            (format!("https://x.example/?l={DRAW}"), Ok(Typed::Draw(id))),
            (String::new(), Err(TokenFault::Empty)),
            (
                "40B-AQU".to_owned(),
                Err(TokenFault::Character { found: 'U', group: 2 }),
            ),
            (
                format!("https://x.example/?l={DRAW}#40B"),
                Err(TokenFault::Length { found: 3 }),
            ),
        ];
        for (text, read) in cases {
            assert_eq!(super::read(&text), read, "{text}");
        }
    }

    #[test]
    fn a_code_is_grouped_while_it_is_typed() {
        let cases = [
            ("40baq", "40B-AQ"),
            ("40b-", "40B"),
            ("40b aqp", "40B-AQP"),
            ("https://x.example", "https://x.example"),
            ("40b*", "40b*"),
        ];
        for (typed, shown) in cases {
            assert_eq!(grouped(typed), shown);
        }
    }
}
