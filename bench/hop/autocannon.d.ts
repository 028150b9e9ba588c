declare module 'autocannon' {
  interface Result {
    requests: { average: number; total: number }
    latency: { p50: number; p99: number }
    errors: number
    timeouts: number
    non2xx: number
  }
  function autocannon(options: { url: string; connections: number; duration: number }): Promise<Result>
  export = autocannon
}
