import { describe, expect, it } from 'vitest';
import { dfPackagesUnpinnedCheck } from './df-packages-unpinned.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

const elements = (run: string) =>
  elementsOf(evaluateText(dfPackagesUnpinnedCheck, 'dockerfile', `FROM a:1\nRUN ${run}`));

describe('df-packages-unpinned', () => {
  it.each<[string, string[]]>([
    ['apk add flex', ['apk flex']],
    ['apk add --no-cache git~2.52.0 x=1', ['pass']],
    ['apk add --virtual .deps -X https://h/edge a=1 x-1.1.1.apk', ['pass']],
    ['pip2 install MySQL_python', ['pip MySQL_python']],
    ['python -m pip install --index-url u example', ['pip example']],
    ["pip install a==1 b~=1.2 'c>=0.7' d.whl . --user", ['pass']],
    ['pip3 install --prefix /opt/x --trusted-host h y==1', ['pass']],
    ['pip install git+https://h/r-ext.git@0.6-alpha#egg=r-ext', ['pass']],
    ['pip install git+https://h/r-ext.git#egg=r-ext', ['pip git+https://h/r-ext.git#egg=r-ext']],
    ['pip install pykafka -c constraints.txt', ['pass']],
    ['npm install', ['pass']],
    ['npm install --registry https://e.org express sax@0.1.1', ['npm express']],
    ['npm install -g @my/private@">=0.1.0 <0.2.0"', ['pass']],
    ['npm install @my/private ./folder ~/x x.tgz', ['npm @my/private']],
    ['npm install git://h/npm.git', ['npm git://h/npm.git']],
    ['npm install git://h/npm.git#v1', ['pass']],
    ['npm run --crazy install', ['pass']],
    ['dnf install -y tomcat && dnf clean all', ['dnf tomcat']],
    ['microdnf install -y rpm-sign', ['dnf rpm-sign']],
    ['dnf install -y tomcat-9.0.1 gcc-c++-1.1.1 openssl-1:1.1.1k git-core-${V}', ['pass']],
    ['dnf module install -y tomcat', ['dnf tomcat']],
    ['dnf module install -y tomcat:9', ['pass']],
    ['yum install -y vim', ['yum vim']],
    ['zypper install -y vim=1 emacs', ['zypper emacs']],
    ['gem install bundler', ['gem bundler']],
    ['gem install bundler:1.1', ['pass']],
    ['gem install bundler -v 1.1', ['pass']],
    ['gem install -v2.0 bundler', ['pass']],
    ['pipx install black', ['pipx black']],
    ['pipx install --python python3.13 black==25.1', ['pass']],
    ['zypper install -y vim~1', ['zypper vim~1']],
    ['go run h.org/x -v', ['go h.org/x']],
    ['go run h.org/x@v1.2.3 h.org/y', ['pass']],
    ['go run main.go', ['pass']],
    ['go install h.org/x@latest', ['go h.org/x@latest']],
    ['go install h.org/x@v1.2.3 && go install ./cmd/x', ['pass']],
    ['notdnf install tomcat', ['pass']],
    ['apk add $PACKAGES', ['unknown']],
    ['apt-get install -y curl', ['pass']],
  ])('%s', (run, expected) => {
    expect(elements(run)).toEqual(expected);
  });
});
