-- CreateIndex: the namespaces of an owner by name.
CREATE INDEX "namespace_living_owner_name_idx" ON "namespace"("owner_id", "name", "id") WHERE (deleted_at IS NULL);
