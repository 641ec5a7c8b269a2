import { describe, expect, it } from 'vitest';
import { dfPackagesUnverifiedCheck } from './df-packages-unverified.check.js';
import { evaluateText } from './evaluate-example.js';

const evaluate = (text: string) => evaluateText(dfPackagesUnverifiedCheck, 'dockerfile', `FROM a:1\n${text}`);

describe('df-packages-unverified', () => {
  it.each([
    'RUN apt-get install --force-yes x',
    'RUN apk add --allow-untrusted x.apk',
    'RUN yum install -y --nogpgcheck x',
    'RUN dnf install -y --setopt=gpgcheck=0 x',
    'RUN zypper --no-gpg-checks in x',
    'RUN pip install --trusted-host h x',
    'RUN npm config set strict-ssl false',
    'RUN NODE_TLS_REJECT_UNAUTHORIZED=0 npm ci',
    'RUN export GIT_SSL_NO_VERIFY=true && git clone https://h/x',
    'RUN git config --global http.sslVerify false',
    'RUN gem install --source http://h x',
    'RUN cat <<EOF > /etc/yum.repos.d/x.repo\n[x]\ngpgcheck=0\nEOF',
  ])('fails %j', (text) => {
    expect(evaluate(text).result).toBe('fail');
  });

  it('reports apt-key as low', () => {
    const outcome = evaluate('RUN curl -s https://h/k | apt-key add -');
    expect(outcome).toMatchObject({ violations: [{ severity: 'low' }] });
  });

  it.each([
    'RUN pip install x',
    'RUN echo trusted',
    'ENV NODE_TLS_REJECT_UNAUTHORIZED=1',
    'RUN apt-key list',
  ])('passes %j', (text) => {
    expect(evaluate(text).result).toBe('pass');
  });
});
