import type { Bus, Subscription } from '@plinth/kit/bus'
import type { AccessDirectory } from './access/access.ts'

const narrowedSubject = 'plinth.narrowed'

export interface Narrowing {
  /** Forgets here at once, and tells the other gateways, which is not acknowledged: one that misses it trusts its cache to its end. */
  narrow(): void
  stop(): Promise<void>
}

/** Keeps what gateways remember of callers from outliving what was taken from them. */
export async function listenForNarrowing(bus: Bus, directory: Pick<AccessDirectory, 'forget'>): Promise<Narrowing> {
  const subscription: Subscription = await bus.listen(narrowedSubject, () => directory.forget())
  return {
    narrow() {
      directory.forget()
      bus.announce(narrowedSubject)
    },
    stop: () => subscription.stop(),
  }
}
