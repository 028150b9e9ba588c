CREATE FUNCTION event_position() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT CASE WHEN "started" = pg_postmaster_start_time()
            AND "stats_since" IS NOT DISTINCT FROM pg_stat_get_bgwriter_stat_reset_time() THEN "number" ELSE "number" + 1 END
        FROM "event_server" ORDER BY "number" DESC LIMIT 1), 1) * 17592186044416 + pg_current_xact_id()::text::bigint;
END $$;

CREATE TABLE attempt (
    event_day date NOT NULL,
    delivery_id text NOT NULL,
    number integer NOT NULL,
    trigger text NOT NULL,
    outcome text NOT NULL,
    status_code integer NOT NULL,
    response_headers jsonb NOT NULL,
    response_body bytea NOT NULL,
    error text NOT NULL,
    started_at timestamptz(3) NOT NULL,
    wait_ms integer NOT NULL,
    dns_ms integer NOT NULL,
    connect_ms integer NOT NULL,
    tls_ms integer NOT NULL,
    first_byte_ms integer NOT NULL,
    total_ms integer NOT NULL,
    url text,
    request_headers jsonb,
    body_is_cut boolean,
    CONSTRAINT attempt_pkey PRIMARY KEY (event_day, delivery_id, number)
) PARTITION BY RANGE (event_day);

CREATE TABLE attempt_count (
    endpoint_id text NOT NULL,
    width text NOT NULL,
    at timestamptz(3) NOT NULL,
    ok integer NOT NULL,
    failed integer NOT NULL,
    timed_out integer NOT NULL,
    refused integer NOT NULL,
    latency integer[] NOT NULL,
    CONSTRAINT attempt_count_pkey PRIMARY KEY (endpoint_id, width, at)
) WITH (fillfactor='50');

CREATE INDEX attempt_count_width_at_idx ON attempt_count (width, at);

CREATE TABLE audit_entry (
    created_at timestamptz(3) NOT NULL,
    id text NOT NULL,
    workspace_id text NOT NULL,
    namespace_id text NOT NULL,
    action text NOT NULL,
    actor_type text NOT NULL,
    actor_id text NOT NULL,
    actor_key_id text NOT NULL,
    actor_name text NOT NULL,
    target_type text NOT NULL,
    target_id text NOT NULL,
    target_name text NOT NULL,
    changes text NOT NULL,
    request_id text NOT NULL,
    idempotency_key text NOT NULL,
    ip text NOT NULL,
    user_agent text NOT NULL,
    CONSTRAINT audit_entry_pkey PRIMARY KEY (created_at, id)
) PARTITION BY RANGE (created_at);

CREATE INDEX audit_entry_workspace_id_created_at_id_idx ON audit_entry (workspace_id, created_at, id);
CREATE INDEX audit_entry_action_workspace_id_created_at_id_idx ON audit_entry (action, workspace_id, created_at, id);
CREATE INDEX audit_entry_actor_id_workspace_id_created_at_id_idx ON audit_entry (actor_id, workspace_id, created_at, id);
CREATE INDEX audit_entry_target_id_created_at_id_idx ON audit_entry (target_id, created_at, id);
CREATE INDEX audit_entry_request_id_created_at_id_idx ON audit_entry (request_id, created_at, id);

CREATE TABLE audit_head (
    day date NOT NULL,
    month date NOT NULL,
    "position" bigint NOT NULL,
    seal bytea NOT NULL,
    entry_id text NOT NULL,
    sealed_at timestamptz(3) NOT NULL,
    reported_at timestamptz(3),
    next_report_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    logged_at timestamptz(3),
    CONSTRAINT audit_head_pkey PRIMARY KEY (day, month)
);

CREATE INDEX audit_head_month_position_idx ON audit_head (month, "position");

CREATE TABLE audit_missed (
    event_day date NOT NULL,
    event_id text NOT NULL,
    CONSTRAINT audit_missed_pkey PRIMARY KEY (event_day, event_id)
);

CREATE TABLE audit_seal (
    month date NOT NULL,
    "position" bigint NOT NULL,
    entry_id text NOT NULL,
    entry_at timestamptz(3) NOT NULL,
    seal bytea NOT NULL,
    sealed_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT audit_seal_pkey PRIMARY KEY (month, "position")
) PARTITION BY RANGE (month);

CREATE UNIQUE INDEX audit_seal_month_entry_id_key ON audit_seal (month, entry_id);

