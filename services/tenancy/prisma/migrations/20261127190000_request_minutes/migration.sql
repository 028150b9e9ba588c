-- CreateTable
CREATE TABLE "request_minute" (
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "success" BIGINT NOT NULL,
    "limited" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "denied" BIGINT NOT NULL,

    CONSTRAINT "request_minute_pkey" PRIMARY KEY ("minute")
);
