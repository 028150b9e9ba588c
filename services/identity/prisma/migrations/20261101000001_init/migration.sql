CREATE TABLE api_key (
    id text NOT NULL,
    lookup_id text NOT NULL,
    key_hash bytea NOT NULL,
    prefix text NOT NULL,
    workspace_id text NOT NULL,
    user_id text NOT NULL,
    is_operator boolean NOT NULL,
    name text NOT NULL,
    scopes text[],
    rate_limit_tier text NOT NULL,
    allowed_ips text[],
    last_used_at timestamptz(3),
    expires_at timestamptz(3),
    rotated_at timestamptz(3),
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    family_id text DEFAULT '' NOT NULL,
    generation integer DEFAULT 0 NOT NULL,
    is_named boolean DEFAULT false NOT NULL,
    all_workspaces boolean DEFAULT false NOT NULL,
    CONSTRAINT api_key_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX api_key_lookup_id_key ON api_key (lookup_id);
CREATE INDEX api_key_workspace_id_created_at_id_idx ON api_key (workspace_id, created_at, id);
CREATE INDEX api_key_operator_idx ON api_key (created_at, id) WHERE is_operator;
CREATE INDEX api_key_user_id_idx ON api_key (user_id);
CREATE INDEX api_key_prefix_idx ON api_key (prefix text_pattern_ops);
CREATE INDEX api_key_lookup_prefix_idx ON api_key (lookup_id text_pattern_ops);
CREATE INDEX api_key_workspace_id_expires_at_idx ON api_key (workspace_id, expires_at);

CREATE TABLE email_verification (
    user_id text NOT NULL,
    email text NOT NULL,
    token_hash bytea NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    CONSTRAINT email_verification_pkey PRIMARY KEY (user_id)
);

CREATE INDEX email_verification_expires_at_idx ON email_verification (expires_at);

CREATE TABLE ended_operator_key (
    key_hash bytea NOT NULL,
    ended_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    CONSTRAINT ended_operator_key_pkey PRIMARY KEY (key_hash)
);

CREATE TABLE keys_end_due (
    workspace_id text NOT NULL,
    user_id text NOT NULL,
    until timestamptz(3) NOT NULL,
    origin jsonb NOT NULL,
    turn_at timestamptz DEFAULT plinth_now() NOT NULL,
    CONSTRAINT keys_end_due_pkey PRIMARY KEY (workspace_id, user_id)
);

CREATE TABLE session (
    id text NOT NULL,
    token_hash bytea NOT NULL,
    key_id text NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    last_used_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX session_token_hash_key ON session (token_hash);
CREATE INDEX session_key_id_idx ON session (key_id);
CREATE INDEX session_expires_at_idx ON session (expires_at);
CREATE INDEX session_created_at_id_idx ON session (created_at, id);

CREATE TABLE sign_in_link (
    id text NOT NULL,
    code_hash bytea NOT NULL,
    key_id text NOT NULL,
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    session_ends_at timestamptz(3),
    CONSTRAINT sign_in_link_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX sign_in_link_code_hash_key ON sign_in_link (code_hash);
CREATE INDEX sign_in_link_key_id_idx ON sign_in_link (key_id);
CREATE INDEX sign_in_link_expires_at_idx ON sign_in_link (expires_at);

CREATE TABLE "user" (
    id text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_folded text NOT NULL,
    tier text NOT NULL,
    email_verified_at timestamptz(3),
    created_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    updated_at timestamptz(3) DEFAULT plinth_now() NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    is_told boolean DEFAULT false NOT NULL,
    pending_email text,
    suspended_at timestamptz(3),
    CONSTRAINT user_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX user_email_folded_key ON "user" (email_folded);
CREATE INDEX user_untold_idx ON "user" (id) WHERE (NOT is_told);
CREATE INDEX user_name_prefix_idx ON "user" (lower(name) text_pattern_ops);
CREATE INDEX user_email_prefix_idx ON "user" (email_folded text_pattern_ops);

ALTER TABLE email_verification ADD CONSTRAINT email_verification_user_id_fkey FOREIGN KEY (user_id) REFERENCES "user"(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE session ADD CONSTRAINT session_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_key(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE sign_in_link ADD CONSTRAINT sign_in_link_key_id_fkey FOREIGN KEY (key_id) REFERENCES api_key(id) ON UPDATE CASCADE ON DELETE CASCADE;