CREATE TABLE audit_unsealed (
    created_at timestamptz(3) NOT NULL,
    id text NOT NULL,
    since timestamptz DEFAULT plinth_now() NOT NULL,
    CONSTRAINT audit_unsealed_pkey PRIMARY KEY (created_at, id)
) WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000');

CREATE TABLE delivery (
    event_day date NOT NULL,
    id text NOT NULL,
    event_id text NOT NULL,
    endpoint_id text NOT NULL,
    workspace_id text NOT NULL,
    namespace_id text NOT NULL,
    event_type text NOT NULL,
    status text NOT NULL,
    status_code integer DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    is_test boolean DEFAULT false NOT NULL,
    next_attempt_at timestamptz(3),
    delivered_at timestamptz(3),
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT delivery_pkey PRIMARY KEY (event_day, id)
) PARTITION BY RANGE (event_day);

CREATE UNIQUE INDEX delivery_event_day_event_id_endpoint_id_key ON delivery (event_day, event_id, endpoint_id);
CREATE INDEX delivery_endpoint_id_created_at_id_idx ON delivery (endpoint_id, created_at, id);
CREATE INDEX delivery_workspace_id_created_at_id_idx ON delivery (workspace_id, created_at, id);

CREATE TABLE delivery_count (
    workspace_id text NOT NULL,
    day date NOT NULL,
    shard integer NOT NULL,
    accepted bigint DEFAULT 0 NOT NULL,
    delivered bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL,
    cancelled bigint DEFAULT 0 NOT NULL,
    CONSTRAINT delivery_count_pkey PRIMARY KEY (workspace_id, day, shard)
) WITH (fillfactor='50');

CREATE INDEX delivery_count_day_idx ON delivery_count (day);

CREATE TABLE delivery_due (
    delivery_id text NOT NULL,
    event_day date NOT NULL,
    event_id text NOT NULL,
    endpoint_id text NOT NULL,
    workspace_id text NOT NULL,
    trigger text DEFAULT 'schedule'::text NOT NULL,
    next_at timestamptz NOT NULL,
    attempt_no integer DEFAULT 0 NOT NULL,
    spent integer DEFAULT 0 NOT NULL,
    previous_outcome text DEFAULT '' NOT NULL,
    give_up_at timestamptz NOT NULL,
    held_at timestamptz,
    lease_token uuid,
    lease_until timestamptz,
    ordering_key text DEFAULT '' NOT NULL,
    ordering_position bigint DEFAULT 0 NOT NULL,
    blocked_next_at timestamptz,
    blocked_give_up_at timestamptz,
    leased_at timestamptz,
    CONSTRAINT delivery_due_pkey PRIMARY KEY (delivery_id)
) WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000');

CREATE INDEX delivery_due_waiting_idx ON delivery_due (endpoint_id, next_at) WHERE ((lease_token IS NULL) AND (held_at IS NULL));
CREATE INDEX delivery_due_held_idx ON delivery_due (endpoint_id) WHERE (held_at IS NOT NULL);
CREATE INDEX delivery_due_leased_idx ON delivery_due (endpoint_id, lease_until) WHERE (lease_token IS NOT NULL);
CREATE INDEX delivery_due_workspace_id_idx ON delivery_due (workspace_id);
CREATE INDEX delivery_due_event_day_idx ON delivery_due (event_day);
CREATE INDEX delivery_due_give_up_at_idx ON delivery_due (give_up_at) WHERE ((lease_token IS NULL) AND (held_at IS NULL) AND (give_up_at IS NOT NULL));
CREATE INDEX delivery_due_release_idx ON delivery_due (endpoint_id, delivery_id) WHERE ((held_at IS NOT NULL) IS TRUE);
CREATE INDEX delivery_due_unblocked_idx ON delivery_due (endpoint_id, ordering_key) WHERE ((ordering_key <> '') AND (blocked_next_at IS NULL));
CREATE INDEX delivery_due_blocked_idx ON delivery_due (endpoint_id, ordering_key, ordering_position) WHERE (blocked_next_at IS NOT NULL);
CREATE INDEX delivery_due_lease_end_idx ON delivery_due (lease_until) WHERE (lease_until IS NOT NULL);

