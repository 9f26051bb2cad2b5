//! Things larger than a row, kept in parts: rules, catalogues, lists, results.
//!
//! Each is named by a hash that determines its content, so writing it again changes nothing, two writers
//! cannot mix their parts, and one that nobody refers to (a crash came between) does no harm. A part is one
//! byte, 1 if more follow, and content.

use turnwise_shared::hash::{Hash32, LotteryId, labelled};

use crate::app::App;
use crate::error::Failure;
use crate::store::{Change, Condition, Key, Store, Write};

/// Bytes of content in one part, safely below the store's limit for a row.
const PART: usize = 250_000;

/// What is kept in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A version of the rules, by its hash in the record.
    Rules,
    /// A sealed catalogue, by the hash of its bytes.
    Catalogue,
    /// The lines of a closing, by the hash of the list.
    Lines,
    /// What a draw gave, by the hash of its bytes.
    Result,
}

impl Kind {
    fn prefix(self, name: &Hash32) -> Vec<u8> {
        let kind = match self {
            Self::Rules => b'R',
            Self::Catalogue => b'C',
            Self::Lines => b'S',
            Self::Result => b'B',
        };
        let mut prefix = vec![kind];
        prefix.extend_from_slice(name.as_bytes());
        prefix
    }
}

/// The name of something that has none of its own: the hash of its bytes.
pub fn name(bytes: &[u8]) -> Hash32 {
    labelled("kept", bytes)
}

/// Writes something; afterwards it is there, whoever wrote it.
///
/// # Errors
/// As the store's.
pub async fn write<S: Store>(
    app: &App<S>,
    id: LotteryId,
    kind: Kind,
    name: &Hash32,
    bytes: &[u8],
) -> Result<(), Failure> {
    let mut parts = bytes.chunks(PART).enumerate().peekable();
    while let Some((index, part)) = parts.next() {
        let mut content = vec![u8::from(parts.peek().is_some())];
        content.extend_from_slice(part);
        let write = Write {
            key: Key {
                lottery: id,
                sort: sort(kind, name, index)?,
            },
            condition: Condition::Absent,
            change: Change::Put(content),
        };
        // A conflict means that this very part is there already.
        app.apply(vec![write]).await?;
    }
    Ok(())
}

/// Reads something that some row refers to.
///
/// # Errors
/// [`Failure::Damaged`] if a part is missing.
pub async fn read<S: Store>(app: &App<S>, id: LotteryId, kind: Kind, name: &Hash32) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    for index in 0.. {
        let key = Key {
            lottery: id,
            sort: sort(kind, name, index)?,
        };
        let row = app.get(key).await?.ok_or(Failure::Damaged("a part is missing"))?;
        let (more, part) = row.bytes.split_first().ok_or(Failure::Damaged("an empty part"))?;
        bytes.extend_from_slice(part);
        if *more == 0 {
            break;
        }
    }
    Ok(bytes)
}

fn sort(kind: Kind, name: &Hash32, index: usize) -> Result<Vec<u8>, Failure> {
    let index = u16::try_from(index).map_err(|_| Failure::Damaged("more parts than can be counted"))?;
    let mut sort = kind.prefix(name);
    sort.extend_from_slice(&index.to_be_bytes());
    Ok(sort)
}
