import { firstDelivery } from '../../src/journeys/first-delivery.contract.ts'
import { topologies } from '../../src/topologies.ts'

for (const { name, start } of topologies) firstDelivery(name, start)
