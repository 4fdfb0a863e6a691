"""Writers turn a numbered document into a file. Each knows the tree and no other writer."""
