-- The order in which events are committed, for readers that go on where they stopped. A position is the id of the transaction that
-- stored the event, above 2^44 times the number of the server that gave it: a database that is restored elsewhere counts its
-- transactions anew.
CREATE TABLE "event_server" (
    "number" INTEGER NOT NULL,
    -- Its system identifier, and its timeline, which is a new one after a restore to a point in time and after a failover.
    "server" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "event_server_pkey" PRIMARY KEY ("number")
);

INSERT INTO "event_server" ("number", "server")
    SELECT 1, system_identifier::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system();

-- Of what this transaction stores. For rows of the release before: this one computes it in its statement, once for all rows. In
-- PL/pgSQL, which plans it once for each connection.
CREATE FUNCTION event_position() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT max("number") FROM "event_server"), 0) * 17592186044416 + pg_current_xact_id()::text::bigint;
END $$;

-- The function is stable, so earlier rows share one value, that of this migration, and no partition is written. Rows of the release
-- before get theirs by the default.
ALTER TABLE "event" ADD COLUMN "stream_position" BIGINT NOT NULL DEFAULT event_position();

-- ON ONLY: the table is locked for a moment, and no row is read. Partitions that are made from now on, by any release, get the index
-- as they are attached; the service builds those of earlier days beside readers and writers.
CREATE INDEX "event_stream_idx" ON ONLY "event" ("workspace_id", "stream_position", "id");
