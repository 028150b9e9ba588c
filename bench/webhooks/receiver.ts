// The receivers of the bench, in a process of their own: /ok answers at once, /later after 100 ms, /hang and /drip never end.
import { createServer } from 'node:http'

interface Report {
  received: number
  /** From the commit of the event to its first byte here, of /ok, in ms. */
  latenciesMs: number[]
}

let report: Report = { received: 0, latenciesMs: [] }

const server = createServer((req, res) => {
  const arrivedAt = Date.now()
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    const path = req.url ?? ''
    if (path === '/report') {
      res.end(JSON.stringify(report))
      report = { received: 0, latenciesMs: [] }
    } else if (path.startsWith('/hang')) {
      return
    } else if (path.startsWith('/drip')) {
      res.writeHead(200).write('.')
      const timer = setInterval(() => (res.destroyed ? clearInterval(timer) : void res.write('.')), 500)
    } else if (path.startsWith('/later')) {
      setTimeout(() => res.writeHead(200).end(), 100)
    } else {
      report.received++
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
