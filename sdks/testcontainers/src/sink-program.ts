/** The program of a sink's container: plain JavaScript, for the image's own Node. */
export const sinkProgram = `
const requests = []
let status = 200
require('node:http').createServer((req, res) => {
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    const body = Buffer.concat(chunks)
    const { method, url, headers } = req
    if (url === '/hook') {
      requests.push({ headers, body: body.toString('base64'), answered: status })
      res.writeHead(status).end()
    } else if (method === 'PUT') {
      status = Number(body.toString())
      res.writeHead(204).end()
    } else {
      res.setHeader('content-type', 'application/json')
      res.end(JSON.stringify(requests.slice(Number(new URL(url, 'http://sink').searchParams.get('after') ?? 0))))
    }
  })
}).listen(8000)
process.on('SIGTERM', () => process.exit(0))
`