CREATE TABLE endpoint (
    id text NOT NULL,
    workspace_id text NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    description text NOT NULL,
    headers jsonb NOT NULL,
    is_active boolean NOT NULL,
    retry_schedule_seconds integer[] NOT NULL,
    sealed_secret bytea NOT NULL,
    sealed_previous_secret bytea,
    previous_secret_until timestamptz(3),
    disabled_at timestamptz(3),
    disabled_reason text NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    deleted_at timestamptz(3),
    suspended_at timestamptz(3),
    closing_at timestamptz(3),
    sealed_headers bytea,
    host text DEFAULT '' NOT NULL,
    namespace_ids text[] DEFAULT '{}' NOT NULL,
    channels text[] DEFAULT '{}' NOT NULL,
    filter jsonb,
    payload text DEFAULT 'full'::text NOT NULL,
    rate_per_second integer,
    ordering text DEFAULT 'none'::text NOT NULL,
    kind text DEFAULT 'push'::text NOT NULL,
    CONSTRAINT endpoint_pkey PRIMARY KEY (id)
);

CREATE INDEX endpoint_living_idx ON endpoint (workspace_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX endpoint_closing_at_idx ON endpoint (closing_at) WHERE ((closing_at IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX endpoint_all_living_idx ON endpoint (created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX endpoint_url_prefix_idx ON endpoint ("left"(url, 200) text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX endpoint_host_prefix_idx ON endpoint (host text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX endpoint_deleted_idx ON endpoint (deleted_at) WHERE (deleted_at IS NOT NULL);

CREATE TABLE endpoint_mark (
    workspace_id text NOT NULL,
    slot uuid DEFAULT gen_random_uuid() NOT NULL,
    mark uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT endpoint_mark_pkey PRIMARY KEY (workspace_id, slot)
) WITH (fillfactor='50');

CREATE TABLE endpoint_settling (
    endpoint_id text NOT NULL,
    since timestamptz DEFAULT plinth_now() NOT NULL,
    turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    CONSTRAINT endpoint_settling_pkey PRIMARY KEY (endpoint_id)
);

CREATE INDEX endpoint_settling_turn_at_idx ON endpoint_settling (turn_at);

CREATE TABLE endpoint_state (
    endpoint_id text NOT NULL,
    workspace_id text NOT NULL,
    next_due_at timestamptz,
    last_turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    window_size integer DEFAULT 2 NOT NULL,
    consecutive_failures integer DEFAULT 0 NOT NULL,
    transport_failures integer DEFAULT 0 NOT NULL,
    open_count integer DEFAULT 0 NOT NULL,
    opened_at timestamptz,
    open_until timestamptz,
    paused_until timestamptz,
    average_ms real DEFAULT 0 NOT NULL,
    failure_rate real DEFAULT 0 NOT NULL,
    turn_at timestamptz GENERATED ALWAYS AS (
CASE
    WHEN (next_due_at IS NOT NULL) THEN GREATEST(next_due_at, open_until, paused_until)
    ELSE NULL::timestamptz
END) STORED,
    tokens_full_at timestamptz,
    waiting_from timestamptz,
    CONSTRAINT endpoint_state_pkey PRIMARY KEY (endpoint_id)
) WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');

CREATE INDEX endpoint_state_turn_at_idx ON endpoint_state (turn_at) WHERE (turn_at IS NOT NULL);

CREATE TABLE event (
    event_day date NOT NULL,
    id text NOT NULL,
    workspace_id text NOT NULL,
    namespace_id text NOT NULL,
    type text NOT NULL,
    object_id text NOT NULL,
    payload bytea NOT NULL,
    created_at timestamptz(3) NOT NULL,
    traceparent text DEFAULT '' NOT NULL,
    caller_id text DEFAULT '' NOT NULL,
    channels text[] DEFAULT '{}' NOT NULL,
    ordering_key text DEFAULT '' NOT NULL,
    occurred_at timestamptz(3),
    stream_position bigint DEFAULT event_position() NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (event_day, id)
) PARTITION BY RANGE (event_day);

CREATE INDEX event_workspace_id_created_at_id_idx ON event (workspace_id, created_at, id);
CREATE INDEX event_type_idx ON event (workspace_id, type text_pattern_ops, created_at, id);
CREATE INDEX event_channel_1_idx ON event (workspace_id, (channels[1]), created_at, id) WHERE (channels[1] IS NOT NULL);
CREATE INDEX event_channel_2_idx ON event (workspace_id, (channels[2]), created_at, id) WHERE (channels[2] IS NOT NULL);
CREATE INDEX event_channel_3_idx ON event (workspace_id, (channels[3]), created_at, id) WHERE (channels[3] IS NOT NULL);
CREATE INDEX event_channel_4_idx ON event (workspace_id, (channels[4]), created_at, id) WHERE (channels[4] IS NOT NULL);
CREATE INDEX event_channel_5_idx ON event (workspace_id, (channels[5]), created_at, id) WHERE (channels[5] IS NOT NULL);
CREATE INDEX event_stream_idx ON event (workspace_id, stream_position, id);

CREATE TABLE event_key (
    workspace_id text NOT NULL,
    caller_id text NOT NULL,
    event_day date NOT NULL,
    event_id text NOT NULL,
    namespace_id text NOT NULL,
    digest bytea NOT NULL,
    created_at timestamptz(3) NOT NULL,
    CONSTRAINT event_key_pkey PRIMARY KEY (workspace_id, caller_id)
) WITH (autovacuum_vacuum_scale_factor='0.05');

CREATE INDEX event_key_event_day_idx ON event_key (event_day);

CREATE TABLE event_quota (
    workspace_id text NOT NULL,
    month date NOT NULL,
    accepted bigint DEFAULT 0 NOT NULL,
    CONSTRAINT event_quota_pkey PRIMARY KEY (workspace_id, month)
) WITH (fillfactor='50');

CREATE INDEX event_quota_month_idx ON event_quota (month);

CREATE TABLE event_server (
    number integer NOT NULL,
    server text NOT NULL,
    since timestamptz(3) DEFAULT plinth_now() NOT NULL,
    token uuid DEFAULT gen_random_uuid() NOT NULL,
    started timestamptz(6),
    stats_since timestamptz(6),
    CONSTRAINT event_server_pkey PRIMARY KEY (number)
);

CREATE TABLE event_type (
    name text NOT NULL,
    description text NOT NULL,
    group_name text DEFAULT '' NOT NULL,
    schema text DEFAULT '' NOT NULL,
    example text DEFAULT '' NOT NULL,
    is_deprecated boolean DEFAULT false NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    feature text DEFAULT '' NOT NULL,
    CONSTRAINT event_type_pkey PRIMARY KEY (name)
);

CREATE TABLE event_type_state (
    id integer NOT NULL,
    version bigserial NOT NULL,
    CONSTRAINT event_type_state_pkey PRIMARY KEY (id)
);

CREATE TABLE replay (
    id text NOT NULL,
    workspace_id text NOT NULL,
    endpoint_id text NOT NULL,
    statuses text[] NOT NULL,
    until timestamptz(3) NOT NULL,
    status text DEFAULT 'running'::text NOT NULL,
    total bigint NOT NULL,
    done bigint DEFAULT 0 NOT NULL,
    cursor_at timestamptz(3) NOT NULL,
    cursor_id text DEFAULT '' NOT NULL,
    turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    choice jsonb,
    delivery_ids text[],
    chosen_turn_at timestamptz,
    CONSTRAINT replay_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX replay_running_key ON replay (endpoint_id) WHERE (status = 'running'::text);
CREATE INDEX replay_turn_at_idx ON replay (turn_at) WHERE (status = 'running'::text);
CREATE INDEX replay_created_at_idx ON replay (created_at);
CREATE INDEX replay_chosen_turn_at_idx ON replay (chosen_turn_at) WHERE (status = 'running'::text);

CREATE TABLE workspace_standing (
    workspace_id text NOT NULL,
    status text NOT NULL,
    event_id text NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    CONSTRAINT workspace_standing_pkey PRIMARY KEY (workspace_id)
);

CREATE INDEX workspace_standing_deleted_idx ON workspace_standing (event_id) WHERE (status = 'deleted'::text);

CREATE TABLE workspace_status_due (
    workspace_id text NOT NULL,
    turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    applied_to_created_at timestamptz(3) NOT NULL,
    applied_to_id text NOT NULL,
    CONSTRAINT workspace_status_due_pkey PRIMARY KEY (workspace_id)
);

CREATE FUNCTION audit_head_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.day, NEW.month, NEW.position, NEW.seal, NEW.entry_id, NEW.sealed_at)
            = (OLD.day, OLD.month, OLD.position, OLD.seal, OLD.entry_id, OLD.sealed_at) THEN
            RETURN NEW;
        END IF;
        -- A transaction that seals may end up to 60 s after midnight.
        IF NEW.day = OLD.day AND NEW.month = OLD.month AND NEW.position > OLD.position
            AND OLD.day >= ((plinth_now() - interval '60 seconds') AT TIME ZONE 'UTC')::date THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'audit_entry_' || to_char(OLD.month, 'YYYYMM')
            AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = TG_RELID)) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '% on % is refused: heads of ended days are kept as long as the entries of their month', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION audit_note_missed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_missed (event_day, event_id) VALUES (NEW.event_day, NEW.id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the audit log is only ever inserted into', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION delivery_due_enqueue() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off' AS $$
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

CREATE FUNCTION delivery_due_unblock_next() RETURNS trigger LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_bitmapscan TO 'off' AS $$
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

CREATE FUNCTION endpoint_change_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH workspaces AS MATERIALIZED (
    SELECT DISTINCT workspace_id FROM changed
  ), free AS MATERIALIZED (
    SELECT w.workspace_id, own.slot FROM workspaces w CROSS JOIN LATERAL (
      SELECT m.slot FROM endpoint_mark m WHERE m.workspace_id = w.workspace_id ORDER BY m.slot LIMIT 1 FOR UPDATE SKIP LOCKED
    ) own
  ), marked AS (
    UPDATE endpoint_mark m SET mark = gen_random_uuid() FROM free f WHERE m.workspace_id = f.workspace_id AND m.slot = f.slot
  )
  INSERT INTO endpoint_mark (workspace_id) SELECT workspace_id FROM workspaces
  WHERE workspace_id NOT IN (SELECT workspace_id FROM free);
  RETURN NULL;
END
$$;

CREATE FUNCTION endpoint_state_stay_polled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.paused_until := OLD.paused_until;
    NEW.window_size := OLD.window_size;
    RETURN NEW;
END
$$;

CREATE FUNCTION workspace_standing_forget_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := 0;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_entry_kept BEFORE DELETE OR UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_entry_kept_whole BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_head_kept BEFORE DELETE OR UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_keep();
CREATE TRIGGER audit_head_kept_whole BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_head_keep();
CREATE TRIGGER audit_seal_kept BEFORE DELETE OR UPDATE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_seal_kept_whole BEFORE TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER delivery_due_enqueue BEFORE INSERT ON delivery_due FOR EACH ROW WHEN ((new.ordering_key <> '')) EXECUTE FUNCTION delivery_due_enqueue();
CREATE TRIGGER delivery_due_unblock_next AFTER DELETE ON delivery_due FOR EACH ROW WHEN (((old.ordering_key <> '') AND (old.blocked_next_at IS NULL))) EXECUTE FUNCTION delivery_due_unblock_next();
CREATE TRIGGER endpoint_deleted AFTER DELETE ON endpoint REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION endpoint_change_mark();
CREATE TRIGGER endpoint_inserted AFTER INSERT ON endpoint REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION endpoint_change_mark();
CREATE TRIGGER endpoint_state_polled BEFORE UPDATE ON endpoint_state FOR EACH ROW WHEN ((old.paused_until = 'infinity'::timestamptz)) EXECUTE FUNCTION endpoint_state_stay_polled();
CREATE TRIGGER endpoint_updated AFTER UPDATE ON endpoint REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION endpoint_change_mark();
CREATE TRIGGER event_missed AFTER INSERT ON event FOR EACH ROW WHEN (((new.ordering_key = '') AND (new.object_id <> '') AND (new.type <> 'ping'::text))) EXECUTE FUNCTION audit_note_missed();
CREATE TRIGGER workspace_standing_unversioned BEFORE UPDATE ON workspace_standing FOR EACH ROW WHEN (((new.event_id <> old.event_id) AND (new.version = old.version))) EXECUTE FUNCTION workspace_standing_forget_version();

INSERT INTO event_server (number, server)
    SELECT 1, system_identifier::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system();

INSERT INTO event_type_state (id) VALUES (1);

-- The role of the service owns the tables, which dropping old partitions takes; this takes the rest from it.
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_seal FROM CURRENT_USER;
REVOKE UPDATE, TRUNCATE ON audit_head FROM CURRENT_USER;
GRANT UPDATE (position, seal, entry_id, sealed_at, reported_at, next_report_at, logged_at) ON audit_head TO CURRENT_USER;
