-- What happened to Plinth's own resources, and who did it: evidence, which is only ever inserted. Partitions are made ahead by
-- the service and dropped whole.
CREATE TABLE "audit_entry" (
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    -- Of the event.
    "id" TEXT NOT NULL,
    -- Empty: it belongs to no workspace.
    "workspace_id" TEXT NOT NULL,
    "namespace_id" TEXT NOT NULL,
    -- The event's type.
    "action" TEXT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_key_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_name" TEXT NOT NULL,
    -- One JSON object as its service wrote it; empty: nothing that can be compared changed.
    "changes" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("created_at", "id")
) PARTITION BY RANGE ("created_at");

CREATE INDEX "audit_entry_workspace_id_created_at_id_idx" ON "audit_entry" ("workspace_id", "created_at", "id");
CREATE INDEX "audit_entry_action_workspace_id_created_at_id_idx" ON "audit_entry" ("action", "workspace_id", "created_at", "id");
CREATE INDEX "audit_entry_actor_id_workspace_id_created_at_id_idx" ON "audit_entry" ("actor_id", "workspace_id", "created_at", "id");
CREATE INDEX "audit_entry_target_id_created_at_id_idx" ON "audit_entry" ("target_id", "created_at", "id");
CREATE INDEX "audit_entry_request_id_created_at_id_idx" ON "audit_entry" ("request_id", "created_at", "id");

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the audit log is only ever inserted into', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

-- Partitions get the trigger of rows by themselves, and that of TRUNCATE and the missing rights as they are made.
CREATE TRIGGER "audit_entry_kept" BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER "audit_entry_kept_whole" BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- The role of the service owns the table, which dropping old partitions takes; this takes the rest from it.
REVOKE UPDATE, DELETE, TRUNCATE ON "audit_entry" FROM CURRENT_USER;
