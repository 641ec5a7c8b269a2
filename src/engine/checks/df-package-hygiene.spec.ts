import { describe, expect, it } from 'vitest';
import { dfPackageHygieneCheck } from './df-package-hygiene.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

const elements = (text: string) => elementsOf(evaluateText(dfPackageHygieneCheck, 'dockerfile', text));
const ofRun = (run: string) => elements(`FROM a:1\nRUN ${run}`);

describe('df-package-hygiene', () => {
  it.each<[string, string[]]>([
    ['apt-get install -y python=2.7', ['recommends: apt-get install -y python=2.7']],
    ['["apt-get", "install", "-y", "apt-utils"]', ['recommends: apt-get install -y apt-utils']],
    ['apt-get -fmy install --no-install-recommends x', ['pass']],
    ['apt-get --no-install-recommends install -fmy x', ['pass']],
    ['DEBIAN_FRONTEND=noninteractive apt-get install -y x --no-install-recommends', ['pass']],
    ['apt-get -o APT::Install-Recommends=false install x', ['pass']],
    ['apt-get update && apt-get install --no-install-recommends x', ['cache: apt-get update']],
    ['apt-get update && apt-get install --no-install-recommends x && rm -rf /var/lib/apt/lists/*', ['pass']],
    ['--mount=type=cache,target=/var/lib/apt/lists apt-get update', ['pass']],
    [
      '--mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt apt-get update',
      ['pass'],
    ],
    ['--mount=type=cache,target=/var/cache/apt apt-get update', ['cache: apt-get update']],
    ['--mount=type=cache,target=/var/lib/apt apt-get update', ['cache: apt-get update']],
    ['--mount=type=tmpfs,target=/var/lib/apt/lists apt-get update', ['pass']],
    ['zypper -n patch', ['cache: zypper -n patch']],
    ['zypper -n patch && zypper clean', ['pass']],
    ['dnf upgrade -y', ['cache: dnf upgrade -y']],
    ['dnf install -y x && rm -rf /var/cache/libdnf5', ['pass']],
    ['--mount=type=cache,target=/root/.cache/yarn yarn install', ['pass']],
    ['pipx install black', ['pass']],
    ['apt-get dist-upgrade', ['dist-upgrade: apt-get dist-upgrade (low)']],
    ['apk add python3', ['cache: apk add python3']],
    ['["apk", "add", "python3"]', ['cache: apk add python3']],
    ['apk add --no-cacher bash', ['cache: apk add --no-cacher bash']],
    ['apk add bash --no-cache', ['pass']],
    ['apk upgrade --no-cache && apk add python3', ['cache: apk add python3']],
    ['yum install vim', ['cache: yum install vim']],
    ['yum clean all && yum -y install', ['cache: yum -y install']],
    ['yum -y install bash && yum clean all && yum -y install zsh', ['cache: yum -y install bash']],
    ['yum -y install bash && yum clean all && yum -y install zsh && yum clean all', ['pass']],
    ['if [ "$T" == "d" ]; then yum -y install t && yum clean -y all; fi', ['pass']],
    ['yum -y install bash && yum clean metadata', ['cache: yum -y install bash']],
    ['yum clean all', ['pass']],
    ['dnf install -vy docker-ce', ['cache: dnf install -vy docker-ce']],
    ['microdnf install x && microdnf clean all', ['pass']],
    ['dnf install x && rm -rf /var/cache/dnf/*', ['pass']],
    ['zypper install -y x', ['cache: zypper install -y x']],
    ['zypper in -y x && zypper cc', ['pass']],
    ['pip2 install x', ['cache: pip2 install x']],
    ['pip install x --no-cache-dir && pipx install y && pipenv install z', ['pass']],
    ['PIP_NO_CACHE_DIR=on pip install x', ['pass']],
    ['PIP_NO_CACHE_DIR=off pip install x', ['cache: pip install x']],
    ['export PIP_NO_CACHE_DIR=1 && pip install x', ['pass']],
    ['export PIP_NO_CACHE_DIR=0 && pip install x', ['cache: pip install x']],
    ['yarn install foo', ['cache: yarn install foo']],
    ['yarn install bar && yarn cache clean', ['pass']],
  ])('%s', (run, expected) => {
    expect(ofRun(run)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['FROM a AS b\nENV PIP_NO_CACHE_DIR=1\nFROM b\nRUN pip install x', ['pass']],
    ['FROM a AS b\nENV PIP_NO_CACHE_DIR=1\nFROM a\nRUN pip install x', ['cache: pip install x']],
    ['FROM a AS b\nRUN yarn install\nFROM b', ['cache: yarn install']],
    ['FROM a AS b\nRUN yarn install\nFROM scratch', ['pass']],
  ])('over stages: %j', (text, expected) => {
    expect(elements(text)).toEqual(expected);
  });
});
