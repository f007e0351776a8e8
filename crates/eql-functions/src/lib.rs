//! Every EQL function and operator on values.
