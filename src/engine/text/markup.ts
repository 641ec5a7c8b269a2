/** A text as XML and HTML hold it: what XML 1.0 cannot hold, escaped or not, and other control characters have a sign in their place. */
export function markupText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The same on one line, for between double quotes. */
export function markupAttribute(text: string): string {
  return markupText(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n]/g, ' ');
}
