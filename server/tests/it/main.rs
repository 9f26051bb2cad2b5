//! The server's tests, one binary: a file per thing it promises.

mod acting;
mod allocate;
mod api;
mod ballots;
mod closing;
mod credentials;
mod deleting;
mod drawing;
mod entries;
mod events;
mod headers;
mod lifecycle;
mod limits;
mod nonsense;
mod publishing;
mod reading;
mod rules;
mod school;
mod verify;
