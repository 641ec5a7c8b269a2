/** Options that name where a log driver sends to. */
const addressOptions: Readonly<Record<string, string>> = {
  syslog: 'syslog-address',
  fluentd: 'fluentd-address',
  gelf: 'gelf-address',
  splunk: 'splunk-url',
};
/** Drivers that send to a service of a cloud: no address is needed. */
const cloudDrivers = new Set(['awslogs', 'gcplogs']);

/** Whether a log driver ships to another machine, or hands over to a daemon of the host (journald, a socket, loopback, no address). */
export function logDestination(
  driver: string,
  options: Readonly<Record<string, string>>,
): 'remote' | 'local' {
  if (cloudDrivers.has(driver)) return 'remote';
  const address = options[addressOptions[driver] ?? ''] ?? '';
  if (address === '' || /^unix/.test(address)) return 'local';
  const host = address.replace(/^[a-z+0-9]+:\/\//i, '').replace(/^\[?([^\]/]*?)\]?(?::\d+)?(?:\/.*)?$/, '$1');
  return host === '' || /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host) ? 'local' : 'remote';
}
