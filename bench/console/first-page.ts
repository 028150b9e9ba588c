import type { BrowserContext, Page } from '../../e2e/src/console/set-up.ts'
import type { Row } from '../report/comparison.ts'
import { atMost, markUsable, type Seen, usableMs } from './use.ts'

// 4 Mbit/s either way and 100 ms there and back, on a processor that is four times slower.
const network = { offline: false, latency: 100, downloadThroughput: 500_000, uploadThroughput: 500_000 }

/** The first page of a person who is signed in, with an empty cache and then with a full one. */
export async function firstPage(context: BrowserContext, { url }: Seen): Promise<Row[]> {
  const page = await slowPage(context)
  let requests = 0
  page.on('request', (request) => {
    // Not the icon, for which no page waits.
    if (!/^data:|\.svg$/.test(request.url())) requests++
  })
  await page.goto(url)
  const usable = await usableMs(page)
  const untilUsable = requests
  const paint = await page.evaluate<number>(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0`)
  await page.close()

  const again = await slowPage(context)
  await again.goto(url)
  const cached = await usableMs(again)
  await again.close()
  return [
    atMost('console: first paint, 4 × slower CPU, 4 Mbit/s, 100 ms', 'ms', paint, 800),
    atMost('console: first page usable, the same', 'ms', usable, 1_800),
    atMost('console: requests until then', 'requests', untilUsable, 8),
    atMost('console: first page usable again, cached', 'ms', cached, 500),
  ]
}

async function slowPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await markUsable(page)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', network)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  return page
}
