import { type Bus, type BusMessage, inProcessBus } from '@plinth/kit/bus'
import { log } from './scratch.ts'

/** The in-process bus behind a switch: away, or losing what it was given. */
export class UnreliableBus implements Bus {
  readonly #inner = inProcessBus({ log })
  isAway = false
  isForgetful = false
  since = new Date(0)
  isAsked = false
  refuses: ((message: BusMessage) => boolean) | undefined
  published: BusMessage[] = []

  async publish(messages: readonly BusMessage[]): Promise<void> {
    await this.ready()
    const { refuses } = this
    if (refuses !== undefined && messages.some(refuses)) throw new Error('this message is not taken')
    this.published.push(...messages)
    if (!this.isForgetful) await this.#inner.publish(messages)
  }
  async ready(): Promise<void> {
    if (this.isAway) throw new Error('the bus is away')
  }
  async keptSince(): Promise<Date> {
    await this.ready()
    this.isAsked = true
    return this.since
  }
  subscribe: Bus['subscribe'] = (options) => this.#inner.subscribe(options)
  listen: Bus['listen'] = (subject, handler) => this.#inner.listen(subject, handler)
  announce: Bus['announce'] = (subject, data) => this.#inner.announce(subject, data)
  close: Bus['close'] = () => this.#inner.close()
}
