import assert from 'node:assert/strict'
import { freePort } from '@plinth/testkit'
import { api } from './api.ts'
import { type OneProcess, startOneProcess } from './one-process.ts'

export interface RefreshedProcess extends OneProcess {
  /** Makes it what a first start leaves, except operator keys and sessions: no customer, its catalogue, no event types of a test. */
  refresh(): Promise<void>
}

/** Everything in one process, for suites one after another: to refresh it costs a hundredth of a start. */
export async function startRefreshed(settings: Record<string, string> = {}): Promise<RefreshedProcess> {
  const management = await freePort()
  const plinth = await startOneProcess({
    ...settings,
    MANAGEMENT_PORT: String(management),
    PLINTH_TEST_CLOCK: 'true',
  })
  const operator = api(plinth.url, plinth.operatorKey)
  const { data: catalog } = (await operator.get('/catalog')).json as { data: object }
  return {
    ...plinth,
    async refresh() {
      const reset = await fetch(`http://127.0.0.1:${management}/test/reset`, { method: 'POST' })
      assert.equal(reset.status, 200, await reset.text())
      const answers = [await operator.put('/catalog', catalog), await operator.put('/event-types', { event_types: [] })]
      for (const { status, text } of answers) assert.equal(status, 200, text)
    },
  }
}
