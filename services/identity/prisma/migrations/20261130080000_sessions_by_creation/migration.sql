-- CreateIndex: a page of the sessions reads its own. The release before needs nothing new.
CREATE INDEX "session_created_at_id_idx" ON "session"("created_at", "id");
