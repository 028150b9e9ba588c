import assert from 'node:assert/strict'
import { eventually } from '@plinth/testkit'
import type { Page, Request } from 'playwright-core'
import type { WatchedPage } from './browser.ts'

const measuredMs = 60_000
const stepMs = 500

/**
 * Asserts that what `open` shows makes calls again and again, of those that match at most one in two seconds, and none while
 * its tab is hidden; and that what it announces changes every ten seconds at most. The time is the browser's, which the test
 * moves.
 */
export async function assertAsksSlowly(
  { page, requests }: WatchedPage,
  open: () => Promise<void>,
  match = /\/api\/v1\//,
): Promise<void> {
  const settled = callsOf(page)
  await page.clock.install()
  await open()
  await page.clock.pauseAt(Date.now() + measuredMs)
  const announced: string[] = []
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      await page.clock.runFor(stepMs)
      await settled()
      const said = (await page.getByRole('status').allTextContents()).join('\n')
      if (said !== announced.at(-1)) announced.push(said)
    }
  }
  await pass(2 * stepMs)
  const asked = () => requests.filter((url) => match.test(url))
  const before = asked().length
  await pass(measuredMs)
  const made = asked().slice(before)
  assert.ok(made.length >= 3, `${made.length} calls`)
  assert.ok(made.length <= measuredMs / 2_000 + 1, `${made.length} calls:\n${made.join('\n')}`)
  assert.ok(
    announced.some((said) => said.trim() !== ''),
    'nothing is announced',
  )
  assert.ok(announced.length <= measuredMs / 10_000 + 2, `announced:\n${announced.join('\n\n')}`)

  await setVisibility(page, 'hidden')
  // Calls that have begun may end.
  await pass(4 * stepMs)
  const seen = requests.length
  await page.clock.runFor(measuredMs)
  assert.deepEqual(requests.slice(seen), [])
  await setVisibility(page, 'visible')
  await eventually(() => assert.ok(requests.length > seen))
}

/** Waits until every call has its answer. */
function callsOf(page: Page): () => Promise<void> {
  const open = new Set<Request>()
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return () => eventually(() => assert.equal(open.size, 0), { everyMs: 5, timeoutMs: 10_000 })
}

const setVisibility = (page: Page, state: string) =>
  page.evaluate(`Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' });
    dispatchEvent(new Event('visibilitychange'))`)
