-- A copy of a data directory keeps the system identifier and the timeline, so each start of PostgreSQL has a row, and a random token by
-- which cursors name it. The default of "token" rewrites the table, which has a few rows.
ALTER TABLE "event_server"
    ADD COLUMN "token" UUID NOT NULL DEFAULT gen_random_uuid(),
    -- The start of PostgreSQL; NULL in the rows of before, of which no cursor has the token.
    ADD COLUMN "started" TIMESTAMPTZ(6),
    -- Its statistics begin anew after the crash of one of its processes, which is no new start.
    ADD COLUMN "stats_since" TIMESTAMPTZ(6);

-- A number is given by the start of its row alone. What is stored after another start, before that one has a row, gets the number
-- between the two.
CREATE OR REPLACE FUNCTION event_position() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT CASE WHEN "started" = pg_postmaster_start_time()
            AND "stats_since" IS NOT DISTINCT FROM pg_stat_get_bgwriter_stat_reset_time() THEN "number" ELSE "number" + 1 END
        FROM "event_server" ORDER BY "number" DESC LIMIT 1), 1) * 17592186044416 + pg_current_xact_id()::text::bigint;
END $$;
