const numbered = (from: number, to: number, names: (number: number) => readonly string[]) =>
  Array.from({ length: to - from + 1 }, (_, index) => names(from + index)).flat();
const compilers = (name: string) => [name, ...numbered(7, 16, (number) => [`${name}-${number}`])];

/** What belongs to building or to looking around, by the names that distributions give its packages. */
export const toolPackages = {
  gcc: compilers('gcc'),
  'g++': [...compilers('g++'), 'gcc-c++'],
  make: ['make'],
  'build-essential': ['build-essential', 'build-base'],
  git: ['git', 'git-core', 'git-minimal'],
  curl: ['curl', 'curl-minimal'],
  wget: ['wget', 'wget2'],
  nmap: ['nmap'],
  netcat: ['netcat', 'netcat-openbsd', 'netcat-traditional', 'nc'],
  ncat: ['ncat', 'nmap-ncat'],
  socat: ['socat'],
  tcpdump: ['tcpdump'],
  telnet: ['telnet', 'inetutils-telnet'],
  gdb: ['gdb', 'gdb-minimal'],
  strace: ['strace'],
  maven: ['maven'],
  gradle: ['gradle'],
  'openjdk-*-jdk': [
    'java-1.8.0-openjdk-devel',
    'java-latest-openjdk-devel',
    ...numbered(7, 30, (number) => [
      `openjdk-${number}-jdk`,
      `openjdk-${number}-jdk-headless`,
      `java-${number}-openjdk-devel`,
      `openjdk${number}`,
      `openjdk${number}-jdk`,
    ]),
  ],
  npm: ['npm'],
  yarn: ['yarn', 'yarnpkg'],
  pip: ['python3-pip', 'python-pip', 'py3-pip'],
  sudo: ['sudo'],
  'openssh-server': ['openssh-server', 'openssh-server-common'],
  vim: ['vim', 'vim-tiny', 'vim-minimal', 'vim-enhanced', 'vim-nox', 'neovim'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Tool = keyof typeof toolPackages;
export const tools = Object.keys(toolPackages) as [Tool, ...Tool[]];

/** Tools that come as packages of a language: by its ecosystem and name. */
export const languageTools: ReadonlyMap<string, Tool> = new Map([
  ['npm npm', 'npm'],
  ['npm yarn', 'yarn'],
  ['PyPI pip', 'pip'],
]);

/** Programs by which an image starts a tool, where they are not called like it. */
export const toolPrograms: Readonly<Partial<Record<Tool, readonly string[]>>> = {
  netcat: ['nc'],
  maven: ['mvn'],
  'openssh-server': ['sshd'],
  pip: ['pip3'],
};
