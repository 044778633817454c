-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "installation_id" TEXT;

-- CreateTable
CREATE TABLE "installation" (
    "id" TEXT NOT NULL,
    "organisation_id" TEXT,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bot_id" TEXT NOT NULL,
    "bot_user_id" TEXT NOT NULL,
    "bot_token" TEXT NOT NULL,
    "refresh_token" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "refreshing_until" TIMESTAMPTZ(3),
    "refused_since" TIMESTAMPTZ(3),

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spent_state" (
    "hash" TEXT NOT NULL,
    "spent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "spent_state_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "workspace_installation_id_idx" ON "workspace"("installation_id");

-- AddForeignKey
ALTER TABLE "workspace" ADD CONSTRAINT "workspace_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "installation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
