import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { givenFiles } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import type { CheckInput } from '../checks/check.js';
import type { Judgement } from '../model/verdict.js';
import type { Edit, RunEdit } from '../remediation/edit.js';
import { editRunLine } from '../remediation/run-line-editor.js';
import { judgeExample } from './example-policy.js';
import { parsePolicy } from './policy-document.js';

/** Snippets of the hardening guide, as it has them. */
const template = `docker run -d \\
  --name production-app \\
  --user 1000:1000 \\              # 非root用户
  --read-only \\                   # 只读根文件系统
  --tmpfs /tmp:noexec,nosuid \\    # 安全临时目录
  --no-new-privileges \\           # 禁止权限提升
  --cap-drop=ALL \\                # 移除所有Linux能力
  --cap-add=NET_ADMIN \\           # 只添加必需能力
  --memory=512m \\                 # 限制内存使用
  --cpus="1" \\                    # 限制CPU使用
  --restart=unless-stopped \\      # 重启策略
  --log-driver=syslog \\           # 日志记录
  --network=app-network \\         # 隔离网络
  my-secure-app:v1.0.0
`;
const safeStart = `# 基础安全配置
docker run -d \\
  --name secure-app \\
  --user 1000:1000 \\          # 非root用户运行
  --read-only \\               # 只读根文件系统
  --tmpfs /tmp \\              # 临时目录可写
  --no-new-privileges \\       # 禁止权限提升
  --cap-drop=ALL \\            # 移除所有Linux能力
  --cap-add=NET_ADMIN \\       # 只添加必需能力
  nginx:latest
`;
const safeUser = `# 安全的多阶段构建
FROM node:16 AS builder
WORKDIR /app
COPY package*.json ./
RUN npm install

FROM node:16-slim
# 创建非root用户
RUN groupadd -r nodeuser && \\
    useradd -r -g nodeuser -s /bin/false nodeuser

WORKDIR /app
# 复制文件并设置正确权限
COPY --from=builder --chown=nodeuser:nodeuser /app ./

# 切换到非root用户
USER nodeuser

# 使用非特权端口
EXPOSE 3000
CMD ["node", "server.js"]
`;
const stages = `# 安全的多阶段构建
FROM maven:3.8-openjdk-11 AS build
WORKDIR /app
COPY pom.xml .
RUN mvn dependency:go-offline
COPY src ./src
RUN mvn package -DskipTests

# 运行镜像使用distroless
FROM gcr.io/distroless/java:11
COPY --from=build /app/target/app.jar /app.jar
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/app.jar"]
`;
const hardCoded = `# 危险：硬编码敏感信息
ENV DB_PASSWORD=mysecretpassword
ENV API_KEY=sk-1234567890abcdef

# 危险：在镜像层中暴露秘密
RUN echo "password123" > /app/config/db.pwd
`;

