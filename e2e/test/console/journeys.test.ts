import { describe } from 'node:test'
import { setUp } from '../../src/console/set-up.ts'
import { topologies } from '../../src/topologies.ts'
import { customerAndKey } from './journeys/customer-and-key.ts'
import { deniedToAllowed } from './journeys/denied-to-allowed.ts'
import { firstRun } from './journeys/first-run.ts'
import { signIn } from './journeys/sign-in.ts'
import { webhookOutage } from './journeys/webhook-outage.ts'

for (const { name, start } of topologies)
  describe(`by the console alone, ${name}`, () => {
    const suite = setUp(start)
    // Of a Plinth without customers: before those that make some.
    firstRun(suite)
    signIn(suite)
    customerAndKey(suite)
    deniedToAllowed(suite)
    webhookOutage(suite)
  })
