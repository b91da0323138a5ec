"""What is said alike: concepts, sparse vectors, grouping of needs, nearest texts."""
