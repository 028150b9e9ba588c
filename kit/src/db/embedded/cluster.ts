import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from '../../running-process.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { type Layout, makeFolder, makePassword, superuser } from './layout.ts'
import { run } from './run.ts'

/** Initialises the data folder when it is missing: in a folder beside it that gets its name when complete, so a kill leaves no half. */
export async function ensureCluster(layout: Layout, binaries: Binaries, account: Account | undefined): Promise<void> {
  removeDrafts(layout)
  if (existsSync(join(layout.data, 'PG_VERSION'))) return
  makePassword(layout, account)
  const draft = `${layout.data}.${process.pid}`
  makeFolder(draft, account)
  const args = ['--pgdata', draft, '--username', superuser, '--pwfile', layout.passwordFile, '--auth', 'scram-sha-256']
  const locale = ['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8']
  const program = { program: binaries.initdb, args: [...args, ...locale], layout, binaries, account }
  const { exited } = await run({ ...program, onLine: () => undefined })
  const { code, lastWords } = await exited
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new Error(`PostgreSQL could not make its data folder: ${lastWords}`)
  }
  try {
    renameSync(draft, layout.data)
  } catch (err) {
    // Another process was faster; its cluster is as good.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(join(layout.data, 'PG_VERSION'))) throw err
  }
}

function removeDrafts(layout: Layout): void {
  for (const name of readdirSync(layout.root)) {
    const maker = /^data\.(\d+)$/.exec(name)?.[1]
    if (maker === undefined || (Number(maker) !== process.pid && isRunning(Number(maker)))) continue
    rmSync(join(layout.root, name), { recursive: true, force: true })
  }
}
