import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { cliWithin, newHome } from './run-cli.ts'
import { listOf, type ScriptedApi, scriptedApi } from './scripted-api.ts'

describe('The workspace and namespace of a profile', () => {
  let api: ScriptedApi
  const home = newHome()
  before(async () => {
    api = await scriptedApi((_, path) => {
      if (path === '/session') return undefined
      if (path.startsWith('/events/stream'))
        return {
          status: 200,
          headers: { 'content-type': 'text/event-stream' },
          text: 'id: c1\nevent: ping\ndata: {"id": "evt_1", "created_at": "2026-01-05T10:00:00Z"}\n\n',
        }
      return /\/(wks|ns)_\w+$/.test(path) ? { status: 200, body: { data: { id: 'it' } } } : listOf([])
    })
    const folder = `${home}/.config/plinth`
    mkdirSync(folder, { recursive: true })
    const own = { url: api.url, api_key: 'sk_live_0123456789abcdef', workspace_id: 'wks_own', namespace_id: 'ns_own' }
    writeFileSync(`${folder}/profiles.json`, JSON.stringify({ current: 'a', profiles: { a: own } }), { mode: 0o600 })
  })
  after(() => api.close())

  for (const [args, workspace, namespace] of [
    ['users list', 'wks_own', 'ns_own'],
    ['users list --workspace wks_2', 'wks_2', 'ns_own'],
    ['users list --workspace wks_2 --namespace ns_2', 'wks_2', 'ns_2'],
    ['workspaces get wks_2', undefined, 'ns_own'],
    ['workspaces get wks_2 --workspace wks_3', 'wks_3', 'ns_own'],
    ['namespaces get ns_2', 'wks_own', undefined],
    ['api GET /users', 'wks_own', 'ns_own'],
    ['listen --once ping', 'wks_own', 'ns_own'],
    ['listen --once ping --workspace wks_2', 'wks_2', 'ns_own'],
    ['__complete webhooks get wh_', 'wks_own', 'ns_own'],
    ['__complete webhooks get --workspace wks_2 wh_', 'wks_2', 'ns_own'],
    ['__complete members update wks_2 usr_', undefined, 'ns_own'],
  ] as const) {
    it(`${args}: ${workspace}, ${namespace}`, async () => {
      const { code, stderr } = await cliWithin(args.split(' '), { home })
      assert.equal(code, 0, stderr)
      const headers = api.received.at(-1)?.headers ?? {}
      assert.deepEqual([headers['x-workspace-id'], headers['x-namespace-id']], [workspace, namespace])
    })
  }
})
