"""The harness: prepares inputs, checks that all outputs hold the same words, measures whole processes, prints and records."""
