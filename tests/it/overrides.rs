//! Overrides: where they are looked for, what they change, and what becomes of one that is broken.
