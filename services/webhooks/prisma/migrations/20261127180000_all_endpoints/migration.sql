-- The endpoints of all workspaces, newest first, for operators.
CREATE INDEX "endpoint_all_living_idx" ON "endpoint" ("created_at", "id") WHERE deleted_at IS NULL;
