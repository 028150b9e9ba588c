// Ends a while after the scripts of a Redis have run once more than so often: to be waited for by a process that stands still.
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'

const [url = '', before = '', pauseMs = ''] = process.argv.slice(2)
const redis = new Redis(url)
const scripts = async () => Number(/cmdstat_evalsha:calls=(\d+)/.exec(await redis.info('commandstats'))?.[1] ?? 0)
while ((await scripts()) <= Number(before)) await wait(10)
await wait(Number(pauseMs))
redis.disconnect()
