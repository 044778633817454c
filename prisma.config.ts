import { defineConfig } from 'prisma/config';

// Where Prisma's engine host cannot be reached, every command looks for the schema engine although only
// `migrate` and `db` call it. Any executable satisfies the look-up; for those two it must stay unset.
const callsEngine = process.argv.some((word) => word === 'migrate' || word === 'db');
if (!callsEngine) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
