-- Operators search all workspaces and namespaces for a part of a text, which only trigrams find without reading them all.
-- A server without pg_trgm, or one that lets nobody install it, still works: there a search reads the table.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX "workspace_search_idx" ON "workspace" USING gin ("name" gin_trgm_ops, "slug" gin_trgm_ops)
        WHERE deleted_at IS NULL;
    CREATE INDEX "namespace_search_idx" ON "namespace"
        USING gin ("name" gin_trgm_ops, "slug" gin_trgm_ops, "description" gin_trgm_ops) WHERE deleted_at IS NULL;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
    RAISE NOTICE 'pg_trgm is not to be had (%): searches by operators will read whole tables', SQLERRM;
END $$;
