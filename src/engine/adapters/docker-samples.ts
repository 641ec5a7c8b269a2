/** What the contract suite of adapters tries with one kind of input. */
export interface AdapterSamples {
  /** Texts that hold the secret: none of it may be kept. */
  readonly withSecret: (secret: string) => readonly string[];
  /** Pieces to make garbage from. */
  readonly pieces: readonly string[];
  /** Texts that grow with `count` and must stay cheap. */
  readonly large: (count: number) => readonly string[];
}

const shellPieces = [
  'docker run ',
  'podman create ',
  '\\\n',
  '\\ \n',
  '\\',
  '\n',
  '\r\n',
  '# ',
  "'",
  '"',
  '$(',
  '${',
  ')',
  '}',
  '`',
  '<<A',
  '>',
  '&',
  ';',
  '|',
  '~/',
  '$',
  '--',
  '-',
  '=',
  ':',
  ',',
  '/',
  '-v ',
  '-p ',
  '--mount ',
  '--tmpfs ',
  '--security-opt ',
  '--restart=',
  '--rm',
  '-itd',
  '[::1]:',
  '80',
  'nginx ',
  '\0',
  '\ufeff',
];

export const dockerSamples: Readonly<Record<'run-command' | 'container' | 'swarm-service', AdapterSamples>> =
  {
    'run-command': {
      withSecret: (secret) => [
        `docker run -e DB_PASSWORD=${secret} --env "API_TOKEN=${secret} x" -eMY_SECRET=${secret} a`,
        `docker run -l token=${secret} --annotation password=${secret} --log-opt splunk-token=${secret} a`,
        `docker run --health-cmd "x --password ${secret}" a x --password ${secret} --token='${secret} y'`,
        `docker run a mysql -u root -p${secret} && curl -u me:${secret} h`,
        `docker run \\\n --rm \\ # PASSWORD=${secret}\n -v /x:/y https://u:${secret}@h/image`,
        `docker run --unknown-password=${secret} --mount type=bind,src=a,password=${secret},dst=/x a`,
      ],
      pieces: shellPieces,
      large: (count) => [
        `docker run ${'-e A_TOKEN=abcdefgh12345 '.repeat(count)}a`,
        `docker run ${'--rm '.repeat(count)}a`,
        `docker run ${'--rm \\\n# x\n'.repeat(count)}a`,
        `docker run ${'\\\n'.repeat(count)}a`,
        'docker run a \\\n# x\n'.repeat(count),
        `docker run a ${'$('.repeat(count)}`,
        `docker run a ${'"${'.repeat(count)}`,
        `docker run a ${'`'.repeat(count)}`,
        `docker run -v ${':'.repeat(count)} --mount ${','.repeat(count)} -p ${'1-'.repeat(count)}:1 a`,
        `docker run ${'--unknwon '.repeat(count)}a`,
        `docker run a ${'--password x '.repeat(count)}`,
        `docker run ${'<<A '.repeat(count)}\n`,
        `docker run --security-opt ${'x'.repeat(count * 20)} ${'i'.repeat(count * 20)}`,
      ],
    },
    container: {
      withSecret: (secret) => [
        JSON.stringify({
          Config: {
            Env: [`DB_PASSWORD=${secret}`, `URL=https://u:${secret}@h`],
            Cmd: ['x', '--password', secret],
            Entrypoint: ['sh', '-c', `mysql -p${secret}`],
            Labels: { token: secret },
          },
          HostConfig: {
            LogConfig: { Type: 'splunk', Config: { 'splunk-token': secret } },
            Annotations: { password: secret },
          },
          State: {},
          Top: { Titles: ['UID', 'PID', 'CMD'], Processes: [['root', '1', `x --password ${secret}`]] },
        }),
      ],
      pieces: [
        '[',
        ']',
        '{',
        '}',
        '"HostConfig":',
        '"State":',
        '"Config":',
        '"Mounts":',
        'null',
        '"Binds":',
        ':',
        ',',
        '"a"',
        '1',
        'true',
        '"PortBindings":',
        '\n',
      ],
      large: (count) => [
        `[${'{"HostConfig":{},"State":{}},'.repeat(count)}{}]`,
        '['.repeat(count * 20),
        `{"HostConfig":{"Binds":[${'"/a:/b",'.repeat(count)}"/a:/b"]},"Config":{"Env":[${'"A_TOKEN=abcdefgh12345",'.repeat(count)}""]}}`,
        `{"HostConfig":{}}\n`.repeat(count),
      ],
    },
    'swarm-service': {
      withSecret: (secret) => [
        JSON.stringify({
          Spec: {
            TaskTemplate: {
              ContainerSpec: {
                Image: 'a',
                Env: [`API_TOKEN=${secret}`],
                Args: ['--token', secret],
                Command: ['x', `--password=${secret}`],
                Labels: { password: secret },
              },
              LogDriver: { Name: 'splunk', Options: { 'splunk-token': secret } },
            },
          },
        }),
      ],
      pieces: [
        '[',
        ']',
        '{',
        '}',
        '"Spec":',
        '"TaskTemplate":',
        '"ContainerSpec":',
        '"Mounts":',
        '"Image":',
        '"Ports":',
        ':',
        ',',
        '"a"',
        '1',
        'null',
      ],
      large: (count) => [`[${'{"Spec":{"TaskTemplate":{"ContainerSpec":{"Image":"a"}}}},'.repeat(count)}{}]`],
    },
  };
