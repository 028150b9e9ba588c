-- The event types of the product that stands on Plinth.

CREATE TABLE "event_type" (
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "group_name" TEXT NOT NULL DEFAULT '',
    "schema" TEXT NOT NULL DEFAULT '',
    "example" TEXT NOT NULL DEFAULT '',
    "is_deprecated" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "event_type_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "event_type_state" (
    "id" INTEGER NOT NULL,
    "version" BIGSERIAL NOT NULL,

    CONSTRAINT "event_type_state_pkey" PRIMARY KEY ("id")
);
INSERT INTO "event_type_state" ("id") VALUES (1);
