-- Lists stay fast at a million rows: an index for every order, exact totals without counting, and what a member's list is
-- sorted and filtered by copied beside the membership. Triggers keep copies and totals, so that the release before,
-- which knows neither, keeps them too.

-- AlterTable: copies of a living workspace; all NULL once it is deleted.
ALTER TABLE "membership" ADD COLUMN "workspace_name" TEXT,
    ADD COLUMN "workspace_slug" TEXT,
    ADD COLUMN "workspace_tier" TEXT,
    ADD COLUMN "workspace_status" TEXT,
    ADD COLUMN "workspace_created_at" TIMESTAMPTZ(3);

-- CreateTable: totals of the operators' lists, as changes to be summed up. Rows are only added, so that nobody waits for
-- anybody; a job folds them.
CREATE TABLE "workspace_tally" (
    "status" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "change" BIGINT NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE "namespace_tally" (
    "owner_type" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "change" BIGINT NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- Fails at once, instead of letting lists and totals disagree.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is counted: delete its rows', TG_TABLE_NAME;
END $$;

CREATE FUNCTION membership_copy_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The lock waits for a change in progress, and a change waits for this.
    SELECT w.name, w.slug, w.tier, w.status, w.created_at
        INTO NEW.workspace_name, NEW.workspace_slug, NEW.workspace_tier, NEW.workspace_status, NEW.workspace_created_at
        FROM workspace w WHERE w.id = NEW.workspace_id AND w.deleted_at IS NULL FOR SHARE;
    RETURN NEW;
END $$;

CREATE FUNCTION workspace_copy_to_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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

CREATE FUNCTION workspace_tally_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO workspace_tally
            SELECT status, tier, count(*) FROM added WHERE deleted_at IS NULL GROUP BY status, tier;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO workspace_tally
            SELECT status, tier, -count(*) FROM removed WHERE deleted_at IS NULL GROUP BY status, tier;
    ELSE
        INSERT INTO workspace_tally
            SELECT status, tier, sum(change) FROM (
                SELECT status, tier, 1 AS change FROM added WHERE deleted_at IS NULL
                UNION ALL SELECT status, tier, -1 FROM removed WHERE deleted_at IS NULL
            ) AS changes GROUP BY status, tier HAVING sum(change) <> 0;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION namespace_tally_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO namespace_tally
            SELECT owner_type, is_active, count(*) FROM added WHERE deleted_at IS NULL GROUP BY owner_type, is_active;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO namespace_tally
            SELECT owner_type, is_active, -count(*) FROM removed WHERE deleted_at IS NULL GROUP BY owner_type, is_active;
    ELSE
        INSERT INTO namespace_tally
            SELECT owner_type, is_active, sum(change) FROM (
                SELECT owner_type, is_active, 1 AS change FROM added WHERE deleted_at IS NULL
                UNION ALL SELECT owner_type, is_active, -1 FROM removed WHERE deleted_at IS NULL
            ) AS changes GROUP BY owner_type, is_active HAVING sum(change) <> 0;
    END IF;
    RETURN NULL;
END $$;

-- From here to the commit nobody else writes to these tables, so what is filled in below is exact.
CREATE TRIGGER membership_copies BEFORE INSERT ON "membership"
    FOR EACH ROW EXECUTE FUNCTION membership_copy_workspace();
CREATE TRIGGER workspace_copies AFTER UPDATE ON "workspace" FOR EACH ROW
    WHEN ((OLD.name, OLD.slug, OLD.tier, OLD.status, OLD.created_at, OLD.deleted_at)
        IS DISTINCT FROM (NEW.name, NEW.slug, NEW.tier, NEW.status, NEW.created_at, NEW.deleted_at))
    EXECUTE FUNCTION workspace_copy_to_members();

CREATE TRIGGER workspace_tally_insert AFTER INSERT ON "workspace" REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION workspace_tally_change();
CREATE TRIGGER workspace_tally_update AFTER UPDATE ON "workspace" REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION workspace_tally_change();
CREATE TRIGGER workspace_tally_delete AFTER DELETE ON "workspace" REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION workspace_tally_change();
CREATE TRIGGER workspace_tally_truncate BEFORE TRUNCATE ON "workspace"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

CREATE TRIGGER namespace_tally_insert AFTER INSERT ON "namespace" REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION namespace_tally_change();
CREATE TRIGGER namespace_tally_update AFTER UPDATE ON "namespace" REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION namespace_tally_change();
CREATE TRIGGER namespace_tally_delete AFTER DELETE ON "namespace" REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION namespace_tally_change();
CREATE TRIGGER namespace_tally_truncate BEFORE TRUNCATE ON "namespace"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

UPDATE "membership" AS m SET workspace_name = w.name, workspace_slug = w.slug, workspace_tier = w.tier,
    workspace_status = w.status, workspace_created_at = w.created_at
    FROM "workspace" w WHERE w.id = m.workspace_id AND w.deleted_at IS NULL;
INSERT INTO "workspace_tally" SELECT status, tier, count(*) FROM "workspace" WHERE deleted_at IS NULL GROUP BY status, tier;
INSERT INTO "namespace_tally"
    SELECT owner_type, is_active, count(*) FROM "namespace" WHERE deleted_at IS NULL GROUP BY owner_type, is_active;
-- Its trigger takes them off again.
UPDATE "namespace" AS n SET deleted_at = w.deleted_at, version = n.version + 1
    FROM "workspace" w WHERE w.id = n.owner_id AND n.owner_type = 'Workspace' AND w.deleted_at IS NOT NULL
        AND n.deleted_at IS NULL;

-- DropIndex
DROP INDEX "workspace_created_at_id_idx";

-- CreateIndex
CREATE INDEX "workspace_living_created_idx" ON "workspace"("created_at", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "workspace_living_updated_idx" ON "workspace"("updated_at", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "workspace_living_name_idx" ON "workspace"("name", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "workspace_living_status_idx" ON "workspace"("status", "created_at", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "workspace_living_tier_idx" ON "workspace"("tier", "created_at", "id") WHERE (deleted_at IS NULL);

CREATE INDEX "membership_listed_created_idx"
    ON "membership"("user_id", "workspace_created_at", "workspace_id", "workspace_status", "workspace_tier")
    WHERE (workspace_created_at IS NOT NULL);
CREATE INDEX "membership_listed_name_idx" ON "membership"("user_id", "workspace_name", "workspace_id")
    WHERE (workspace_created_at IS NOT NULL);
CREATE INDEX "membership_listed_slug_idx" ON "membership"("user_id", "workspace_slug", "workspace_id")
    WHERE (workspace_created_at IS NOT NULL);
CREATE INDEX "membership_workspace_id_created_at_user_id_idx" ON "membership"("workspace_id", "created_at", "user_id");

CREATE INDEX "namespace_living_created_idx" ON "namespace"("created_at", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "namespace_living_updated_idx" ON "namespace"("updated_at", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "namespace_living_name_idx" ON "namespace"("name", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "namespace_living_slug_idx" ON "namespace"("slug", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "namespace_living_owner_type_idx" ON "namespace"("owner_type", "created_at", "id") WHERE (deleted_at IS NULL);
CREATE INDEX "namespace_living_idle_idx" ON "namespace"("created_at", "id") WHERE (deleted_at IS NULL AND NOT is_active);
