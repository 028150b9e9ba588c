-- Entries that wait for their seal; a row goes as its entry is sealed.
CREATE TABLE "audit_unsealed" (
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "id" TEXT NOT NULL,
    "since" TIMESTAMPTZ NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("created_at", "id")
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

INSERT INTO "audit_unsealed" ("created_at", "id") SELECT "created_at", "id" FROM "audit_entry";

-- One hash chain for each month of entries. A table of its own: entries never change.
CREATE TABLE "audit_seal" (
    -- The first day of the month, in UTC.
    "month" DATE NOT NULL,
    -- In the chain, from 1.
    "position" BIGINT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "entry_at" TIMESTAMPTZ(3) NOT NULL,
    "seal" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("month", "position")
) PARTITION BY RANGE ("month");

CREATE UNIQUE INDEX "audit_seal_month_entry_id_key" ON "audit_seal" ("month", "entry_id");

CREATE TRIGGER "audit_seal_kept" BEFORE UPDATE OR DELETE ON "audit_seal" FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER "audit_seal_kept_whole" BEFORE TRUNCATE ON "audit_seal" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON "audit_seal" FROM CURRENT_USER;

-- The last seal of each day in each chain that grew on it: of the current day, so far.
CREATE TABLE "audit_head" (
    -- On which it was sealed, in UTC.
    "day" DATE NOT NULL,
    "month" DATE NOT NULL,
    "position" BIGINT NOT NULL,
    "seal" BYTEA NOT NULL,
    "entry_id" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    -- When it was logged, and accepted by AUDIT_SEAL_URL where that is set.
    "reported_at" TIMESTAMPTZ(3),
    "next_report_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("day", "month")
);

CREATE INDEX "audit_head_month_position_idx" ON "audit_head" ("month", "position");
