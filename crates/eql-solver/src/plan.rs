//! Which cases a query needs.
//!
//! A filter of the query is a *role*, an event to be is an *actor* in a role, and a *draft* says what the actors must be.
//! The search turns a draft into a *scene*, whose actors are documents; *cues* say who appears when.

mod again;
mod author;
mod clauses;
mod decide;
mod draft;
mod name;
mod notebook;
mod play;
mod relatives;
mod search;
mod staging;
mod structure;
mod variety;

pub(crate) use author::{Author, are_matched};
pub(crate) use draft::Draft;
pub(crate) use play::Play;
pub(crate) use search::Search;
pub(crate) use staging::natural_events;
