-- Searches by the beginning of a URL or host, in any collation. Of a URL its first 200 characters: an index has no room for more.
CREATE INDEX "endpoint_url_prefix_idx" ON "endpoint" ((left("url", 200)) text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX "endpoint_host_prefix_idx" ON "endpoint" ("host" text_pattern_ops) WHERE deleted_at IS NULL;
