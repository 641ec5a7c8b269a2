/**
 * Snippets of the hardening guide, as it has them: starts of containers (§9.2, §2.1), Dockerfiles (§3.3, §4.3, §6.1)
 * and services (§7.2). What the product says of them is to stay as it is.
 */

export const template = `docker run -d \\
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

export const safeStart = `# 基础安全配置
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

export const safeUser = `# 安全的多阶段构建
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

export const stages = `# 安全的多阶段构建
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

export const hardCoded = `# 危险：硬编码敏感信息
ENV DB_PASSWORD=mysecretpassword
ENV API_KEY=sk-1234567890abcdef

# 危险：在镜像层中暴露秘密
RUN echo "password123" > /app/config/db.pwd
`;

export const composed = `# Docker Compose网络隔离配置
version: '3.8'
services:
  web:
    image: nginx:alpine
    networks:
      - frontend
    ports:
      - "80:80"

  api:
    image: my-api:latest
    networks:
      - frontend
      - backend
    # 不暴露端口到宿主机

  database:
    image: postgres:13
    networks:
      - backend  # 只在后端网络
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/db_password
    secrets:
      - db_password

networks:
  frontend:
    driver: bridge
  backend:
    driver: bridge
    internal: true  # 内部网络，无法访问外部

secrets:
  db_password:
    external: true
`;
