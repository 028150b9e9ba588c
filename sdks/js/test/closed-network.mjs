// The steps of sdks/conformance/closed-network.md.
import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { Client } from '@core-php/sdk'

const client = new Client(readFileSync(0, 'utf8').trim(), { retryDelay: 1 })
await client.users.current()
for await (const _ of client.workspaces.all());
await client.namespaces.create({ name: 'Shop' })
const error = await client.namespaces.get('ns_unknown').catch((refused) => refused)
const shown = [error, error.stack, client, process.argv, process.env]
process.stdout.write(`${inspect(shown, { depth: null, showHidden: true })}\n${JSON.stringify(client)}\n`)
