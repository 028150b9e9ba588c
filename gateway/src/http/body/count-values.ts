/** Counts the values of JSON text at any depth, from its bytes, because parsing many values takes long. */
export function countValues(json: Buffer): number {
  let count = 1
  let isInText = false
  let isOpened = false
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (isInText) {
      if (byte === 0x5c /* \ */) at++
      else if (byte === 0x22 /* " */) isInText = false
      continue
    }
    switch (byte) {
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
        continue
      case 0x5b /* [ */:
      case 0x7b /* { */:
        // Counts the first value of the list or object, unless it is empty.
        count++
        isOpened = true
        continue
      case 0x5d /* ] */:
      case 0x7d /* } */:
        if (isOpened) count--
        break
      case 0x2c /* , */:
        count++
        break
      case 0x22 /* " */:
        isInText = true
    }
    isOpened = false
  }
  return count
}
