import assert from 'node:assert/strict'
import { it } from 'node:test'
import { percentEncode, readSetting } from '@plinth/kit/config'
import { driverSettings } from './driver-settings.ts'

it('the URLs of NATS and Redis are refused if their user or password is not percent-encoded', () => {
  const { natsUrl, redisUrl } = driverSettings
  const mistake = `NATS_URL ${percentEncode}`
  for (const url of ['nats://u:p%ZZ@one', 'nats://u:p@one,nats://u%:p@two'])
    assert.deepEqual(readSetting(natsUrl, { NATS_URL: url }), { mistake })
  assert.deepEqual(readSetting(redisUrl, { REDIS_URL: 'redis://:p%ZZ@one' }), { mistake: `REDIS_URL ${percentEncode}` })
  assert.deepEqual(readSetting(natsUrl, { NATS_URL: 'tls://u:p%25@one' }), { value: 'tls://u:p%25@one' })
})
