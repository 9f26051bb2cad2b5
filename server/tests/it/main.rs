//! The server's tests, one binary: a file per thing it promises.

mod allocate;
