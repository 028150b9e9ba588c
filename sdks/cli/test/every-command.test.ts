import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type RealWorld, realWorld } from '../../../e2e/src/contract/real-world.ts'
import { startOneProcess } from '../../../e2e/src/one-process.ts'
import { operations } from '../../../gateway/src/operations.ts'
import { flagName } from '../src/generated/flag-options.ts'
import { loadTable } from '../src/generated/table.ts'
import { cli, cliWithin, newHome } from './run-cli.ts'

// An answer without an end: `plinth events tail` reads it.
const without = ['events.stream']
// For pages of the server alone: a command has no origin.
const refused: Readonly<Record<string, number>> = { 'sessions.create': 3 }
/** Besides each 204. */
const answersNothing = ['api-keys.report']
/** Commands by hand in place of an operation's take a file. */
const takesFile = ['catalog.apply', 'event-types.apply']

describe('Every command, with -o json, against a running Plinth', () => {
  let world: RealWorld
  const home = newHome()
  const data = join(home, 'data.json')
  before(async () => {
    world = await realWorld(startOneProcess)
  })
  after(() => world?.stop())
  const { operations: commands } = loadTable()

  it('there is one for each operation', () => {
    const ids = operations.map(({ id }) => id).filter((id) => !without.includes(id))
    assert.deepEqual(Object.keys(commands).sort(), ids.sort())
  })

  for (const operation of operations) {
    const command = commands[operation.id]
    if (command === undefined) continue
    it(`plinth ${operation.id.replace('.', ' ')}`, async () => {
      const { key, params, query = '', body } = await world.call(operation)
      const flags = [...new URLSearchParams(query)].flatMap(([name, value]) => {
        const flag = command.flags?.find((one) => one.name === name)
        assert.ok(flag, `${name} is no field`)
        return flag.kind === 'boolean' ? [`--${flagName(flag, command)}`] : [`--${flagName(flag, command)}`, value]
      })
      await writeFile(data, JSON.stringify(body ?? ''))
      const isFile = takesFile.includes(operation.id)
      const args = [
        ...operation.id.split('.'),
        ...[...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => params[name] ?? ''),
        ...flags,
        ...(isFile ? [data] : body === undefined ? [] : ['--data', `@${data}`]),
        ...(command.asksFirst || operation.id.endsWith('.batch') ? ['--yes'] : []),
        // Where the path does not name one.
        ...(isFile || operation.path.includes('{workspace_id}') ? [] : ['--workspace', world.home]),
        ...['-o', 'json'],
      ]
      const env = { PLINTH_API_KEY: key, PLINTH_URL: world.topology.url }
      const { code, stdout, stderr } = await cliWithin(args, { home, env })
      const exit = refused[operation.id] ?? 0
      assert.equal(code, exit, `${args.join(' ')}\n${stderr}`)
      if (exit !== 0) assert.equal(typeof JSON.parse(stderr).error.code, 'string')
      else if (operation.status === 204 || answersNothing.includes(operation.id)) assert.equal(stdout, '')
      else assert.equal(typeof JSON.parse(stdout), 'object')
    })
  }

  it('writes the lines of an export as they are, by either command', async () => {
    const exports = operations.find(({ id }) => id === 'audit-log.export')
    assert.ok(exports)
    const { key } = await world.call(exports)
    const env = { PLINTH_API_KEY: key, PLINTH_URL: world.topology.url }
    const own = await cliWithin(['audit-log', 'export', '--workspace', world.home], { home, env })
    const args = ['api', 'get', '/Audit-log/export/', '--workspace', world.home]
    const called = await cliWithin(args, { home, env })
    for (const { code, stdout, stderr } of [own, called]) {
      assert.deepEqual([code, stderr], [0, ''])
      // Entries of the last ten seconds are not in it, so there may be none before the last line.
      const lines = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      assert.equal(lines.at(-1).export.complete, true)
    }
    const unknown = await cliWithin(['api', 'GET', '/audit-log/export', '--query', 'from=never'], { home, env })
    assert.equal(unknown.code, 1)
  })

  it('takes data from standard input', async () => {
    const creates = operations.find(({ id }) => id === 'workspaces.create')
    assert.ok(creates)
    const { key, body } = await world.call(creates)
    const options = { home, env: { PLINTH_API_KEY: key, PLINTH_URL: world.topology.url } }
    const input = JSON.stringify(body)
    const made = await cli(['workspaces', 'create', '--data', '-', '-o', 'id'], { ...options, input })
    assert.deepEqual([made.code, made.stderr], [0, ''])
    const refused = await cli(['event-types', 'apply', '-'], { ...options, input: '{' })
    assert.match(refused.stderr, /standard input is not JSON/)
  })
})
