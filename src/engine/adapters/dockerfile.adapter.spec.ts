import { describe, expect, it } from 'vitest';
import type { DockerfileFacts } from '../model/dockerfile-facts.js';
import { dockerfileAdapter } from './dockerfile.adapter.js';
import { readDockerfile } from './dockerfile/read-dockerfile.js';
import { givenFiles, noFiles } from './input-adapter.js';

const read = (text: string, files?: Record<string, string>): DockerfileFacts =>
  readDockerfile(text, { name: 'Dockerfile', files: files ? givenFiles(files) : noFiles });
const stageOf = (text: string) => read(text).stages.at(-1)!;
const commandsOf = (text: string) => stageOf(text).commands.map(({ argv }) => argv.join(' '));
const argumentsOf = (text: string) => stageOf(text).instructions.map(({ arguments: all }) => all.join(' '));
const fromsOf = (text: string) => read(text).stages.map(({ from }) => [from.repository, from.tag]);
const token = 'ghp_' + 'a1B2'.repeat(9);

describe('the lines of a Dockerfile', () => {
  it('joins continued lines, leaves out comments and empty lines between them, and keeps their numbers', () => {
    const stage = stageOf(
      '\uFEFF# c\r\nFROM a:1\r\n\r\nRUN a \\\r\n  # no\r\n\r\n  && b \\\r\n  && c\r\nUSER x',
    );
    expect(stage.instructions.map(({ line, endLine }) => [line, endLine])).toEqual([
      [4, 8],
      [9, 9],
    ]);
    expect(stage.commands.map(({ argv, line, place }) => [argv[0], line, place?.column])).toEqual([
      ['a', 4, 4],
      ['b', 7, 5],
      ['c', 8, 5],
    ]);
  });

  it('continues lines with the escape character of the directive', () => {
    const facts = read('# escape=`\n# syntax=docker/dockerfile:1\nFROM a:1\nCOPY a `\n  C:\\x\\\nUSER b');
    expect([facts.escape, facts.syntax]).toEqual(['`', 'docker/dockerfile:1']);
    expect(facts.stages[0]?.instructions.map(({ keyword }) => keyword)).toEqual(['COPY', 'USER']);
    expect(facts.stages[0]?.instructions[0]?.arguments).toEqual(['a', 'C:\\x\\']);
  });

  it('takes directives only from the lines before anything else', () => {
    expect(read('# hello\n# escape=`\nFROM a').escape).toBe('\\');
    expect(read('\n# syntax=x\nFROM a').syntax).toBeNull();
  });

  it('reads here-documents: several, with tabs, in quotes, as a script and as a file', () => {
    const { instructions, commands } = stageOf(
      [
        'FROM a:1',
        'COPY <<a.txt <<-"b.txt" /dest/',
        'one',
        'a.txt',
        '\ttwo',
        '\tb.txt',
        'RUN <<EOF',
        'apt-get update',
        'apt-get install -y x',
        'EOF',
        'RUN cat <<EOF > /etc/x && b',
        'hello',
        'EOF',
        'RUN <<EOF',
        '#!/usr/bin/env python3',
        'print("x")',
        'EOF',
      ].join('\n'),
    );
    expect(instructions[0]?.heredocs.map(({ name, content, line }) => [name, content, line])).toEqual([
      ['a.txt', 'one', 3],
      ['b.txt', '\ttwo', 5],
    ]);
    expect(commands.map(({ argv, line }) => [argv.join(' '), line])).toEqual([
      ['apt-get update', 8],
      ['apt-get install -y x', 9],
      ['cat', 11],
      ['b', 11],
      ['/usr/bin/env python3', 14],
    ]);
    expect(commands[2]).toMatchObject({ writesTo: ['/etc/x'], reads: ['hello'] });
  });

  it('names what is wrong, with its line', () => {
    const text = 'RUN a\nFROM x y\nFRMO z\nCOPY a\nSHELL sh\nCOPY --form=x a b\nRUN <<EOF\nx';
    const facts = read(text);
    expect(facts.parseErrors.map(({ line, message }) => [line, message.en])).toEqual([
      [1, 'Nothing but ARG may stand before the first FROM.'],
      [2, 'FROM is followed by an image, and then by nothing or by AS and a name.'],
      [3, 'There is no instruction "FRMO".'],
      [4, 'COPY needs at least 2 arguments.'],
      [5, 'SHELL needs a JSON array of texts.'],
      [6, 'COPY has no flag "--form".'],
      [7, 'The here-document "EOF" has no end.'],
    ]);
    expect(facts.problems.map(({ detail }) => detail)).toEqual(['line 3: there is no such instruction']);
  });
});

