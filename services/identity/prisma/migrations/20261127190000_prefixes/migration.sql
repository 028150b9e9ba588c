-- Searches by the beginning of a name, an address or a key, in any collation.
CREATE INDEX "user_name_prefix_idx" ON "user" (lower("name") text_pattern_ops);
CREATE INDEX "user_email_prefix_idx" ON "user" ("email_folded" text_pattern_ops);
CREATE INDEX "api_key_prefix_idx" ON "api_key" ("prefix" text_pattern_ops);
CREATE INDEX "api_key_lookup_prefix_idx" ON "api_key" ("lookup_id" text_pattern_ops);
