/** An inspected container as a text; `parts` are laid over it, `HostConfig` and `Config` member by member. */
export function aContainer(parts: Readonly<Record<string, unknown>> = {}): string {
  const { HostConfig = {}, Config = {}, ...rest } = parts;
  return JSON.stringify([
    {
      Id: '4f66ad9a0b2e',
      Created: '2026-05-20T08:00:00Z',
      Image: `sha256:${'2'.repeat(64)}`,
      Name: '/web',
      Platform: 'linux',
      RestartCount: 0,
      State: { Status: 'running', OOMKilled: false, StartedAt: '2026-05-20T08:00:01Z' },
      Mounts: [],
      NetworkSettings: { Networks: {} },
      ...rest,
      Config: {
        User: '1000',
        Env: [],
        Cmd: null,
        Entrypoint: ['/app'],
        Image: 'app:1',
        ...(Config as object),
      },
      HostConfig: {
        ReadonlyRootfs: false,
        PortBindings: {},
        ...(HostConfig as object),
      },
    },
  ]);
}

/** What `docker top` tells: rows of user, process id and command. */
export function top(
  ...processes: readonly (readonly [string, number, string])[]
): Readonly<Record<string, unknown>> {
  return {
    Titles: ['UID', 'PID', 'CMD'],
    Processes: processes.map(([user, pid, command]) => [user, String(pid), command]),
  };
}
