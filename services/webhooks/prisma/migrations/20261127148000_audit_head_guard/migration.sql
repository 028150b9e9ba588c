-- A chain is compared with the heads of its days: those of ended days change no more, and go only after the entries of their month.
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

CREATE TRIGGER "audit_head_kept" BEFORE UPDATE OR DELETE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION audit_head_keep();
CREATE TRIGGER "audit_head_kept_whole" BEFORE TRUNCATE ON "audit_head" FOR EACH STATEMENT EXECUTE FUNCTION audit_head_keep();

REVOKE UPDATE, TRUNCATE ON "audit_head" FROM CURRENT_USER;
GRANT UPDATE ("position", "seal", "entry_id", "sealed_at", "reported_at", "next_report_at") ON "audit_head" TO CURRENT_USER;