function shipped(name: string) {
  const parsed = parsePolicy(
    readFileSync(new URL(`../../../policies/${name}.yaml`, import.meta.url), 'utf8'),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.policy;
}
const policies = { baseline: shipped('baseline'), strict: shipped('strict') };
/** Of the guide's Dockerfiles with the checks that the baseline leaves out. */
const dockerfileChecks = {
  ...policies.strict,
  checks: { ...policies.strict.checks, 'df-missing-artifact': {}, 'df-app-owned-by-user': {} },
};

function judged(input: CheckInput, text: string, policy = policies.baseline): Judgement {
  const result = readInput(input, text, { files: givenFiles({}) });
  if (!result.ok) throw new Error(result.problem.message.en);
  return judgeExample({ facts: result.facts, policy });
}

/** Ids of the checks with this result, each once, sorted. */
function checksThat(result: 'fail' | 'unknown', { findings }: Judgement): string[] {
  return [...new Set(findings.flatMap((one) => (one.result === result ? (one.check ?? []) : [])))].sort();
}

/** The text after every fix that is offered, one after the other, each judged anew. */
function fixed(text: string): string {
  let current = text;
  for (let round = 0; round < 40; round += 1) {
    const offered = judged('run-command', current).findings.flatMap(({ fix }) => (fix ? [fix.edits] : []));
    const next = offered
      .map((edits) => editRunLine(current, edits.filter(isRunEdit)))
      .find((changed) => changed !== current);
    if (next === undefined) return current;
    current = next;
  }
  throw new Error('the fixes do not come to an end');
}

function isRunEdit(edit: Edit): edit is RunEdit {
  return !('document' in edit) && !('line' in edit) && !('file' in edit);
}

describe('the template of §9.2', () => {
  it('is denied as it is printed', () => {
    const judgement = judged('run-command', template);
    expect(judgement.decision).toBe('deny');
    expect(checksThat('fail', judgement)).toEqual([
      'runcmd-comment-after-continuation',
      'runcmd-unknown-flag',
      'workload-cap-added',
      'workload-cap-dangerous',
      'workload-cap-net-admin',
      'workload-no-new-privileges',
      'workload-pids-limit',
    ]);
    const dangerous = judgement.findings.filter(({ check }) => check === 'workload-cap-dangerous');
    expect(dangerous.map(({ severity }) => severity)).toEqual(['high']);
  });

  it('passes after the fixes that are offered, but for what only its image and host can tell', () => {
    const text = fixed(template);
    const judgement = judged('run-command', text);
    expect(judgement.decision).toBe('allow');
    expect(checksThat('fail', judgement)).toEqual([]);
    expect(checksThat('unknown', judgement)).toEqual([
      'image-runtime-eol',
      'workload-apparmor',
      'workload-image-registry',
    ]);
    expect(text).toContain('--security-opt=no-new-privileges');
    expect(text).not.toMatch(/ --no-new-privileges|NET_ADMIN/);
  });
});

describe('the start of §2.1', () => {
  it('is denied for the same, and for its image, its network and its limits', () => {
    const judgement = judged('run-command', safeStart);
    expect(judgement.decision).toBe('deny');
    expect(checksThat('fail', judgement)).toEqual([
      'runcmd-comment-after-continuation',
      'runcmd-unknown-flag',
      'workload-cap-added',
      'workload-cap-dangerous',
      'workload-cap-net-admin',
      'workload-cpu-limit',
      'workload-image-tag-latest',
      'workload-memory-limit',
      'workload-network-default-bridge',
      'workload-no-new-privileges',
      'workload-pids-limit',
    ]);
  });

  it('is told by the strict policy which folders nginx writes to', () => {
    const { findings } = judged('run-command', safeStart, policies.strict);
    const missing = findings.filter(({ check }) => check === 'workload-read-only-needs-writable-paths');
    const told = missing.map(({ message }) => message.en).join(' ');
    expect(told).toContain('/var/cache/nginx');
    expect(told).toContain('/var/run');
  });
});

describe('what §5.2 forbids', () => {
  it.each([
    ['docker run --privileged ...        # 特权模式', 'workload-privileged', 'critical'],
    ['docker run -v /:/host ...          # 挂载宿主机根目录', 'workload-mount-host-root', 'critical'],
    [
      'docker run -v /var/run/docker.sock:/var/run/docker.sock ...  # 挂载Docker socket',
      'workload-runtime-socket-mount',
      'critical',
    ],
    ['docker run --pid=host ...          # 共享宿主机PID命名空间', 'workload-pid-host', 'high'],
  ])('%s', (text, check, severity) => {
    const judgement = judged('run-command', text);
    expect(judgement.decision).toBe('deny');
    expect(judgement.findings).toContainEqual(expect.objectContaining({ check, result: 'fail', severity }));
  });
});

describe('the Dockerfiles', () => {
  it('of §3.3 uses a Node.js without support, starts a file that is not there, and owns its own code', () => {
    const failing = checksThat('fail', judged('dockerfile', safeUser, dockerfileChecks));
    expect(failing).toEqual(
      expect.arrayContaining([
        'image-runtime-eol',
        'df-missing-artifact',
        'df-dev-dependencies',
        'df-app-owned-by-user',
      ]),
    );
    expect(failing).not.toContain('df-user-root');
    expect(failing).not.toContain('df-multistage');
    expect(checksThat('fail', judged('dockerfile', safeUser))).toEqual(['image-runtime-eol']);
  });

  it('of §4.3 runs as root and stands on names that are gone', () => {
    const judgement = judged('dockerfile', stages);
    expect(judgement.decision).toBe('deny');
    expect(checksThat('fail', judgement)).toEqual(
      expect.arrayContaining(['df-user-root', 'df-from-obsolete-reference']),
    );
  });

  it('of §6.1 holds two secrets in variables and one in a command', () => {
    const judgement = judged('dockerfile', hardCoded);
    const count = (id: string) => judgement.findings.filter(({ check }) => check === id).length;
    expect(judgement.decision).toBe('deny');
    expect([count('df-secret-env-arg'), count('df-secret-in-run')]).toEqual([2, 1]);
  });
});
