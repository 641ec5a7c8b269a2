import { upTo } from '../text/ends.js';

/** Options of log drivers that name where they send to. */
const addressOptions: Readonly<Record<string, string>> = {
  syslog: 'syslog-address',
  fluentd: 'fluentd-address',
  gelf: 'gelf-address',
  splunk: 'splunk-url',
};

/** Drivers that keep the logs in files of the host. */
export const localDrivers: ReadonlySet<string> = new Set(['json-file', 'local', 'none']);

/** The option that names where a driver sends to; null: it has none. */
export function addressOption(driver: string): string | null {
  return Object.hasOwn(addressOptions, driver) ? addressOptions[driver]! : null;
}

export interface LogAddress {
  /** In lower case; empty: none is written. */
  readonly scheme: string;
  readonly host: string;
  /** A socket of the host, or its loopback. */
  readonly isLocal: boolean;
}

/** `tcp+tls://logs.example.com:6514`, `unix:///dev/log`, `logs:24224`. */
export function readLogAddress(text: string): LogAddress {
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z0-9+]*):\/\/)?(.*)$/is.exec(text) ?? [];
  const authority = upTo(upTo(rest, '/'), '?').replace(/^.*@/, '');
  const host = /^\[([^\]]*)\]/.exec(authority)?.[1] ?? authority.replace(/:\d+$/, '');
  const isLocal = /^unix/i.test(scheme) || /^(?:|localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);
  return { scheme: scheme.toLowerCase(), host, isLocal };
}
