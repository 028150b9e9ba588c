-- AlterTable: events come in any order; the greater version is the newer.
ALTER TABLE "user_tier" ADD COLUMN     "version" BIGINT NOT NULL DEFAULT 0;
