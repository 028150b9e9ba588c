// npm run migration -- SERVICE PURPOSE: writes the SQL that leads from the migrations so far to schema.prisma.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrate, sqlToSchema } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { testDatabase } from '@plinth/testkit'

const [service = '', purpose = ''] = process.argv.slice(2)
if (!['identity', 'tenancy', 'webhooks'].includes(service) || !/^[a-z0-9_]+$/.test(purpose)) {
  console.error('Name the service and the purpose: npm run migration -- tenancy add_labels')
  process.exit(2)
}

const folder = new URL(`../services/${service}/prisma/`, import.meta.url)
const migrations = new URL('migrations/', folder)
const { url } = await testDatabase()
await migrate({ url, migrations, log: openLog({ level: 'error', name: 'migration' }) })
const sql = await sqlToSchema(url, new URL('schema.prisma', folder))
if (sql.includes('This is an empty migration')) {
  console.error('The migrations already lead to schema.prisma.')
} else {
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const file = new URL(`${time}_${purpose}/migration.sql`, migrations)
  mkdirSync(new URL('.', file))
  writeFileSync(file, sql)
  console.log(fileURLToPath(file))
}
