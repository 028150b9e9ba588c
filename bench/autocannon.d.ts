declare module 'autocannon' {
  namespace autocannon {
    interface Request {
      method: string
      path: string
      headers: Record<string, string>
      body?: string
      setupRequest?(request: Request): Request
    }
    interface Options {
      url: string
      connections: number
      /** Seconds. */
      duration?: number
      /** Requests, in place of a duration. */
      amount?: number
      sampleInt: number
      requests: readonly Request[]
      setupClient?(client: { setRequests(requests: readonly Request[]): void }): void
    }
    interface Run extends PromiseLike<Result> {
      /** When every connection has its requests. */
      once(event: 'start', listener: () => void): void
    }
    interface Result {
      requests: { total: number }
      latency: { p50: number; p99: number }
      errors: number
      timeouts: number
      non2xx: number
    }
  }
  function autocannon(options: autocannon.Options): autocannon.Run
  export = autocannon
}
