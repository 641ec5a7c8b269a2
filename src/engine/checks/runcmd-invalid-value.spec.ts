import { describe, expect, it } from 'vitest';
import { elementsOf, evaluateText } from './evaluate-example.js';
import { runcmdInvalidValueCheck as check } from './runcmd-invalid-value.check.js';

const found = (options: string) => elementsOf(evaluateText(check, 'run-command', `docker run ${options}`));

describe('runcmd-invalid-value', () => {
  it.each([
    ['--rm', ['IMAGE']],
    ['--memory 1m a', ['--memory 1m']],
    ['--cpus lots a', ['--cpus lots']],
    ['--user "a b" a', ['--user a b']],
    ['-p 80-81:80 a', ['pass']],
    ['-p 80:80-81 a', ['--publish 80:80-81']],
    ['-p 300.1.1.1:80:80 a', ['--publish 300.1.1.1:80:80']],
    ['--restart sometimes a', ['--restart sometimes']],
    ['--restart always:3 a', ['--restart always:3']],
    ['--tmpfs tmp a', ['--tmpfs tmp']],
    ['-v data/x:/y a', ['--volume data/x:/y']],
    ['-v /a:/b:rx a', ['--volume /a:/b:rx']],
    ['--mount type=bind,target=/x a', ['--mount type=bind,target=/x']],
    ['--mount type=bind,src=/a,dst=/x,bogus=1 a', ['--mount type=bind,src=/a,dst=/x,bogus=1']],
    ['--security-opt no-new-privilege a', ['--security-opt no-new-privilege']],
    ['--ulimit nofile=2:1 a', ['--ulimit nofile=2:1']],
    ['--privileged=maybe a', ['--privileged maybe']],
    ['--health-interval 5 --health-cmd x a', ['--health-interval 5']],
    ['--ip 10.0.0.2 a', ['--ip 10.0.0.2']],
    ['--memory-swap 1g a', ['--memory-swap 1g']],
    ['-d -a stdout a', ['--attach stdout']],
    ['--no-healthcheck --health-cmd x a', ['--health-cmd x']],
    ['--network container:b -p 80:80 a', ['--publish 80:80']],
    ['--privileged --security-opt no-new-privileges a', ['--security-opt no-new-privileges']],
    ['Nginx', ['IMAGE Nginx']],
    ['--name', ['IMAGE', '--name']],
    ['--user 1 --user 1 a', ['--user repeated (info)']],
    ['--user 1 --user 2 a', ['--user repeated']],
    [
      '--security-opt no-new-privileges --security-opt=no-new-privileges:true a',
      ['--security-opt repeated (info)'],
    ],
    ['-e A=1 -e B=1 --rm=true --restart no a', ['pass']],
    ['-m $MEMORY -p $PORT:80 -v $PWD/x:/y --network $NET $IMAGE', ['pass']],
  ])('%s: %j', (options, expected) => {
    expect(found(options)).toEqual(expected);
  });

  it('says what is expected', () => {
    expect(evaluateText(check, 'run-command', 'docker run \\\n -m x a')).toMatchObject({
      violations: [{ message: { en: '--memory x: it is a size such as 512m.' }, location: { line: 2 } }],
    });
  });
});
