// The receivers of the bench, a process of their own: /ok answers at once, /later after 100 ms, /hang and /drip never end.
// /keys fails for one object in a hundred.
import { createServer } from 'node:http'

export interface Report {
  /** Deliveries with a webhook-id that the same path had had. */
  repeated: number
  /** From the commit of the event to its first byte here, of /ok, in ms. */
  latenciesMs: number[]
}

const nothing = (): Report => ({ repeated: 0, latenciesMs: [] })
let report = nothing()
let seen = new Set<string>()

// A run of a minute; beyond that it only counts.
const seenMax = 300_000

const server = createServer((req, res) => {
  const arrivedAt = Date.now()
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    const path = req.url ?? ''
    if (path === '/report') {
      res.end(JSON.stringify(report))
      report = nothing()
      seen = new Set()
    } else if (path.startsWith('/hang')) {
      return
    } else if (path.startsWith('/drip')) {
      res.writeHead(200).write('.')
      const timer = setInterval(() => (res.destroyed ? clearInterval(timer) : void res.write('.')), 500)
    } else if (path.startsWith('/keys')) {
      const isFailing = /"id":"key_\d+00"/.test(Buffer.concat(chunks).toString('latin1'))
      res.writeHead(isFailing ? 500 : 200).end()
    } else if (path.startsWith('/later')) {
      setTimeout(() => res.writeHead(200).end(), 100)
    } else {
      const key = `${path} ${req.headers['webhook-id']}`
      if (seen.has(key)) report.repeated++
      else if (seen.size < seenMax) seen.add(key)
      const at = /"at":(\d+)/.exec(Buffer.concat(chunks).toString('latin1'))?.[1]
      if (at !== undefined) report.latenciesMs.push(arrivedAt - Number(at))
      res.writeHead(200).end()
    }
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`listening ${typeof address === 'object' ? address?.port : ''}\n`)
})
