import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openLog } from '@plinth/kit/log'
import { Finding, report, type Step } from './step.ts'

const services = ['identity', 'tenancy', 'webhooks']
const plumbing = 'kit/src/db/plumbing.sql'

/** Every service's database begins with the same plumbing. */
export const plumbingCopies: Step = {
  name: 'plumbing',
  async run(root) {
    const original = readFileSync(join(root, plumbing))
    const differing = services
      .map((service) => `services/${service}/prisma/migrations`)
      .map((folder) => `${folder}/${readdirSync(join(root, folder)).sort()[0]}/migration.sql`)
      .filter((copy) => !readFileSync(join(root, copy)).equals(original))
    report(`The first migration is a copy of ${plumbing}:`, differing)
  },
}

/** A database made by the migrations is the one schema.prisma describes. */
export const schemas: Step = {
  name: 'schemas',
  async run(root) {
    // Loaded here: the other checks run without the database's packages.
    const [{ compareSchema, migrate }, { testDatabase }] = await Promise.all([
      import('@plinth/kit/db'),
      import('@plinth/testkit'),
    ])
    const log = openLog({ level: 'silent', name: 'check' })
    for (const service of services) {
      const folder = join(root, 'services', service, 'prisma')
      const database = await testDatabase()
      try {
        const migrations = pathToFileURL(`${folder}/migrations/`)
        await migrate({ url: database.url, migrations, log })
        const missing = await compareSchema({ url: database.url, schema: pathToFileURL(`${folder}/schema.prisma`) })
        if (missing !== '') {
          throw new Finding(
            `services/${service}: schema.prisma and its migrations disagree; this is missing:\n${missing}`,
          )
        }
      } finally {
        await database.drop()
      }
    }
  },
}
