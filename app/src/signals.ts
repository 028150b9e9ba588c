// npm forwards Ctrl-C to a process that has already received it, so an immediate second signal is the same one.
const sameSignalMs = 500

export interface StopRequests {
  /** Resolves with the first SIGTERM or SIGINT. */
  readonly first: Promise<NodeJS.Signals>
  forget(): void
}

/** The first signal stops the process in order; a second one ends it at once. */
export function listenForStop(exit: (code: number) => void = process.exit): StopRequests {
  const { promise: first, resolve } = Promise.withResolvers<NodeJS.Signals>()
  let firstAt: number | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = performance.now()
      resolve(signal)
    } else if (performance.now() - firstAt > sameSignalMs) exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return {
    first,
    forget() {
      process.off('SIGTERM', onSignal)
      process.off('SIGINT', onSignal)
    },
  }
}
