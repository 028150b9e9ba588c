-- CreateIndex: the active keys of a workspace are counted without reading those that have expired. The release before needs nothing new.
CREATE INDEX "api_key_workspace_id_expires_at_idx" ON "api_key"("workspace_id", "expires_at");
