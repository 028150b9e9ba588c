-- In the order of the code that serves meanwhile: the migrations below are one transaction and begin with keys.
LOCK TABLE "user", "api_key" IN ACCESS EXCLUSIVE MODE;

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "family_id" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "generation" INTEGER NOT NULL DEFAULT 0;
