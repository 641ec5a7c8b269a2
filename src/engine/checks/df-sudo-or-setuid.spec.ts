import { describe, expect, it } from 'vitest';
import { dfSudoOrSetuidCheck } from './df-sudo-or-setuid.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-sudo-or-setuid', () => {
  it.each([
    ['RUN sudo x', 'fail'],
    ['RUN a && env A=b sudo -E x', 'fail'],
    ['RUN apt-get install -y sudo', 'fail'],
    ['RUN apk add doas=1', 'fail'],
    ['RUN chmod -R u+s,g=rx /x', 'fail'],
    ['RUN chmod 2755 /x', 'fail'],
    ['RUN install -m 4755 a /x', 'fail'],
    ['COPY --chmod=6755 a /x', 'fail'],
    ['RUN setcap cap_net_raw+ep /x', 'fail'],
    ['RUN chmod 1777 /tmp', 'pass'],
    ['RUN chmod 755 4755', 'pass'],
    ['RUN setcap -r /x', 'pass'],
    ['RUN echo "sudo x" && apt-get install sudoku', 'pass'],
    ['RUN find / -perm /6000 -exec chmod a-s {} ;', 'pass'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfSudoOrSetuidCheck, 'dockerfile', `FROM a:1\n${text}`).result).toBe(expected);
  });
});
