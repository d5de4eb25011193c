"""What people decide about the graph: kept apart from what was extracted, and put over it again and again."""
