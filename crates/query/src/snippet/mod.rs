//! Passages that show why a document matched.
