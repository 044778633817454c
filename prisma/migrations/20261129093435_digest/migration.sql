-- CreateTable
CREATE TABLE "digest" (
    "workspace_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "announced_at" TIMESTAMPTZ(3),
    "chosen_by_id" UUID,
    "last_week" DATE,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "shared_win" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "shared_at" TIMESTAMPTZ(3) NOT NULL,
    "channel" TEXT NOT NULL,
    "message_ts" TEXT,

    CONSTRAINT "shared_win_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "digest_next_at_idx" ON "digest"("next_at");

-- CreateIndex
CREATE INDEX "digest_chosen_by_id_idx" ON "digest"("chosen_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "shared_win_member_id_application_id_key" ON "shared_win"("member_id", "application_id");

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_chosen_by_id_fkey" FOREIGN KEY ("chosen_by_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shared_win" ADD CONSTRAINT "shared_win_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
