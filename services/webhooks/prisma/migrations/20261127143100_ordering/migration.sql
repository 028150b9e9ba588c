-- Deliveries of one endpoint and one ordering key go one after the other. Those that have an earlier one of their key before
-- them are blocked: due at infinity, so no search for due work meets them; the times that they will have are set aside.
ALTER TABLE "endpoint" ADD COLUMN "ordering" TEXT NOT NULL DEFAULT 'none';
ALTER TABLE "delivery_due" ADD COLUMN "ordering_key" TEXT NOT NULL DEFAULT '', ADD COLUMN "ordering_position" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "blocked_next_at" TIMESTAMPTZ, ADD COLUMN "blocked_give_up_at" TIMESTAMPTZ;

-- Rows without a key are in neither. A row is in the first while it may be sent, in the second while it is blocked.
CREATE INDEX "delivery_due_unblocked_idx" ON "delivery_due" ("endpoint_id", "ordering_key") WHERE ordering_key <> '' AND blocked_next_at IS NULL;
CREATE INDEX "delivery_due_blocked_idx" ON "delivery_due" ("endpoint_id", "ordering_key", "ordering_position") WHERE blocked_next_at IS NOT NULL;

-- Both run under the lock of the endpoint's row in endpoint_state, which every writer of these rows holds, the release before
-- included. Plans are made once per connection, while tables may be empty: by index, whatever the planner guesses then.
CREATE FUNCTION delivery_due_enqueue() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    last BIGINT;
BEGIN
    SELECT ordering_position INTO last FROM delivery_due
        WHERE endpoint_id = NEW.endpoint_id AND ordering_key = NEW.ordering_key AND blocked_next_at IS NOT NULL
        ORDER BY ordering_position DESC LIMIT 1;
    IF last IS NULL THEN
        SELECT max(ordering_position) INTO last FROM delivery_due
            WHERE endpoint_id = NEW.endpoint_id AND ordering_key = NEW.ordering_key AND ordering_key <> '' AND blocked_next_at IS NULL;
    END IF;
    IF last IS NOT NULL THEN
        NEW.ordering_position := last + 1;
        NEW.blocked_next_at := NEW.next_at;
        NEW.blocked_give_up_at := NEW.give_up_at;
        NEW.next_at := 'infinity';
        NEW.give_up_at := 'infinity';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER delivery_due_enqueue BEFORE INSERT ON "delivery_due"
    FOR EACH ROW WHEN (NEW.ordering_key <> '') EXECUTE FUNCTION delivery_due_enqueue();

-- However a delivery ends, its row is deleted: in that transaction the next of its key may be sent, unless another of it still may.
-- The time for which it was blocked does not count against it.
CREATE FUNCTION delivery_due_unblock_next() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
    IF EXISTS (SELECT FROM delivery_due WHERE endpoint_id = OLD.endpoint_id AND ordering_key = OLD.ordering_key
            AND ordering_key <> '' AND blocked_next_at IS NULL) THEN
        RETURN NULL;
    END IF;
    UPDATE delivery_due SET next_at = greatest(plinth_now(), blocked_next_at),
            give_up_at = blocked_give_up_at + greatest(interval '0', plinth_now() - blocked_next_at),
            blocked_next_at = NULL, blocked_give_up_at = NULL
        WHERE delivery_id = (SELECT delivery_id FROM delivery_due WHERE endpoint_id = OLD.endpoint_id
            AND ordering_key = OLD.ordering_key AND blocked_next_at IS NOT NULL ORDER BY ordering_position LIMIT 1);
    RETURN NULL;
END $$;

CREATE TRIGGER delivery_due_unblock_next AFTER DELETE ON "delivery_due"
    FOR EACH ROW WHEN (OLD.ordering_key <> '' AND OLD.blocked_next_at IS NULL) EXECUTE FUNCTION delivery_due_unblock_next();
