-- The deliveries of a workspace, newest first. ON ONLY: the table is locked for a moment, and no row is read. Partitions that are
-- made from now on, by any release, get the index as they are attached; the service builds those of earlier days beside readers and
-- writers.
CREATE INDEX "delivery_workspace_id_created_at_id_idx" ON ONLY "delivery" ("workspace_id", "created_at", "id");
