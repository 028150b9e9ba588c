-- AlterTable: records of days before it are in the quantity, whether or not they are still kept one by one.
ALTER TABLE "usage_opening" ADD COLUMN "added_before" DATE NOT NULL DEFAULT '-infinity';

-- AlterTable: what of the records of such days counts in this hour.
ALTER TABLE "usage_hour" ADD COLUMN "added" BIGINT NOT NULL DEFAULT 0;
