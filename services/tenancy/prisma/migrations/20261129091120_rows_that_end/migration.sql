-- What ends is found by its time, without reading what does not. The release before needs nothing new.

-- CreateIndex
CREATE INDEX "boost_ended_idx" ON "boost"("ended_at") WHERE (ended_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "invitation_expires_at_idx" ON "invitation"("expires_at");

-- CreateIndex
CREATE INDEX "namespace_deleted_idx" ON "namespace"("deleted_at") WHERE (deleted_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "package_assignment_ended_idx" ON "package_assignment"("ended_at") WHERE (ended_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "workspace_deleted_idx" ON "workspace"("deleted_at") WHERE (deleted_at IS NOT NULL);
