import { describe, expect, it } from 'vitest';
import { dfPermissiveModeCheck } from './df-permissive-mode.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-permissive-mode', () => {
  it.each([
    ['RUN chmod 0777 /x', 'fail'],
    ['RUN chmod -R a+w /x', 'fail'],
    ['RUN chmod u=rwx,o+rw /x', 'fail'],
    ['RUN chmod a=rwx /x', 'fail'],
    ['RUN mkdir -m 777 /x', 'fail'],
    ['RUN install --mode=0666 a b', 'fail'],
    ['COPY --chmod=777 a b', 'fail'],
    ['RUN chmod 1777 /x', 'pass'],
    ['RUN chmod a+rwxt /x', 'pass'],
    ['RUN chmod 775 /777', 'pass'],
    ['RUN chmod ug+w,o-w /x', 'pass'],
    ['RUN chmod +x /x', 'pass'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfPermissiveModeCheck, 'dockerfile', `FROM a:1\n${text}`).result).toBe(expected);
  });
});
