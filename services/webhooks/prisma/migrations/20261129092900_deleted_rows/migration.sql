-- Deleted endpoints and workspaces are found by their time, without reading the others. The release before needs nothing new.

-- CreateIndex
CREATE INDEX "endpoint_deleted_idx" ON "endpoint"("deleted_at") WHERE (deleted_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "workspace_standing_deleted_idx" ON "workspace_standing"("event_id") WHERE (status = 'deleted'::text);
