import { createServer } from 'node:http'

const body = JSON.stringify({ id: 'x_1', object: 'customer', data: { id: 'wks_1', name: 'Acme' } })
const server = createServer((request, answer) => {
  request.resume()
  answer.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req_1' }).end(body)
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}\n`))
