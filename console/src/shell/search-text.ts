const keyBeginning = /^([a-z0-9]+(?:_[a-z0-9]+)*_[0-9A-Za-z]{8,32})_[0-9A-Za-z]{8,}/

/** The text to search for. Of an API key, whole or half, only the part that is no secret leaves the browser. */
export function searchText(text: string): string {
  const trimmed = text.trim()
  return keyBeginning.exec(trimmed)?.[1] ?? trimmed
}
