package lode.standalone.server;

import lode.api.ApiConfiguration;
import lode.worker.WorkerConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Worker and API in one context. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({WorkerConfiguration.class, ApiConfiguration.class})
class OneProcess {}
