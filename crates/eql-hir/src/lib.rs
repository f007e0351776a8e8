//! EQL tree to resolved, typed and folded query.
