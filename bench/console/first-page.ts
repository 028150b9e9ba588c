import type { BrowserContext } from '../../e2e/src/console/set-up.ts'
import type { Row } from '../report/comparison.ts'
import { atMost, markUsable, type Seen } from './use.ts'

// 4 Mbit/s either way and 100 ms there and back, on a processor that is four times slower.
const network = { offline: false, latency: 100, downloadThroughput: 500_000, uploadThroughput: 500_000 }

/** The first page of a person who is signed in, with an empty cache and then with a full one. */
export async function firstPage(context: BrowserContext, { url }: Seen): Promise<Row[]> {
  const first = await slowLoad(context, url)
  const again = await slowLoad(context, url)
  return [
    atMost('console: first paint, 4 × slower CPU, 4 Mbit/s, 100 ms', 'ms', first.paint, 800),
    atMost('console: first page usable, the same', 'ms', first.usable, 1_800),
    atMost('console: requests until then', 'requests', first.requests, 8),
    atMost('console: first page usable again, cached', 'ms', again.usable, 500),
  ]
}

/** Times are in ms since the document was asked for. */
interface Load {
  paint: number
  usable: number
  /** Begun before it was usable. */
  requests: number
}

/** The page tells by itself: whatever the browser's driver looked for in a page meanwhile, it would compile there. */
export async function slowLoad(context: BrowserContext, url: string): Promise<Load> {
  const page = await context.newPage()
  await markUsable(page)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', network)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await devtools.send('Runtime.enable')
  await devtools.send('Runtime.addBinding', { name: 'tellUsable' })
  const { promise: whenUsable, resolve } = Promise.withResolvers<Pick<Load, 'usable' | 'requests'>>()
  let requests = 0
  devtools.on('Network.requestWillBeSent', ({ request }) => {
    // Not the icon, for which no page waits.
    if (!/^data:|\.svg$/.test(request.url)) requests++
  })
  devtools.on('Runtime.bindingCalled', ({ payload }) => resolve({ usable: Number(payload), requests }))
  await page.goto(url)
  const load = await whenUsable
  const paint = await page.evaluate<number>(`new Promise((done) =>
    new PerformanceObserver((list) => {
      const [painted] = list.getEntriesByName('first-contentful-paint')
      if (painted !== undefined) done(painted.startTime)
    }).observe({ type: 'paint', buffered: true }))`)
  await page.close()
  return { paint, ...load }
}
