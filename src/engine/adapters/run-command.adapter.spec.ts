import { it } from 'vitest';
import { runCommandAdapter } from './run-command.adapter.js';
import { defaultReadOptions } from './input-adapter.js';
it('x', () => {
  const guide = `docker run -d \\
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
  for (const text of [
    guide,
    'docker run --privileged ...        # x\ndocker run -v /:/host ...',
    "$ sudo docker run -itd -p 8080:80 -p [::1]:53:53/udp -e DB_PASSWORD=hunter2hunter2 -e X=$Y $OPTS 'nginx:latest' mysql -u root -psecretpw",
  ])
    console.log(
      JSON.stringify(
        runCommandAdapter.read(text, defaultReadOptions),
        (k, v) =>
          k === 'tokens' ? undefined : v === null || (Array.isArray(v) && !v.length) ? undefined : v,
        1,
      ).replace(/\n\s*("line|"document|"pointer|\})/g, ' $1'),
    );
});
