-- CreateTable: users that ended. Ids are never given again, so a row stays.
CREATE TABLE "ended_user" (
    "user_id" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "ended_user_pkey" PRIMARY KEY ("user_id")
);

-- A user that has ended gets nothing more, whichever process of whichever release would add it. The transaction that ends a
-- user holds the lock alone: what adds something waits for it, and looks afterwards (each statement of a volatile function
-- sees what was committed while the one before it waited).
CREATE FUNCTION require_living_user(named TEXT) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('user:' || named, 0));
    IF EXISTS (SELECT FROM ended_user WHERE user_id = named) THEN
        RAISE EXCEPTION 'the user has ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_lives';
    END IF;
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

-- After membership_copies by name, so that a workspace is locked before a user, as everywhere.
CREATE TRIGGER membership_user_lives BEFORE INSERT ON "membership" FOR EACH ROW
    EXECUTE FUNCTION membership_require_living_user();

CREATE TRIGGER namespace_user_lives BEFORE INSERT ON "namespace" FOR EACH ROW
    WHEN (NEW.owner_type = 'User') EXECUTE FUNCTION namespace_require_living_user();
