CREATE TABLE balance (
    owner_id text NOT NULL,
    pool text NOT NULL,
    reset text NOT NULL,
    window_start timestamptz(3) NOT NULL,
    used bigint NOT NULL,
    reserved bigint NOT NULL,
    alerted smallint NOT NULL,
    counted_from timestamptz(3),
    CONSTRAINT balance_pkey PRIMARY KEY (owner_id, pool, reset, window_start)
) WITH (fillfactor='50');

CREATE INDEX balance_monthly_idx ON balance (window_start) WHERE (reset = 'monthly'::text);
CREATE INDEX balance_rolling_idx ON balance (counted_from) WHERE (reset = 'rolling'::text);

CREATE TABLE boost (
    id text NOT NULL,
    owner_id text NOT NULL,
    feature_code text NOT NULL,
    type text NOT NULL,
    limit_value bigint NOT NULL,
    duration text NOT NULL,
    starts_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3),
    ended_at timestamptz(3),
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT boost_pkey PRIMARY KEY (id)
);

CREATE INDEX boost_live_idx ON boost (owner_id) WHERE (ended_at IS NULL);
CREATE INDEX boost_due_idx ON boost (expires_at) WHERE ((ended_at IS NULL) AND (expires_at IS NOT NULL));
CREATE INDEX boost_owner_id_created_at_id_idx ON boost (owner_id, created_at, id);
CREATE INDEX boost_feature_code_idx ON boost (feature_code);
CREATE INDEX boost_live_feature_idx ON boost (feature_code) WHERE (ended_at IS NULL);
CREATE INDEX boost_ended_idx ON boost (ended_at) WHERE (ended_at IS NOT NULL);

CREATE TABLE catalog_state (
    id integer NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT catalog_state_pkey PRIMARY KEY (id)
);

CREATE TABLE ended_membership (
    user_id text NOT NULL,
    workspace_id text NOT NULL,
    role text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT ended_membership_pkey PRIMARY KEY (user_id, workspace_id)
);

CREATE TABLE ended_user (
    user_id text NOT NULL,
    ended_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT ended_user_pkey PRIMARY KEY (user_id)
);

CREATE TABLE entitlement_log (
    id text NOT NULL,
    owner_id text NOT NULL,
    action text NOT NULL,
    feature text NOT NULL,
    subject_id text NOT NULL,
    actor_id text NOT NULL,
    change jsonb NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT entitlement_log_pkey PRIMARY KEY (id)
);

CREATE INDEX entitlement_log_owner_id_created_at_id_idx ON entitlement_log (owner_id, created_at, id);

