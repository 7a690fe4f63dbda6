//! Helpers of the tests: a sandbox, a session in a terminal, a slow line, a dashboard in memory.

pub(crate) mod ansi_grammar;
pub(crate) mod bundled;
pub(crate) mod dashboard;
pub(crate) mod fake_terminal;
pub(crate) mod generated_programmes;
pub(crate) mod generated_words;
pub(crate) mod generated_work;
pub(crate) mod iati_file;
pub(crate) mod iati_rules;
pub(crate) mod problems;
pub(crate) mod sandbox;
pub(crate) mod session;
pub(crate) mod slow_line;
pub(crate) mod small_programme;
pub(crate) mod sshd;
