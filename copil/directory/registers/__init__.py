"""The national registers: their files, the word index, and what an entry says of an organisation."""
