package lode.api.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.yaml.JacksonYamlHttpMessageConverter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadConstraints;

/** How the web framework reads requests for Lode's routes. */
@Configuration(proxyBeanMethods = false)
class WebRules implements WebMvcConfigurer {

  private static final long MAX_BODY_BYTES = 2 * 1024 * 1024;
  private static final int MAX_NESTING = 64;

  /** A schema with all its prose is far below these. */
  @Bean
  JsonFactoryBuilderCustomizer boundedBodies() {
    return factory ->
        factory.streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MAX_BODY_BYTES)
                .maxNestingDepth(MAX_NESTING)
                .build());
  }

  @Bean
  JsonMapperBuilderCustomizer strictBodies() {
    return JsonBodies::strict;
  }

  /** JSON is the one form of bodies; a second one would need its own strictness. */
  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters.configureMessageConvertersList(
        all -> all.removeIf(JacksonYamlHttpMessageConverter.class::isInstance));
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverterFactory(new WordToEnum());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new RouteRules());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }

  private static final class CallerArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        ModelAndViewContainer model,
        NativeWebRequest request,
        WebDataBinderFactory binders) {
      return Caller.of(request.getNativeRequest(HttpServletRequest.class));
    }
  }

  /** Query parameters name enum constants as bodies do: in lower case. */
  @SuppressWarnings("rawtypes")
  private static final class WordToEnum implements ConverterFactory<String, Enum> {

    @Override
    public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
      return word -> {
        for (T constant : type.getEnumConstants()) {
          if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
            return constant;
          }
        }
        throw new IllegalArgumentException(word);
      };
    }
  }
}