CREATE TABLE feature (
    id text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    unit text NOT NULL,
    reset text NOT NULL,
    rolling_days integer,
    parent_code text,
    is_active boolean NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT feature_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX feature_code_key ON feature (code);

CREATE TABLE foreign_api_key (
    workspace_id text NOT NULL,
    key_id text NOT NULL,
    user_id text NOT NULL,
    prefix text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    last_used_at timestamptz(3) NOT NULL,
    CONSTRAINT foreign_api_key_pkey PRIMARY KEY (workspace_id, key_id)
);

CREATE INDEX foreign_api_key_last_used_at_idx ON foreign_api_key (last_used_at);

CREATE TABLE invitation (
    id text NOT NULL,
    workspace_id text NOT NULL,
    email text NOT NULL,
    email_folded text NOT NULL,
    role text NOT NULL,
    token_hash bytea NOT NULL,
    accepted_by text,
    expires_at timestamptz(3) NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    invited_by text,
    is_by_operator boolean DEFAULT false NOT NULL,
    CONSTRAINT invitation_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX invitation_token_hash_key ON invitation (token_hash);
CREATE INDEX invitation_workspace_id_created_at_id_idx ON invitation (workspace_id, created_at, id);
CREATE UNIQUE INDEX invitation_open_address_key ON invitation (workspace_id, email_folded) WHERE (accepted_by IS NULL);
CREATE INDEX invitation_maker_idx ON invitation (invited_by) WHERE (invited_by IS NOT NULL);
CREATE INDEX invitation_accepted_idx ON invitation (accepted_by) WHERE (accepted_by IS NOT NULL);
CREATE INDEX invitation_expires_at_idx ON invitation (expires_at);

CREATE TABLE membership (
    workspace_id text NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    workspace_name text,
    workspace_slug text,
    workspace_tier text,
    workspace_status text,
    workspace_created_at timestamptz(3),
    CONSTRAINT membership_pkey PRIMARY KEY (workspace_id, user_id)
);

CREATE INDEX membership_user_id_idx ON membership (user_id);
CREATE INDEX membership_listed_created_idx ON membership (user_id, workspace_created_at, workspace_id, workspace_status, workspace_tier) WHERE (workspace_created_at IS NOT NULL);
CREATE INDEX membership_listed_name_idx ON membership (user_id, workspace_name, workspace_id) WHERE (workspace_created_at IS NOT NULL);
CREATE INDEX membership_listed_slug_idx ON membership (user_id, workspace_slug, workspace_id) WHERE (workspace_created_at IS NOT NULL);
CREATE INDEX membership_workspace_id_created_at_user_id_idx ON membership (workspace_id, created_at, user_id);
CREATE INDEX membership_leading_idx ON membership (workspace_id, role, created_at, user_id) WHERE (role <> 'member'::text);

CREATE TABLE namespace (
    id text NOT NULL,
    uuid uuid NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    owner_type text NOT NULL,
    owner_id text NOT NULL,
    workspace_id text,
    description text,
    settings jsonb NOT NULL,
    tags text[],
    metadata jsonb NOT NULL,
    is_default boolean NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    deleted_at timestamptz(3),
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT namespace_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX namespace_uuid_key ON namespace (uuid);
-- Of two indexes that cost the same PostgreSQL takes the one made last: those of living rows come last.
CREATE INDEX namespace_owner_id_created_at_id_idx ON namespace (owner_id, created_at, id);
CREATE UNIQUE INDEX namespace_living_slug_key ON namespace (owner_id, slug) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX namespace_living_default_key ON namespace (owner_id) WHERE ((deleted_at IS NULL) AND is_default);
CREATE INDEX namespace_living_payer_idx ON namespace (workspace_id) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_living_created_idx ON namespace (created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_living_updated_idx ON namespace (updated_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_living_name_idx ON namespace (name, id) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_living_slug_idx ON namespace (slug, id) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_living_owner_type_idx ON namespace (owner_type, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_living_idle_idx ON namespace (created_at, id) WHERE ((deleted_at IS NULL) AND (NOT is_active));
CREATE INDEX namespace_name_prefix_idx ON namespace (lower(name) text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_slug_prefix_idx ON namespace (slug text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_living_owner_name_idx ON namespace (owner_id, name, id) WHERE (deleted_at IS NULL);
CREATE INDEX namespace_deleted_idx ON namespace (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX namespace_living_owner_created_idx ON namespace (owner_id, created_at, id) WHERE (deleted_at IS NULL);

CREATE TABLE namespace_tally (
    owner_type text NOT NULL,
    is_active boolean NOT NULL,
    change bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');

CREATE TABLE package (
    id text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    is_base boolean NOT NULL,
    is_stackable boolean NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT package_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX package_code_key ON package (code);

CREATE TABLE package_assignment (
    id text NOT NULL,
    owner_id text NOT NULL,
    package_id text NOT NULL,
    status text NOT NULL,
    starts_at timestamptz(3) NOT NULL,
    expires_at timestamptz(3),
    billing_anchor timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    own_expires_at timestamptz(3),
    own_status text,
    replaced_by text,
    CONSTRAINT package_assignment_pkey PRIMARY KEY (id)
);

CREATE INDEX package_assignment_live_idx ON package_assignment (owner_id) WHERE (ended_at IS NULL);
CREATE INDEX package_assignment_due_idx ON package_assignment (expires_at) WHERE ((ended_at IS NULL) AND (expires_at IS NOT NULL));
CREATE INDEX package_assignment_owner_id_created_at_id_idx ON package_assignment (owner_id, created_at, id);
CREATE INDEX package_assignment_package_id_idx ON package_assignment (package_id);
CREATE INDEX package_assignment_live_package_idx ON package_assignment (package_id) WHERE (ended_at IS NULL);
CREATE INDEX package_assignment_ended_idx ON package_assignment (ended_at) WHERE (ended_at IS NOT NULL);

CREATE TABLE package_feature (
    package_id text NOT NULL,
    feature_code text NOT NULL,
    limit_value bigint,
    is_unlimited boolean NOT NULL,
    CONSTRAINT package_feature_pkey PRIMARY KEY (package_id, feature_code)
);

CREATE TABLE payments_end_due (
    workspace_id text NOT NULL,
    turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    CONSTRAINT payments_end_due_pkey PRIMARY KEY (workspace_id)
);

CREATE TABLE request_count (
    day date NOT NULL,
    workspace_id text NOT NULL,
    hour timestamptz(3) NOT NULL,
    endpoint text NOT NULL,
    key_id text NOT NULL,
    requests bigint NOT NULL,
    success bigint NOT NULL,
    errors bigint NOT NULL,
    time_ms_sum bigint NOT NULL,
    time_ms_min bigint NOT NULL,
    time_ms_max bigint NOT NULL,
    request_bytes bigint NOT NULL,
    response_bytes bigint NOT NULL,
    CONSTRAINT request_count_pkey PRIMARY KEY (day, workspace_id, hour, endpoint, key_id)
) PARTITION BY RANGE (day);

CREATE TABLE request_day (
    workspace_id text NOT NULL,
    day date NOT NULL,
    requests bigint NOT NULL,
    success bigint NOT NULL,
    errors bigint NOT NULL,
    time_ms_sum bigint NOT NULL,
    time_ms_min bigint NOT NULL,
    time_ms_max bigint NOT NULL,
    request_bytes bigint NOT NULL,
    response_bytes bigint NOT NULL,
    CONSTRAINT request_day_pkey PRIMARY KEY (workspace_id, day)
);

CREATE TABLE request_flush (
    gateway_instance text NOT NULL,
    sequence bigint NOT NULL,
    seen_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT request_flush_pkey PRIMARY KEY (gateway_instance)
);

CREATE TABLE request_log (
    created_at timestamptz(3) NOT NULL,
    id text NOT NULL,
    workspace_id text NOT NULL,
    request_id text NOT NULL,
    method text NOT NULL,
    path text NOT NULL,
    operation text NOT NULL,
    status integer NOT NULL,
    code text NOT NULL,
    duration_ms integer NOT NULL,
    key_id text NOT NULL,
    session_id text NOT NULL,
    user_id text NOT NULL,
    actor_type text NOT NULL,
    actor_name text NOT NULL,
    namespace_id text NOT NULL,
    is_replayed boolean NOT NULL,
    limited_by text NOT NULL,
    denial jsonb,
    omitted integer NOT NULL,
    CONSTRAINT request_log_pkey PRIMARY KEY (workspace_id, created_at, id)
) PARTITION BY RANGE (created_at);

CREATE INDEX request_log_created_at_id_idx ON request_log (created_at, id);
CREATE INDEX request_log_request_id_workspace_id_created_at_id_idx ON request_log (request_id, workspace_id, created_at, id);

CREATE TABLE request_minute (
    minute timestamptz(3) NOT NULL,
    success bigint NOT NULL,
    limited bigint NOT NULL,
    errors bigint NOT NULL,
    denied bigint NOT NULL,
    CONSTRAINT request_minute_pkey PRIMARY KEY (minute)
);

CREATE TABLE reservation (
    id text NOT NULL,
    namespace_id text NOT NULL,
    feature text NOT NULL,
    owner_id text NOT NULL,
    pool text NOT NULL,
    reset text NOT NULL,
    window_start timestamptz(3) NOT NULL,
    hour timestamptz(3) NOT NULL,
    quantity bigint NOT NULL,
    status text NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT reservation_pkey PRIMARY KEY (id)
);

CREATE INDEX reservation_due_idx ON reservation (expires_at) WHERE (status = 'active'::text);
CREATE INDEX reservation_active_idx ON reservation (owner_id, pool, reset, window_start, expires_at) WHERE (status = 'active'::text);
CREATE INDEX reservation_ended_idx ON reservation (ended_at) WHERE (ended_at IS NOT NULL);

CREATE TABLE usage_alert (
    event_id text NOT NULL,
    owner_id text NOT NULL,
    pool text NOT NULL,
    threshold smallint NOT NULL,
    at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT usage_alert_pkey PRIMARY KEY (event_id)
);

CREATE INDEX usage_alert_owner_id_pool_at_idx ON usage_alert (owner_id, pool, at);
CREATE INDEX usage_alert_at_idx ON usage_alert (at);

CREATE TABLE usage_event (
    namespace_id text NOT NULL,
    feature text NOT NULL,
    event_id text NOT NULL,
    quantity bigint NOT NULL,
    answer jsonb NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    CONSTRAINT usage_event_pkey PRIMARY KEY (namespace_id, feature, event_id)
);

CREATE INDEX usage_event_expires_at_idx ON usage_event (expires_at);

CREATE TABLE usage_hour (
    owner_id text NOT NULL,
    pool text NOT NULL,
    hour timestamptz(3) NOT NULL,
    used bigint NOT NULL,
    added bigint DEFAULT 0 NOT NULL,
    CONSTRAINT usage_hour_pkey PRIMARY KEY (owner_id, pool, hour)
);

CREATE TABLE usage_opening (
    owner_id text NOT NULL,
    pool text NOT NULL,
    reset text NOT NULL,
    window_start timestamptz(3) NOT NULL,
    quantity bigint NOT NULL,
    added_before date DEFAULT '-infinity'::date NOT NULL,
    CONSTRAINT usage_opening_pkey PRIMARY KEY (owner_id, pool, reset, window_start)
);

CREATE TABLE usage_record (
    day date NOT NULL,
    id text NOT NULL,
    namespace_id text NOT NULL,
    feature text NOT NULL,
    owner_id text NOT NULL,
    pool text NOT NULL,
    reset text NOT NULL,
    window_start timestamptz(3) NOT NULL,
    hour timestamptz(3) NOT NULL,
    quantity bigint NOT NULL,
    event_id text NOT NULL,
    reservation_id text NOT NULL,
    actor_id text NOT NULL,
    metadata jsonb NOT NULL,
    recorded_at timestamptz(3) NOT NULL,
    CONSTRAINT usage_record_pkey PRIMARY KEY (day, id)
) PARTITION BY RANGE (day);

CREATE INDEX usage_record_namespace_id_recorded_at_id_idx ON usage_record (namespace_id, recorded_at, id);
CREATE INDEX usage_record_owner_id_pool_reset_window_start_idx ON usage_record (owner_id, pool, reset, window_start);

CREATE TABLE user_events_due (
    user_id text NOT NULL,
    origin jsonb NOT NULL,
    ended_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    emitted_to_created_at timestamptz(3) NOT NULL,
    emitted_to_id text NOT NULL,
    turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    CONSTRAINT user_events_due_pkey PRIMARY KEY (user_id)
);

CREATE TABLE user_tier (
    user_id text NOT NULL,
    tier text NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    suspended_version bigint,
    CONSTRAINT user_tier_pkey PRIMARY KEY (user_id)
);

CREATE TABLE user_updates_due (
    event_id text NOT NULL,
    user_id text NOT NULL,
    version bigint NOT NULL,
    content jsonb NOT NULL,
    origin jsonb NOT NULL,
    emitted_to_created_at timestamptz(3) NOT NULL,
    emitted_to_id text NOT NULL,
    turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    CONSTRAINT user_updates_due_pkey PRIMARY KEY (event_id)
);

CREATE INDEX user_updates_due_user_id_version_idx ON user_updates_due (user_id, version);

CREATE TABLE workspace (
    id text NOT NULL,
    name text NOT NULL,
    slug text NOT NULL,
    tier text NOT NULL,
    status text NOT NULL,
    status_reason text,
    settings jsonb NOT NULL,
    tags text[],
    metadata jsonb NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    deleted_at timestamptz(3),
    version bigint DEFAULT 1 NOT NULL,
    foreign_keys text DEFAULT 'refuse'::text NOT NULL,
    made_by text,
    CONSTRAINT workspace_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX workspace_living_slug_key ON workspace (slug) WHERE (deleted_at IS NULL);
CREATE INDEX workspace_living_created_idx ON workspace (created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX workspace_living_updated_idx ON workspace (updated_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX workspace_living_name_idx ON workspace (name, id) WHERE (deleted_at IS NULL);
CREATE INDEX workspace_living_status_idx ON workspace (status, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX workspace_living_tier_idx ON workspace (tier, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX workspace_living_made_by_idx ON workspace (made_by) WHERE ((deleted_at IS NULL) AND (made_by IS NOT NULL));
CREATE INDEX workspace_name_prefix_idx ON workspace (lower(name) text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX workspace_slug_prefix_idx ON workspace (slug text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX workspace_deleted_idx ON workspace (deleted_at) WHERE (deleted_at IS NOT NULL);

CREATE TABLE workspace_copies_due (
    workspace_id text NOT NULL,
    is_deleted boolean NOT NULL,
    turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    done_to_user_id text DEFAULT '' NOT NULL,
    CONSTRAINT workspace_copies_due_pkey PRIMARY KEY (workspace_id)
);

CREATE TABLE workspace_tally (
    status text NOT NULL,
    tier text NOT NULL,
    change bigint NOT NULL
) WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');

-- Operators search all workspaces and namespaces for a part of a text, which only trigrams find without reading them all.
-- A server without pg_trgm, or one that lets nobody install it, still works: there a search reads the table.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX "workspace_search_idx" ON "workspace" USING gin ("name" gin_trgm_ops, "slug" gin_trgm_ops)
        WITH (gin_pending_list_limit = 256) WHERE deleted_at IS NULL;
    CREATE INDEX "namespace_search_idx" ON "namespace"
        USING gin ("name" gin_trgm_ops, "slug" gin_trgm_ops, "description" gin_trgm_ops) WITH (gin_pending_list_limit = 256) WHERE deleted_at IS NULL;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
    RAISE NOTICE 'pg_trgm is not to be had (%): searches by operators will read whole tables', SQLERRM;
END $$;

CREATE FUNCTION membership_copy_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The lock waits for a change in progress, and a change waits for this.
    SELECT w.name, w.slug, w.tier, w.status, w.created_at
        INTO NEW.workspace_name, NEW.workspace_slug, NEW.workspace_tier, NEW.workspace_status, NEW.workspace_created_at
        FROM workspace w WHERE w.id = NEW.workspace_id AND w.deleted_at IS NULL FOR SHARE;
    RETURN NEW;
END $$;

CREATE FUNCTION membership_end_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE namespace SET workspace_id = NULL, updated_at = plinth_now(), version = version + 1
        WHERE owner_type = 'User' AND owner_id = OLD.user_id AND workspace_id = OLD.workspace_id AND deleted_at IS NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION membership_require_living_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_living_user(NEW.user_id);
    RETURN NEW;
END $$;

CREATE FUNCTION namespace_require_living_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM require_living_user(NEW.owner_id);
    RETURN NEW;
END $$;

CREATE FUNCTION namespace_tally_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO namespace_tally
            SELECT owner_type, is_active, count(*) FROM added WHERE deleted_at IS NULL GROUP BY owner_type, is_active;
    ELSE
        INSERT INTO namespace_tally
            SELECT owner_type, is_active, -count(*) FROM removed WHERE deleted_at IS NULL GROUP BY owner_type, is_active;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION namespace_tally_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO namespace_tally
        SELECT owner_type, is_active, change
        FROM (VALUES (NEW.owner_type, NEW.is_active, 1, NEW.deleted_at), (OLD.owner_type, OLD.is_active, -1, OLD.deleted_at))
            AS moved (owner_type, is_active, change, deleted_at)
        WHERE deleted_at IS NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is counted: delete its rows', TG_TABLE_NAME;
END $$;

CREATE FUNCTION require_living_user(named text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('user:' || named, 0));
    IF EXISTS (SELECT FROM ended_user WHERE user_id = named) THEN
        RAISE EXCEPTION 'the user has ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_lives';
    END IF;
END $$;

CREATE FUNCTION workspace_copy_to_members() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    at_once_max CONSTANT INTEGER := 1000;
BEGIN
    IF EXISTS (SELECT FROM membership WHERE workspace_id = NEW.id OFFSET at_once_max)
        OR NEW.deleted_at IS NOT NULL AND EXISTS (SELECT FROM namespace
            WHERE owner_id = NEW.id AND owner_type = 'Workspace' AND deleted_at IS NULL OFFSET at_once_max) THEN
        -- Copies that were up to date are not any more. The row of the workspace is locked before this one, here and by the job.
        INSERT INTO workspace_copies_due (workspace_id, is_deleted) VALUES (NEW.id, NEW.deleted_at IS NOT NULL)
            ON CONFLICT (workspace_id) DO UPDATE SET is_deleted = excluded.is_deleted, done_to_user_id = '';
        RETURN NULL;
    END IF;
    IF NEW.deleted_at IS NULL THEN
        UPDATE membership SET workspace_name = NEW.name, workspace_slug = NEW.slug, workspace_tier = NEW.tier,
            workspace_status = NEW.status, workspace_created_at = NEW.created_at WHERE workspace_id = NEW.id;
    ELSE
        UPDATE membership SET workspace_name = NULL, workspace_slug = NULL, workspace_tier = NULL,
            workspace_status = NULL, workspace_created_at = NULL WHERE workspace_id = NEW.id;
        UPDATE namespace SET deleted_at = NEW.deleted_at, version = version + 1
            WHERE owner_id = NEW.id AND owner_type = 'Workspace' AND deleted_at IS NULL;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION workspace_end_payments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    at_once_max CONSTANT INTEGER := 500;
BEGIN
    -- Noted: the deletion has ended the first of more than a step, and a job ends the others with the locks of their owners.
    IF EXISTS (SELECT FROM payments_end_due WHERE workspace_id = NEW.id) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM namespace
            WHERE owner_type = 'User' AND workspace_id = NEW.id AND deleted_at IS NULL OFFSET at_once_max) THEN
        INSERT INTO payments_end_due (workspace_id) VALUES (NEW.id);
        RETURN NULL;
    END IF;
    UPDATE namespace SET workspace_id = NULL, updated_at = NEW.deleted_at, version = version + 1
        WHERE owner_type = 'User' AND workspace_id = NEW.id AND deleted_at IS NULL;
    RETURN NULL;
END $$;

CREATE FUNCTION workspace_tally_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO workspace_tally
            SELECT status, tier, count(*) FROM added WHERE deleted_at IS NULL GROUP BY status, tier;
    ELSE
        INSERT INTO workspace_tally
            SELECT status, tier, -count(*) FROM removed WHERE deleted_at IS NULL GROUP BY status, tier;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION workspace_tally_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO workspace_tally
        SELECT status, tier, change
        FROM (VALUES (NEW.status, NEW.tier, 1, NEW.deleted_at), (OLD.status, OLD.tier, -1, OLD.deleted_at))
            AS moved (status, tier, change, deleted_at)
        WHERE deleted_at IS NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER membership_copies BEFORE INSERT ON membership FOR EACH ROW WHEN ((new.workspace_created_at IS NULL)) EXECUTE FUNCTION membership_copy_workspace();
CREATE TRIGGER membership_demoted AFTER UPDATE OF role ON membership FOR EACH ROW WHEN (((old.role = ANY (ARRAY['owner'::text, 'admin'::text])) AND (new.role <> ALL (ARRAY['owner'::text, 'admin'::text])))) EXECUTE FUNCTION membership_end_payments();
CREATE TRIGGER membership_left AFTER DELETE ON membership FOR EACH ROW EXECUTE FUNCTION membership_end_payments();
CREATE TRIGGER membership_user_lives BEFORE INSERT ON membership FOR EACH ROW EXECUTE FUNCTION membership_require_living_user();
CREATE TRIGGER namespace_tally_delete AFTER DELETE ON namespace REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION namespace_tally_change();
CREATE TRIGGER namespace_tally_insert AFTER INSERT ON namespace REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION namespace_tally_change();
CREATE TRIGGER namespace_tally_truncate BEFORE TRUNCATE ON namespace FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER namespace_tally_update AFTER UPDATE ON namespace FOR EACH ROW WHEN ((((old.owner_type IS DISTINCT FROM new.owner_type) OR (old.is_active IS DISTINCT FROM new.is_active)) OR ((old.deleted_at IS NULL) IS DISTINCT FROM (new.deleted_at IS NULL)))) EXECUTE FUNCTION namespace_tally_move();
CREATE TRIGGER namespace_user_lives BEFORE INSERT ON namespace FOR EACH ROW WHEN ((new.owner_type = 'User'::text)) EXECUTE FUNCTION namespace_require_living_user();
CREATE TRIGGER workspace_copies AFTER UPDATE ON workspace FOR EACH ROW WHEN (((((((old.name IS DISTINCT FROM new.name) OR (old.slug IS DISTINCT FROM new.slug)) OR (old.tier IS DISTINCT FROM new.tier)) OR (old.status IS DISTINCT FROM new.status)) OR (old.created_at IS DISTINCT FROM new.created_at)) OR (old.deleted_at IS DISTINCT FROM new.deleted_at))) EXECUTE FUNCTION workspace_copy_to_members();
CREATE TRIGGER workspace_gone AFTER UPDATE OF deleted_at ON workspace FOR EACH ROW WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL))) EXECUTE FUNCTION workspace_end_payments();
CREATE TRIGGER workspace_tally_delete AFTER DELETE ON workspace REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION workspace_tally_change();
CREATE TRIGGER workspace_tally_insert AFTER INSERT ON workspace REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION workspace_tally_change();
CREATE TRIGGER workspace_tally_truncate BEFORE TRUNCATE ON workspace FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER workspace_tally_update AFTER UPDATE ON workspace FOR EACH ROW WHEN ((((old.status IS DISTINCT FROM new.status) OR (old.tier IS DISTINCT FROM new.tier)) OR ((old.deleted_at IS NULL) IS DISTINCT FROM (new.deleted_at IS NULL)))) EXECUTE FUNCTION workspace_tally_move();

ALTER TABLE invitation ADD CONSTRAINT invitation_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE membership ADD CONSTRAINT membership_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspace(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE package_assignment ADD CONSTRAINT package_assignment_package_id_fkey FOREIGN KEY (package_id) REFERENCES package(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE package_feature ADD CONSTRAINT package_feature_feature_code_fkey FOREIGN KEY (feature_code) REFERENCES feature(code) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE package_feature ADD CONSTRAINT package_feature_package_id_fkey FOREIGN KEY (package_id) REFERENCES package(id) ON UPDATE CASCADE ON DELETE CASCADE;
