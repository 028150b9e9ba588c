-- The version of the user, in identity, at which an event told that the user is suspended. The user is suspended while it is the newest
-- one: the release before stores newer versions without it.
ALTER TABLE "user_tier" ADD COLUMN "suspended_version" BIGINT;
