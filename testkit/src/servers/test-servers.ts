import { type Found, serverUrlVariable, startServer } from './find.ts'

/** Real servers, one of each for the whole process; started when first asked for, ended with the process. */
export interface TestServers {
  postgres(): Promise<string>
  nats(): Promise<string>
  redis(): Promise<string>
}

const started = new Map<Found, Promise<string>>()

function url(name: Found): Promise<string> {
  const known = started.get(name)
  if (known !== undefined) return known
  const given = process.env[serverUrlVariable(name)]
  const found = given ? Promise.resolve(given) : startServer(name, { isThrowaway: true }).then((server) => server.url)
  started.set(name, found)
  return found
}

/** TEST_DATABASE_URL, TEST_NATS_URL, TEST_REDIS_URL where set; else servers that this process starts. Rejects when one is missing. */
export const testServers = (): TestServers => ({
  postgres: () => url('postgres'),
  nats: () => url('nats'),
  redis: () => url('redis'),
})