describe('variables', () => {
  it.each<[string, string[]]>([
    ['FROM a\nARG V=1\nCOPY x$V ${V:-2} ${W:-3} ${V:+4} "/a b/$V"', ['V=1', 'x1 1 ${W:-3} 4 /a b/1']],
    ['FROM scratch\nCOPY x$W ${W:-3} ${W:+4}y /z', ['x 3 y /z']],
    ['FROM a\nENV A=1 B=$A\nENV C=$A\nWORKDIR /$B/$C', ['A=1 B=$A', 'C=$A', '/$B/1']],
    ["FROM a\nENV A=1\nWORKDIR '$A'/\\$A/$A", ['A=1', '$A/$A/1']],
    ['FROM a\nENV A=1\nARG A=2\nWORKDIR /$A', ['A=1', 'A=2', '/1']],
    ['ARG G=1\nFROM a\nWORKDIR /$G\nARG G\nWORKDIR /$G', ['/$G', 'G', '/1']],
    ['FROM a AS b\nENV A=1\nFROM b\nWORKDIR /$A', ['/1']],
    ['FROM a\nENV OLD some words\nWORKDIR /$OLD', ['OLD some words', '/some words']],
  ])('%j', (text, expected) => {
    expect(argumentsOf(text)).toEqual(expected);
  });

  it.each<[string, (string | null)[][]]>([
    ['ARG V=3.19\nFROM alpine:$V', [['library/alpine', '3.19']]],
    ['ARG V\nFROM alpine:${V}', [['library/alpine', null]]],
    ['FROM alpine$TAG', [['library/alpine', null]]],
    ['ARG R=r.io/x\nARG I=$R/y\nFROM $I:1', [['x/y', '1']]],
    ['FROM --platform=$BUILDPLATFORM x/y:$TARGETARCH', [['x/y', null]]],
    [
      'FROM a:1 AS Build\nFROM build',
      [
        ['library/a', '1'],
        ['library/build', null],
      ],
    ],
  ])('of FROM: %j', (text, expected) => {
    expect(fromsOf(text)).toEqual(expected);
  });

  it('tells stages, scratch and images apart', () => {
    const { stages } = read('FROM a AS b\nFROM scratch\nFROM B\nFROM c');
    expect(stages.map(({ fromKind, fromStage }) => [fromKind, fromStage])).toEqual([
      ['image', null],
      ['scratch', null],
      ['stage', 0],
      ['image', null],
    ]);
  });

  it('puts known variables into the words of commands', () => {
    expect(commandsOf('FROM a\nARG V=1.2\nRUN pip install x==$V "$UNKNOWN" \'$V\'')).toEqual([
      'pip install x==1.2 $UNKNOWN $V',
    ]);
  });
});

describe('what a stage is', () => {
  it('takes the user from the stage it stands on, and none from ONBUILD', () => {
    const { stages } = read('FROM a AS b\nUSER 1:2\nONBUILD USER root\nFROM b\nFROM c\nUSER $U');
    expect(stages.map(({ user }) => user && [user.name, user.isUnresolved])).toEqual([
      ['1:2', false],
      ['1:2', false],
      ['$U', true],
    ]);
  });

  it('reads JSON forms, and what only looks like one as shell', () => {
    const { instructions, commands } = stageOf(
      `FROM a\nRUN ["bash", "-c", "a && b"]\nCMD ["x", "y"]\nENTRYPOINT ['x']\nHEALTHCHECK --interval=5s CMD ["z"]`,
    );
    expect(instructions.map(({ form }) => form)).toEqual(['exec', 'exec', 'shell', 'exec']);
    expect(commands.map(({ argv, place }) => [argv.join(' '), place])).toEqual([
      ['bash -c a && b', null],
      ['a', null],
      ['b', null],
    ]);
    expect(instructions.at(-1)?.flags).toEqual([{ name: 'interval', value: '5s' }]);
  });

  it('knows ports, health checks and the shell', () => {
    const stage = stageOf(
      'FROM a\nEXPOSE 80 53/UDP 8000-8010 $P\nHEALTHCHECK NONE\nSHELL ["bash", "-c"]\nONBUILD EXPOSE 22',
    );
    expect(stage.exposed.map(({ port, portEnd, protocol }) => [port, portEnd, protocol])).toEqual([
      [80, null, 'tcp'],
      [53, null, 'udp'],
      [8000, 8010, 'tcp'],
    ]);
    expect(stage.unresolvedPorts).toEqual([{ text: '$P', line: 2 }]);
    expect(stage.healthchecks).toEqual([{ line: 3, isNone: true }]);
    expect(stage.shell).toEqual(['bash', '-c']);
  });

  it('says so when the language of a shell is not understood', () => {
    const facts = read('FROM a\nSHELL ["powershell", "-Command"]\nRUN Get-Thing | Other');
    expect(facts.stages[0]?.commands).toEqual([]);
    expect(facts.problems).toEqual([
      { path: 'commands', layer: null, detail: 'line 3: the language of powershell is not understood' },
    ]);
  });
});

