//! Rule packs: what they hold, that the same rules give the same bytes, and that no bytes do harm.

mod bundled;
mod events;
mod frozen;
mod hostile;
mod mutations;
mod sizes;
mod small;
