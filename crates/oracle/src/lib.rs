//! The slow plain evaluator that defines what a query means.
