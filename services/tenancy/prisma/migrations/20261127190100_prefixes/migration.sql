-- Searches by the beginning of a name or slug, in any collation.
CREATE INDEX "workspace_name_prefix_idx" ON "workspace" (lower("name") text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX "workspace_slug_prefix_idx" ON "workspace" ("slug" text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX "namespace_name_prefix_idx" ON "namespace" (lower("name") text_pattern_ops) WHERE deleted_at IS NULL;
CREATE INDEX "namespace_slug_prefix_idx" ON "namespace" ("slug" text_pattern_ops) WHERE deleted_at IS NULL;
