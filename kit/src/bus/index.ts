export {
  allEvents,
  type Bus,
  type BusMessage,
  BusStoresNothing,
  eventSubject,
  ingestedSubject,
  type ListenOptions,
  type SubscribeOptions,
  type Subscription,
} from './bus.ts'
export { inProcessBus } from './in-process-bus.ts'
export { jetStreamBus } from './jetstream/index.ts'