describe('secrets', () => {
  it.each([
    `ENV DB_PASSWORD=mysecretpassword`,
    `ENV DB_PASSWORD mysecretpassword`,
    `ENV A=1 \\\n  DB_PASSWORD="mysecretpassword"`,
    `ARG TOKEN=mysecretpassword`,
    `LABEL password="mysecretpassword"`,
    `RUN echo "mysecretpassword" > /app/db.pwd`,
    `RUN printf 'mysecretpassword' | tee -a /run/token`,
    `RUN mysql --password mysecretpassword -e x`,
    `RUN ["mysql", "--password", "mysecretpassword"]`,
    `RUN PASSWORD=mysecretpassword make`,
    `RUN aws configure set aws_secret_access_key mysecretpassword`,
    `RUN docker login -u me -p mysecretpassword r.io`,
    `RUN git clone https://me:mysecretpassword@h/x.git`,
    `RUN cat <<EOF > /root/.netrc\nmachine h login me pass mysecretpassword\nEOF`,
    `CMD ["app", "--token=mysecretpassword"]`,
    `HEALTHCHECK CMD curl -u me:mysecretpassword http://x`,
    `ONBUILD ENV DB_PASSWORD=mysecretpassword`,
    `ENV DB_PASSWORD=mysecretpassword\nRUN echo mysecretpassword $DB_PASSWORD && ls`,
    `RUN sh -c 'API_KEY=mysecretpassword x'`,
  ])('keeps nothing of the one in %j', (text) => {
    const facts = read(`FROM a:1\n${text}`);
    expect(JSON.stringify(facts)).not.toContain('secretpassword');
    expect(facts.stages[0]?.instructions.flatMap(({ secrets }) => secrets).length).toBeGreaterThan(0);
  });

  it('says which form a secret has, and where it stands', () => {
    const { secrets } = stageOf(`FROM a:1\nRUN a \\\n && curl -H "X: ${token}" h`).instructions[0]!;
    expect(secrets).toEqual([{ line: 3, detector: 'github-token', preview: 'gh…(redacted, 40 characters)' }]);
  });

  it('keeps the words around a secret, and their places', () => {
    const [command] = stageOf(`FROM a:1\nRUN x ${token} 'y z'`).commands;
    expect(command?.argv).toEqual(['x', 'gh…(redacted, 40 characters)', 'y z']);
    expect(command?.place).toEqual({ line: 2, column: 4, endLine: 2, endColumn: 52 });
  });

  it('takes no reference, path or switch for a literal', () => {
    const classes = stageOf(
      'FROM a\nENV A_TOKEN=$X B_PASSWORD=/run/secrets/x C_AUTH_TOKEN=false D_PASSWORD= E_SECRET=changeme\nARG F_TOKEN',
    ).variables.map(({ valueClass }) => valueClass);
    expect(classes).toEqual(['reference', 'path', 'switch', 'empty', 'placeholder', 'none']);
  });
});

describe('comments and context', () => {
  it('finds comments that silence linters, with their reasons', () => {
    const text = [
      '# hadolint ignore=DL3006,DL3008',
      '# hadolint global ignore=DL3003 -- vendored script',
      'FROM a',
      '#trivy:ignore:DS-0002 exp:2030-01-01',
      'RUN a \\',
      '  # checkov:skip=CKV_DOCKER_2: the orchestrator probes',
      '  && b',
      '# hadolint shell=bash',
    ].join('\n');
    expect(read(text).inlineIgnores).toEqual([
      { line: 1, tool: 'hadolint', rules: ['DL3006', 'DL3008'], reason: null },
      { line: 2, tool: 'hadolint', rules: ['DL3003'], reason: 'vendored script' },
      { line: 4, tool: 'trivy', rules: ['DS-0002'], reason: null },
      { line: 6, tool: 'checkov', rules: ['CKV_DOCKER_2'], reason: 'the orchestrator probes' },
    ]);
  });

  it('knows whether there is a .dockerignore only where the project is known', () => {
    expect(read('FROM a').dockerignore).toBeNull();
    expect(read('FROM a', {}).dockerignore).toEqual({
      path: '.dockerignore',
      isPresent: false,
      patterns: [],
    });
    expect(read('FROM a', { '.dockerignore': '# c\n.git\r\n\n!x\n' }).dockerignore).toEqual({
      path: '.dockerignore',
      isPresent: true,
      patterns: ['.git', '!x'],
    });
  });
});

describe('dockerfileAdapter', () => {
  it.each([
    ['', 'FROM a', true],
    ['', '# c\nARG V=1\n\nFROM --platform=x a', true],
    ['', 'services: {}', false],
    ['x/Dockerfile', '', true],
    ['Dockerfile.dev', '', true],
    ['app.dockerfile', '', true],
    ['Containerfile', '', true],
    ['Dockerfile.dockerignore', '', false],
    ['notes.txt', 'FROM a', false],
  ])('recognises %j with %j: %s', (name, text, expected) => {
    expect(dockerfileAdapter.recognises(text, name)).toBe(expected);
  });
});
