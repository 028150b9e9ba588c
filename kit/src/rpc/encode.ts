import { BinaryWriter } from '@bufbuild/protobuf/wire'

// Encoding never waits, so one writer serves all; a fresh one each time costs its buffer.
let writer = new BinaryWriter()

/** The bytes of a generated message, without the buffers that its own finish() leaves behind. */
export function encodeMessage<T>(message: { encode(value: T, writer: BinaryWriter): BinaryWriter }, value: T): Buffer {
  try {
    const bytes = message.encode(value, writer).finish()
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  } catch (err) {
    // It holds half a message now.
    writer = new BinaryWriter()
    throw err
  }
}
