import { describe, expect, it } from 'vitest';
import { dfAppOwnedByUserCheck } from './df-app-owned-by-user.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-app-owned-by-user', () => {
  it.each([
    ['COPY --chown=app a /app\nUSER app:grp', 'fail'],
    ['ADD --chown=1000:1000 a /app\nUSER 1000', 'fail'],
    ['RUN useradd app && chown -R app:app .\nUSER app', 'fail'],
    ['COPY --chown=1000 a /app\nUSER node', 'unknown'],
    ['COPY --chown=$U a /app\nUSER node', 'unknown'],
    ['COPY --chown=$U a /app\nUSER $U', 'unknown'],
    ['COPY --chown=app a /data/\nUSER app', 'pass'],
    ['COPY --chown=root a /app\nUSER app', 'pass'],
    ['COPY --chown=other a /app\nUSER app', 'pass'],
    ['COPY --chown=app a /app\nUSER root', 'pass'],
    ['COPY --chown=app a /app\nUSER app\nFROM b\nUSER app', 'pass'],
    ['RUN chown app /app/run.pid && chown -R app /var/log/app\nUSER app', 'pass'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfAppOwnedByUserCheck, 'dockerfile', `FROM a:1\n${text}`).result).toBe(expected);
  });
});
