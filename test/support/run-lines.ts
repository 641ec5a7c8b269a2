import fc from 'fast-check';

const flag = (name: string, ...values: readonly string[]) =>
  fc.constantFrom(...values).map((value) => (value === '' ? `--${name}` : `--${name}=${value}`));

/** Flags as people write them, bad ones and harmless ones. */
const flags = fc.oneof(
  flag('privileged', '', 'false'),
  flag('user', 'root', '0', '1000', '1000:1000', '0:0'),
  flag('cap-add', 'ALL', 'NET_ADMIN', 'SYS_ADMIN', 'NET_RAW', 'CHOWN', 'NET_BIND_SERVICE', 'CAP_SYS_PTRACE'),
  flag('cap-drop', 'ALL', 'MKNOD'),
  flag('security-opt', 'no-new-privileges', 'seccomp=unconfined', 'apparmor=unconfined', 'label=disable'),
  flag('security-opt', 'systempaths=unconfined', 'no-new-privileges=false', 'apparmor=docker-default'),
  flag('volume', '/:/host', '/etc:/etc:ro', '/var/run/docker.sock:/var/run/docker.sock', 'data:/data'),
  flag('volume', '/srv/app:/app', '/srv/conf:/conf:ro', '/proc:/hostproc', 'cache:/var/cache'),
  flag('mount', 'type=bind,source=/srv/logs,target=/logs', 'type=bind,source=/dev,target=/hostdev'),
  flag('publish', '80:80', '8080:80', '127.0.0.1:8081:81', '5432:5432', '[::1]:9000:9000', '53:53/udp'),
  flag('publish-all', ''),
  flag('network', 'host', 'bridge', 'backend', 'none'),
  flag('pid', 'host'),
  flag('ipc', 'host', 'private'),
  flag('uts', 'host'),
  flag('userns', 'host'),
  flag('memory', '256m', '0', '2g'),
  flag('memory-swap', '-1'),
  flag('cpus', '0.5', '0'),
  flag('pids-limit', '-1', '50', '100000'),
  flag('restart', 'always', 'unless-stopped', 'on-failure', 'no', 'on-failure:3'),
  flag('log-driver', 'none', 'json-file', 'syslog', 'local'),
  flag('log-opt', 'max-size=10m'),
  flag('device', '/dev/sda', '/dev/fuse'),
  flag('tmpfs', '/tmp', '/tmp:exec,suid', '/run:rw,size=16m'),
  flag('read-only', '', 'false'),
  flag('no-new-privileges', ''),
  flag('env', 'A=1', 'DB_PASSWORD=hunter2hunter2', 'TZ=UTC'),
  flag('oom-kill-disable', ''),
  flag('cgroup-parent', '/system.slice'),
);

/** A `docker run` line, on one line or several, with and without comments that break it. */
export const runLines = fc
  .record({
    flags: fc.array(flags, { maxLength: 10 }),
    image: fc.constantFrom(
      'nginx:1.27.3',
      'redis:7.4.1',
      'postgres:16.4',
      'alpine:3.20',
      'python:3.12.7-slim',
    ),
    separator: fc.constantFrom(' ', ' \\\n  ', ' \\ # why\n  '),
    command: fc.constantFrom('', ' sleep 100', ' sh -c "echo $HOME"'),
  })
  .map(({ flags: given, image, separator, command }) =>
    ['docker run -d', ...given, `${image}${command}`].join(separator),
  );
