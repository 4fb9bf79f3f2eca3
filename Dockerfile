# One image for both processes; the command chooses: lode.api.LodeApi or lode.worker.LodeWorker.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY domain domain
COPY workflows workflows
COPY activities activities
COPY adapters adapters
COPY api api
COPY worker worker
COPY standalone/pom.xml standalone/pom.xml
# A class path folder for each process: what only the other one uses stays out of it.
RUN ./mvnw -B -q -Dquick -pl api,worker -am package dependency:copy-dependencies -DincludeScope=runtime \
 && for process in api worker; do \
      mkdir -p "/lode/$process" \
      && cp "$process"/target/dependency/*.jar "$process"/target/"$process"-*.jar "/lode/$process"/; \
    done

# The worker with a browser: "docker compose --profile render" builds it.
FROM debian:trixie-slim AS with-browser
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium nodejs fonts-liberation ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 lode && useradd --uid 10001 --gid lode --no-create-home lode
COPY --from=eclipse-temurin:17-jre /opt/java/openjdk /opt/java/openjdk
COPY --from=build /lode/worker /opt/lode/worker
COPY --chmod=755 docker/lode-process docker/is-alive /usr/local/bin/
USER lode
WORKDIR /tmp
ENV PATH="/opt/java/openjdk/bin:$PATH" LODE_JAVA_OPTS="-XX:MaxRAMPercentage=30"
ENTRYPOINT ["lode-process"]
CMD ["lode.worker.LodeWorker"]

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 lode && useradd --uid 10001 --gid lode --no-create-home lode
COPY --from=build /lode /opt/lode
COPY --chmod=755 docker/lode-process docker/is-alive /usr/local/bin/
USER lode
WORKDIR /tmp
# JVM options of your own; the heap takes up to this part of the container's memory.
ENV LODE_JAVA_OPTS="-XX:MaxRAMPercentage=60"
ENTRYPOINT ["lode-process"]
CMD ["lode.api.LodeApi"]
