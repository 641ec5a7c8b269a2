import { describe, expect, it } from 'vitest';
import type { RunEdit } from '../remediation/edit.js';
import { editRunLine } from '../remediation/run-line-editor.js';
import { elementsOf, evaluateText, subjectOfText } from './evaluate-example.js';
import { runcmdSecretInArgvCheck as check } from './runcmd-secret-in-argv.check.js';

const secret = 'hunter2hunter2';
const found = (text: string) => elementsOf(evaluateText(check, 'run-command', text));

describe('runcmd-secret-in-argv', () => {
  it.each([
    [`docker run -e DB_PASSWORD=${secret} a`, ['--env DB_PASSWORD']],
    [`docker run --env='DB_PASSWORD=${secret} and more' a`, ['--env DB_PASSWORD']],
    [`docker run -l api.token=${secret} a`, ['--label api.token']],
    [`docker run --log-opt splunk-token=${secret} a`, ['--log-opt splunk-token']],
    [`docker run --health-cmd 'curl -u me:${secret} x' a`, ['--health-cmd']],
    [`docker run a app --password ${secret}`, ['COMMAND password']],
    [`docker run a app --password='${secret} x'`, ['COMMAND password']],
    [`docker run a mysql -u root -p${secret}`, ['COMMAND']],
    ['docker run -e GITHUB=ghp_0123456789abcdefghijklmnopqrstuvwxyz a', ['--env GITHUB']],
    [`docker run -e "TOKEN=\${TOKEN:-${secret}}" a`, ['--env TOKEN']],
    ['docker run -e "TOKEN=${TOKEN}" -e "PASSWORD=$(cat p)" -e API_KEY= -e TOKEN=changeme a', ['pass']],
    ['docker run -e A_PASSWORD_FILE=/run/secrets/a --env-file .env a', ['pass']],
  ])('%s: %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('keeps no secret in the facts', () => {
    const text = `docker run --name x -e DB_PASSWORD='${secret} y' -l token=${secret} --health-cmd 'x --password ${secret}' --log-opt a-token=${secret} a --password '${secret} z' mysql -p${secret}`;
    expect(JSON.stringify(subjectOfText('run-command', text))).not.toContain(secret);
  });

  it('puts a file in the place of the variable', () => {
    const text = `docker run -e DB_PASSWORD=${secret} a`;
    const outcome = evaluateText(check, 'run-command', text);
    const edits = outcome.result === 'fail' ? outcome.violations.flatMap(({ fix }) => fix ?? []) : [];
    const fixed = editRunLine(text, edits as RunEdit[]);
    expect(fixed).toBe(
      'docker run --env=DB_PASSWORD_FILE=/run/secrets/db_password --volume=./secrets/db_password:/run/secrets/db_password:ro a',
    );
    expect(found(fixed)).toEqual(['pass']);
  });
});
