-- CreateIndex: lists of an owner read its living namespaces alone, however many it has deleted. The index of all of them stays: whether a
-- user ever had one is asked too.
CREATE INDEX "namespace_living_owner_created_idx" ON "namespace"("owner_id", "created_at", "id") WHERE (deleted_at IS NULL);
