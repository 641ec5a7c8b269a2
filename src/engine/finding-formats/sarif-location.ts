import type { ReportedTarget } from './finding-format.js';

/** Where something stands, as a URI: relative for files from the working folder on. */
export function artifactOf({ name, isFile }: ReportedTarget, path: string | null): { readonly uri: string } {
  const shown = path ?? name;
  if (isFile && shown.startsWith('/')) return { uri: `file://${encoded(shown)}` };
  return { uri: encoded(shown.replace(/^\/+/, '')) };
}

function encoded(path: string): string {
  return path
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}
