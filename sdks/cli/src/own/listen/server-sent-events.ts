/** Fields of one frame. */
export interface Frame {
  /** Absent: the last one holds on. */
  id: string | undefined
  event: string
  /** Absent in a frame that only tells where to go on. */
  data: string | undefined
}

/** Reads Server-Sent Events from the parts in which they arrive (WHATWG HTML §9.2), with the line ends that Plinth sends. */
export class FrameReader {
  #rest = ''

  read(part: string): Frame[] {
    const blocks = (this.#rest + part).split('\n\n')
    this.#rest = blocks.pop() ?? ''
    return blocks.map(frameOf)
  }
}

function frameOf(block: string): Frame {
  const frame: Frame = { id: undefined, event: 'message', data: undefined }
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(\w+)(?:: ?(.*))?$/s.exec(line) ?? []
    if (name === 'id') frame.id = value
    if (name === 'event') frame.event = value
    if (name === 'data') frame.data = frame.data === undefined ? value : `${frame.data}\n${value}`
  }
  return frame
}
