export interface Frame {
  /** The approximate size on the wire. */
  readonly bytes: number
}

export interface BatchWriterOptions<F extends Frame> {
  batchBytesMax: number
  /** Sends one message; returns false when no further one may follow until resume(). */
  write: (frames: F[]) => boolean
}

/** Collects the frames of one tick into as few messages as their size allows; a frame never waits longer than its tick. */
export class BatchWriter<F extends Frame> {
  readonly #options: BatchWriterOptions<F>
  #queued: F[] = []
  #bytesQueued = 0
  #isScheduled = false
  #isBlocked = false
  #isStopped = false

  constructor(options: BatchWriterOptions<F>) {
    this.#options = options
  }

  /** Frames that have not been written. */
  get queued(): readonly F[] {
    return this.#queued
  }

  get bytesQueued(): number {
    return this.#bytesQueued
  }

  push(frame: F): void {
    if (this.#isStopped) return
    this.#queued.push(frame)
    this.#bytesQueued += frame.bytes
    if (this.#isScheduled || this.#isBlocked) return
    this.#isScheduled = true
    setImmediate(() => this.#flush())
  }

  /** The receiver reads again. */
  resume(): void {
    if (!this.#isBlocked) return
    this.#isBlocked = false
    this.#flush()
  }

  /** Returns the frames that were not written, and writes no further one. */
  stop(): F[] {
    const unsent = this.#queued
    this.#queued = []
    this.#bytesQueued = 0
    this.#isStopped = true
    return unsent
  }

  #flush(): void {
    this.#isScheduled = false
    while (this.#queued.length > 0 && !this.#isBlocked) {
      const frames = this.#take()
      this.#isBlocked = !this.#options.write(frames)
    }
  }

  #take(): F[] {
    const { batchBytesMax } = this.#options
    if (this.#bytesQueued <= batchBytesMax) {
      const all = this.#queued
      this.#queued = []
      this.#bytesQueued = 0
      return all
    }
    let bytes = 0
    let count = 0
    for (const frame of this.#queued) {
      if (count > 0 && bytes + frame.bytes > batchBytesMax) break
      bytes += frame.bytes
      count++
    }
    this.#bytesQueued -= bytes
    return this.#queued.splice(0, count)
  }
}
