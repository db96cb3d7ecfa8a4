"""Letters, spellings, words and spans: what every reading rule leans on."""
