import assert from 'node:assert/strict'
import { it } from 'node:test'
import { metricsText } from '@plinth/kit/metrics'
import type { ReceivedRequest } from '../context/request-context.ts'
import { countRequest } from './metrics.ts'

const answered = (path: string, statusCode: number) =>
  // Only what is counted.
  countRequest({ req: { method: 'GET' }, res: { statusCode }, startedMs: 0, operation: { path } } as ReceivedRequest)

it('a failure is counted under its status, however many series clients have made before: the alerts on 5xx see it', async () => {
  for (let at = 0; at < 2_100; at++) answered(`/v${at}`, 404)
  answered('/workspaces', 503)
  const counts = (await metricsText()).split('\n').filter((line) => /_duration_seconds_count\{.*="503"\}/.test(line))
  assert.deepEqual(counts, [
    'http_server_request_duration_seconds_count{http_request_method="other",http_route="other",http_response_status_code="503"} 1',
  ])
})
