"""French text: folding, words, stems, sorting keys, ranking."""
