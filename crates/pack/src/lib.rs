//! The compiled program: instructions, encoding, verifier, listing.
