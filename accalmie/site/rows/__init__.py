"""Row-level security on PostgreSQL: what the policies say, made from the declarations beside the tables."""
