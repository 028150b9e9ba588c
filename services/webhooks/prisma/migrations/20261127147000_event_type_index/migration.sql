-- Events by type and by channel. ON ONLY: the table is locked for a moment, and no row is read. Partitions that are made from now
-- on, by any release, get the indexes as they are attached; the service builds those of earlier days beside readers and writers.

-- text_pattern_ops: in any collation, the types of a resource follow one another, for patterns such as invoice.*.
CREATE INDEX "event_type_idx" ON ONLY "event" ("workspace_id", "type" text_pattern_ops, "created_at", "id");

-- One for each of the five channels that an event may have, so that each has the order of the list. Events without channels are in
-- none of them.
CREATE INDEX "event_channel_1_idx" ON ONLY "event" ("workspace_id", ("channels"[1]), "created_at", "id") WHERE channels[1] IS NOT NULL;
CREATE INDEX "event_channel_2_idx" ON ONLY "event" ("workspace_id", ("channels"[2]), "created_at", "id") WHERE channels[2] IS NOT NULL;
CREATE INDEX "event_channel_3_idx" ON ONLY "event" ("workspace_id", ("channels"[3]), "created_at", "id") WHERE channels[3] IS NOT NULL;
CREATE INDEX "event_channel_4_idx" ON ONLY "event" ("workspace_id", ("channels"[4]), "created_at", "id") WHERE channels[4] IS NOT NULL;
CREATE INDEX "event_channel_5_idx" ON ONLY "event" ("workspace_id", ("channels"[5]), "created_at", "id") WHERE channels[5] IS NOT NULL;
