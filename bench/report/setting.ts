import { availableParallelism, cpus, totalmem } from 'node:os'
import { Client } from 'pg'

/** The machine, the servers and the options that the figures of a table come from, in a line. */
export async function setting(database: string, options: Readonly<Record<string, string>>): Promise<string> {
  const client = new Client({ connectionString: database })
  await client.connect()
  const { rows } = await client.query<{ version: string; fsync: string; commit: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
      current_setting('synchronous_commit') AS commit`,
  )
  await client.end()
  const [postgres] = rows
  return [
    new Date().toISOString().slice(0, 10),
    `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB, load generators on the same machine`,
    `Node.js ${process.versions.node}`,
    `PostgreSQL ${postgres?.version} with fsync ${postgres?.fsync} and synchronous_commit ${postgres?.commit}`,
    Object.entries(options)
      .map(([name, value]) => `--${name} ${value}`)
      .join(' '),
  ].join('; ')
}
