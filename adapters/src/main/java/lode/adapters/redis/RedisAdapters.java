package lode.adapters.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import java.time.Duration;
import lode.domain.crawl.CrawlCookies;
import lode.domain.crawl.HostSlots;
import lode.domain.crawl.RobotsFiles;
import lode.domain.operations.Dependency;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** All ports that Redis serves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
public class RedisAdapters {

  @Bean
  LettuceConnectionFactory redisConnectionFactory(RedisSettings settings) {
    LettuceClientConfiguration.LettuceClientConfigurationBuilder client =
        LettuceClientConfiguration.builder()
            .commandTimeout(settings.timeout())
            .clientOptions(
                ClientOptions.builder()
                    .socketOptions(
                        SocketOptions.builder().connectTimeout(settings.timeout()).build())
                    .build())
            .shutdownTimeout(Duration.ofMillis(200));
    if (RedisURI.create(settings.url()).isSsl()) {
      client.useSsl();
    }
    return new LettuceConnectionFactory(
        LettuceConnectionFactory.createRedisConfiguration(settings.url()), client.build());
  }

  @Bean
  StringRedisTemplate stringRedisTemplate(RedisConnectionFactory connections) {
    return new StringRedisTemplate(connections);
  }

  @Bean
  HostSlots hostSlots(StringRedisTemplate redis) {
    return new RedisHostSlots(redis);
  }

  @Bean
  RobotsFiles robotsFiles(StringRedisTemplate redis) {
    return new RedisRobotsFiles(redis);
  }

  @Bean
  CrawlCookies crawlCookies(StringRedisTemplate redis) {
    return new RedisCrawlCookies(redis);
  }

  @Bean
  Dependency redisDependency(RedisConnectionFactory connections) {
    return new RedisDependency(connections);
  }
}
