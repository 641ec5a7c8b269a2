import { describe, expect, it } from 'vitest';
import { dfBuildInsecureCheck } from './df-build-insecure.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-build-insecure', () => {
  it.each([
    ['RUN --security=insecure x', 'fail'],
    ['RUN --network=host x', 'fail'],
    ['RUN --mount=type=secret,id=a cat /run/secrets/a > /app/a', 'fail'],
    ['RUN --mount=type=secret,id=a,env=A echo "k=$A" >> /app/.npmrc', 'fail'],
    ['RUN --mount=type=secret,id=a,target=/k cp /k /root/k', 'fail'],
    ['RUN --mount=type=secret,id=a cat /run/secrets/a > /dev/null', 'pass'],
    ['RUN --mount=type=secret,id=a,env=A curl -H "x: $A" https://h -o /x', 'pass'],
    ['RUN --mount=type=ssh git clone git@h:x', 'pass'],
    ['RUN --security=sandbox --network=none x', 'pass'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfBuildInsecureCheck, 'dockerfile', `FROM a:1\n${text}`).result).toBe(expected);
  });
});
