const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char)

/** A sentence with `code` in backticks. */
export const sentenceHtml = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')

export const listHtml = (sentences: readonly string[]): string =>
  `<ul>${sentences.map((sentence) => `<li>${sentenceHtml(sentence)}</li>`).join('')}</ul>`

/** Returns an HTML page; `root` is the relative path to /docs. */
export function pageHtml(title: string, root: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${root}/assets/docs.css">
</head>
<body>
${body}
</body>
</html>
`
}
