-- A search index gathers new entries in a list, and the write that fills the list moves all of it into the index. 4 MB take longer
-- than a statement of a shared transaction may: it was cancelled, its work was lost, and the next write began anew. 256 kB
-- take a fraction of that. Servers without pg_trgm have no such index.
DO $$
DECLARE
    search_index TEXT;
BEGIN
    FOREACH search_index IN ARRAY ARRAY['workspace_search_idx', 'namespace_search_idx'] LOOP
        IF to_regclass(search_index) IS NOT NULL THEN
            PERFORM gin_clean_pending_list(search_index::regclass);
            EXECUTE format('ALTER INDEX %I SET (gin_pending_list_limit = 256)', search_index);
        END IF;
    END LOOP;
END $$;
